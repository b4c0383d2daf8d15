using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Hosting;

/// <summary>The accounts that a node's roles send with. One account must not be used by two senders at once.</summary>
/// <param name="Sequencer">Signs receipts and commits batches.</param>
/// <param name="Committer">Its sender.</param>
/// <param name="Watcher">Shows faults; its key salts announcements.</param>
/// <param name="Prover">Its sender.</param>
/// <param name="Finaliser">Makes batches final.</param>
/// <param name="Validity">Shows L1 validity proofs.</param>
public sealed record NodeKeys(
    PrivateKey Sequencer, ContractSender Committer, PrivateKey Watcher, ContractSender Prover, ContractSender Finaliser, ContractSender Validity);
