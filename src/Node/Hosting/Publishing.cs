using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Hosting;

/// <summary>What the publisher role needs.</summary>
/// <param name="Oracle">The contract that reports are for.</param>
/// <param name="Key">The auditor's key there.</param>
/// <param name="Sender">Sends for its account.</param>
/// <param name="Peers">Other auditors, who sign, too.</param>
public sealed record Publishing(Address Oracle, PrivateKey Key, ContractSender Sender, IReadOnlyList<Uri> Peers);
