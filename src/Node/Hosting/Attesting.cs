using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Hosting;

/// <summary>What the roles attester and quorum need.</summary>
/// <param name="Keys">Attesters' keys, for the attester's role; one node may sign for several.</param>
/// <param name="Sender">Sends votes, for the quorum's role; null without it.</param>
/// <param name="Peers">Nodes of other attesters.</param>
public sealed record Attesting(IReadOnlyList<PrivateKey> Keys, ContractSender? Sender, IReadOnlyList<Uri> Peers);
