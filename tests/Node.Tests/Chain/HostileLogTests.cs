using Plimsoll.Batches;
using Plimsoll.L1.Abi;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.State;

namespace Plimsoll.Node.Tests.Chain;

/// <summary>A node that lies about logs, or leaves some out, is found out at the first log that does not fit.</summary>
public sealed class HostileLogTests
{
    private static readonly RollupCut s_cut = new Story(RollupFold.Begin(Story.Identity)).Bond(9_000).Deposit(100).Deposit(50).Commit(1, 2, 7).Cut;

    public static TheoryData<string> Headers => [.. s_headers.Keys];

    private static readonly Dictionary<string, Func<BatchHeader, BatchHeader>> s_headers = new()
    {
        ["another parent"] = header => header with { ParentHash = Story.HashOf(1, 2) },
        ["no slots"] = header => header with { SlotCount = 0, SequenceEnd = 1 },
        ["too many slots"] = header => header with { SlotCount = 6145 },
        ["more items than slots"] = header => header with { QueueCount = 5 },
        ["no blob"] = header => header with { VersionedHashes = [] },
        ["a blob too many"] = header => header with { VersionedHashes = [.. header.VersionedHashes, Bytes32.Zero] },
        ["an item too few"] = header => header with { QueueEnd = 1 },
        ["another queue"] = header => header with { QueueHash = header.QueueHash + Fr.One },
        ["another count of slots"] = header => header with { SequenceEnd = header.SequenceEnd + 1 },
        ["time before the parent"] = header => header with { BatchTime = s_cut.Head.BatchTime - 1 },
        ["time of the future"] = header => header with { BatchTime = header.BatchTime + 1 },
        ["another profile"] = header => header with { ProfileId = Bytes32.Zero },
    };

    [Theory, MemberData(nameof(Headers))]
    public void A_header_that_the_contract_would_not_take_is_refused(string what)
    {
        Story story = new(s_cut);
        BatchHeader right = story.Next(1, 2, 8);
        Assert.Equal(2UL, new Story(s_cut).Commit(right).Cut.Height);
        Refused(new Story(s_cut).Commit(s_headers[what](right)));
    }

    [Fact]
    public void Events_out_of_turn_are_refused()
    {
        CommittedBatch batch = s_cut.Batches[0];
        AbiValue root = batch.Header.NewRoot.ToWord();
        Refused(new Story(s_cut).Emit("BatchCommitted", Bytes32.Zero, 2UL, HeaderEncoding.ToAbi(new Story(s_cut).Next(1, 2, 8))));
        Refused(new Story(s_cut).Emit("BatchCommitted", Story.Identity.HashOf(new Story(s_cut).Next(1, 2, 8)), 3UL, HeaderEncoding.ToAbi(new Story(s_cut).Next(1, 2, 8))));
        Refused(new Story(s_cut).Emit("BatchFinalised", Bytes32.Zero, 1UL, root));
        Refused(new Story(s_cut).Emit("BatchFinalised", batch.HeaderHash, 2UL, root));
        Refused(new Story(s_cut).Emit("BatchFinalised", batch.HeaderHash, 1UL, 8UL));
        Refused(new Story(s_cut).Emit("BatchDropped", batch.HeaderHash, 1UL, Story.Alice, 19UL, 0UL, 2UL));
        Refused(new Story(s_cut).Emit("BatchDropped", batch.HeaderHash, 2UL, Story.Alice, 19UL, 0UL, 1UL));
        Refused(new Story(s_cut).Emit("BatchDropped", batch.HeaderHash, 1UL, Story.Alice, 0UL, 0UL, 1UL));
        Refused(new Story(s_cut).Emit("BatchDropped", batch.HeaderHash, 1UL, Story.Alice, 21UL, 0UL, 1UL));
        Refused(new Story(s_cut).Emit("RollupFrozen", Story.Alice, 2UL));
        Refused(new Story(s_cut).Freeze().Freeze());
        Refused(new Story(s_cut).Freeze().Commit(1, 2, 8));
        Refused(new Story(s_cut).Emit("BondWithdrawn", Story.Operator, 9_001UL));
        Refused(new Story(s_cut).Finalise().Finalise2(batch));
        Refused(new Story(s_cut).QueuePayout(1, Story.Alice, 5));
    }

    [Fact]
    public void A_queue_item_left_out_repeated_or_changed_is_refused()
    {
        QueueItem next = new(2, new QueuedOperation.ForcedExit(Story.Alice, 3), default, Fr.Zero);
        AbiValue link = next.LinkAfter(s_cut.Queue[^1].Item.Link).ToWord();
        Assert.Equal(3, new Story(s_cut).Emit("QueueItemAdded", 2UL, Story.Alice, next.ToAbi(), link).Cut.Queue.Count);
        Refused(new Story(s_cut).Emit("QueueItemAdded", 1UL, Story.Alice, next.ToAbi(), link));
        Refused(new Story(s_cut).Emit("QueueItemAdded", 3UL, Story.Alice, next.ToAbi(), link));
        Refused(new Story(s_cut).Emit("QueueItemAdded", 2UL, Story.Operator, next.ToAbi(), link));
        Refused(new Story(s_cut).Emit("QueueItemAdded", 2UL, Story.Alice, next.ToAbi(), 5UL));
        Refused(new Story(s_cut).Emit("QueueItemAdded", 2UL, Story.Alice, (next with { Operation = new QueuedOperation.ForcedExit(Story.Alice, 4) }).ToAbi(), link));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0)] // no kind
    [InlineData(5, 0, 0, 0, 0)]
    [InlineData(1, 0, 0, 0, 0)] // a deposit of nothing
    [InlineData(1, 0, 1, 5, 0)] // a deposit with a payee
    [InlineData(2, 1, 1, 5, 0)] // a transfer with a token
    [InlineData(3, 0, 1, 0, 0)] // an exit with a payee
    [InlineData(3, 0, 0, 5, 0)] // an exit with an amount
    [InlineData(4, 0, 0, 0, 0)] // a key without a key
    [InlineData(3, 0, 0, 0, 1)] // a key off the curve
    public void An_item_that_the_contract_lets_nobody_queue_is_refused(ulong kind, ulong token, ulong to, ulong amount, ulong key)
    {
        AbiValue item = AbiValue.Of(kind, Story.Alice, token, 3UL, to, amount, key, key);
        Refused(new Story(s_cut).Emit("QueueItemAdded", 2UL, Story.Alice, item, 5UL));
    }

    [Fact]
    public void A_root_that_is_not_below_r_is_refused()
    {
        BatchHeader right = new Story(s_cut).Next(1, 2, 8);
        AbiValue[] fields = [.. HeaderEncoding.ToAbi(right).ToItems()];
        UInt256 aliased = fields[1].ToUInt256() + UInt256.FromBytes((-Fr.One).ToBytes()) + UInt256.One;
        fields[1] = aliased;
        Refused(new Story(s_cut).Emit("BatchCommitted", Story.Identity.HashOf(right), 2UL, AbiValue.Of(fields)));
    }

    [Fact]
    public void Cut_or_padded_data_is_refused_and_foreign_events_are_not_looked_at()
    {
        (Bytes32[] topics, byte[] data) = RollupEvents.All.Single(it => it.Name == "BondAdded").Encode(Story.Alice, 5UL);
        Refused(new Story(s_cut).Add(Story.Rollup, (topics, data[..31])));
        Refused(new Story(s_cut).Add(Story.Rollup, (topics, [.. data, 0])));
        Refused(new Story(s_cut).Add(Story.Rollup, ([topics[0]], data)));
        Assert.Equal(5UL, (ulong)new Story(s_cut).Add(Story.Rollup, (topics, data)).Cut.Bonds[Story.Alice].Total);
        Assert.Empty(new Story(s_cut).Add(Story.Alice, (topics, data)).Cut.Bonds.Remove(Story.Operator)); // another contract's
        Assert.Empty(new Story(s_cut).Add(Story.Rollup, ([Bytes32.Zero], data)).Cut.Bonds.Remove(Story.Operator)); // another event
        Assert.Empty(new Story(s_cut).EmitHub("ClaimRecorded", Story.Alice, 1UL, Story.Alice, Address.Zero, 5UL, Story.Alice).Cut.Claimed); // another rollup's
    }

    private static void Refused(Story story) => Assert.Throws<RollupLogException>(() => story.Cut);
}

file static class Twice
{
    public static Story Finalise2(this Story story, CommittedBatch batch) => story.Emit("BatchFinalised", batch.HeaderHash, batch.Height, batch.Header.NewRoot.ToWord());
}
