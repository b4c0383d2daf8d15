using Plimsoll.Batches;

namespace Plimsoll.Node.Contracts;

/// <summary>What a rollup's contract said happened. Times and places are those of the log.</summary>
/// <remarks>Spec: contracts/src/interfaces/IRollup.sol.</remarks>
public abstract record RollupEvent
{
    private RollupEvent()
    {
    }

    /// <summary>An item entered the queue.</summary>
    /// <param name="Item">The item.</param>
    public sealed record QueueItemAdded(QueueItem Item) : RollupEvent;

    /// <summary>A batch was put at the head.</summary>
    /// <param name="HeaderHash">Its name.</param>
    /// <param name="Height">Its height; genesis has 0.</param>
    /// <param name="Header">What was hashed.</param>
    public sealed record BatchCommitted(Bytes32 HeaderHash, ulong Height, BatchHeader Header) : RollupEvent;

    /// <summary>A batch became final.</summary>
    /// <param name="HeaderHash">Its name.</param>
    /// <param name="Height">Its height.</param>
    /// <param name="Root">The state root that claims can now name.</param>
    public sealed record BatchFinalised(Bytes32 HeaderHash, ulong Height, Fr Root) : RollupEvent;

    /// <summary>A batch, and all behind it, was removed.</summary>
    /// <param name="HeaderHash">The batch at fault.</param>
    /// <param name="Height">Its height: the head is one lower now.</param>
    /// <param name="Prover">Who showed the fault.</param>
    /// <param name="Fault">What was shown.</param>
    /// <param name="Generation">How many drops there were.</param>
    public sealed record BatchDropped(Bytes32 HeaderHash, ulong Height, Address Prover, Fault Fault, ulong Generation) : RollupEvent;

    /// <summary>A kind of proof speaks for a batch.</summary>
    /// <param name="HeaderHash">The batch.</param>
    /// <param name="Kind">One kind.</param>
    public sealed record VoteRecorded(Bytes32 HeaderHash, ProofKinds Kind) : RollupEvent;

    /// <summary>A batch, and all behind it, was removed because its proofs did not come in time.</summary>
    /// <param name="HeaderHash">The batch.</param>
    /// <param name="Height">Its height: the head is one lower now.</param>
    /// <param name="Caller">Who removed it.</param>
    /// <param name="Generation">How many drops there were.</param>
    public sealed record BatchUnproven(Bytes32 HeaderHash, ulong Height, Address Caller, ulong Generation) : RollupEvent;

    /// <summary>Alarm: a validity proof and a fraud proof of one batch were both accepted. The rollup is frozen, at the batch's parent if that still stood.</summary>
    /// <param name="HeaderHash">The batch.</param>
    /// <param name="Height">Its height.</param>
    /// <param name="Root">The parent's root.</param>
    /// <param name="Generation">How many drops there were.</param>
    public sealed record ProofsDisagree(Bytes32 HeaderHash, ulong Height, Fr Root, ulong Generation) : RollupEvent;

    /// <summary>Commits have stopped for good.</summary>
    /// <param name="Caller">Who froze it.</param>
    /// <param name="QueueEnd">Items consumed at the head.</param>
    public sealed record Frozen(Address Caller, ulong QueueEnd) : RollupEvent;

    /// <summary>An account left with everything.</summary>
    /// <param name="Index">The account.</param>
    /// <param name="Owner">Its owner.</param>
    /// <param name="Token">Its token.</param>
    /// <param name="Total">Withdrawn and balance together.</param>
    /// <param name="Recipient">Who is paid.</param>
    public sealed record Escaped(uint Index, Address Owner, byte Token, UInt256 Total, Address Recipient) : RollupEvent;

    /// <summary>A deposit that no final batch consumed went back.</summary>
    /// <param name="Number">The item.</param>
    /// <param name="Owner">Whose it was.</param>
    /// <param name="Token">The token.</param>
    /// <param name="Amount">What went back.</param>
    public sealed record DepositRefunded(ulong Number, Address Owner, byte Token, UInt256 Amount) : RollupEvent;

    /// <summary>A committer's bond grew.</summary>
    /// <param name="Committer">Whose.</param>
    /// <param name="Amount">In wei.</param>
    public sealed record BondAdded(Address Committer, UInt256 Amount) : RollupEvent;

    /// <summary>A committer took free bond out.</summary>
    /// <param name="Committer">Whose.</param>
    /// <param name="Amount">In wei.</param>
    public sealed record BondWithdrawn(Address Committer, UInt256 Amount) : RollupEvent;

    /// <summary>The bond of a batch is free again.</summary>
    /// <param name="Committer">Whose.</param>
    /// <param name="HeaderHash">The batch.</param>
    public sealed record BondReleased(Address Committer, Bytes32 HeaderHash) : RollupEvent;

    /// <summary>The bond of a batch is lost.</summary>
    /// <param name="Committer">Whose.</param>
    /// <param name="HeaderHash">The batch.</param>
    /// <param name="Burned">What nobody gets, in wei.</param>
    /// <param name="Reward">What the prover gets, in wei.</param>
    public sealed record BondLost(Address Committer, Bytes32 HeaderHash, UInt256 Burned, UInt256 Reward) : RollupEvent;

    /// <summary>Somebody says that they know of a fault.</summary>
    /// <param name="Sender">Who.</param>
    /// <param name="Commitment">To which.</param>
    public sealed record FraudAnnounced(Address Sender, Bytes32 Commitment) : RollupEvent;

    /// <summary>A reward has somebody with the best right so far.</summary>
    /// <param name="HeaderHash">The batch that was removed.</param>
    /// <param name="Prover">Who.</param>
    /// <param name="Amount">In wei.</param>
    /// <param name="CollectableAt">Unix seconds.</param>
    public sealed record RewardAssigned(Bytes32 HeaderHash, Address Prover, UInt256 Amount, ulong CollectableAt) : RollupEvent;

    /// <summary>A reward was paid.</summary>
    /// <param name="HeaderHash">The batch that was removed.</param>
    /// <param name="Prover">To whom.</param>
    /// <param name="Amount">In wei.</param>
    public sealed record RewardCollected(Bytes32 HeaderHash, Address Prover, UInt256 Amount) : RollupEvent;
}
