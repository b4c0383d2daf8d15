using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Roles;

/// <summary>What a watcher does next.</summary>
internal abstract record WatcherAction
{
    private WatcherAction()
    {
    }

    /// <summary>Announce the fault of a batch.</summary>
    public sealed record Announce(FaultyBatch Faulty) : WatcherAction;

    /// <summary>Remove a batch.</summary>
    public sealed record Prove(FaultyBatch Faulty) : WatcherAction;

    /// <summary>Remove a batch whose proofs did not come in time.</summary>
    public sealed record DropUnproven(CommittedBatch Batch) : WatcherAction;

    /// <summary>Take over the reward of a batch that somebody else removed, by an earlier announcement, if there was one: trying costs nothing.</summary>
    public sealed record Reveal(Bytes32 HeaderHash) : WatcherAction;

    /// <summary>Collect a reward.</summary>
    public sealed record Collect(Bytes32 HeaderHash) : WatcherAction;
}
