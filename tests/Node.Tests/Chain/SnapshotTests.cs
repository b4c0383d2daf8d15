using Plimsoll.Crypto.Signatures;
using Plimsoll.Node.Chain;
using Plimsoll.State;

namespace Plimsoll.Node.Tests.Chain;

/// <summary>A snapshot proves itself, and any other file is refused.</summary>
public sealed class SnapshotTests
{
    private static readonly SchnorrSecretKey s_secret = SchnorrSecretKey.FromSeed(Enumerable.Repeat((byte)9, 32).ToArray());
    private static readonly (RollupCut Cut, RollupState State, byte[] File) s_world = Make();

    [Fact]
    public void What_is_written_is_read()
    {
        Snapshot read = Snapshot.Read(new MemoryStream(s_world.File), Story.Identity);
        Assert.Equal((1UL, s_world.Cut.HashAt(1), s_world.State.Root), (read.Height, read.HeaderHash, read.State.Root));
        Assert.Equal(s_world.State.Accounts(), read.State.Accounts());
        Assert.Equal((s_world.State.Pot(0), s_world.State.PackedCounters), (read.State.Pot(0), read.State.PackedCounters));
        Assert.False(read.IsFinalOn(s_world.Cut));
        Assert.True(read.IsFinalOn(new Story(s_world.Cut).Finalise().Cut));
        Assert.False(read.IsFinalOn(new Story(RollupFold.Begin(Story.Identity)).Cut));
    }

    [Fact]
    public void Any_bit_changed_is_refused_or_names_no_final_batch()
    {
        RollupCut final = new Story(s_world.Cut).Finalise().Cut;
        Gen.Select(Gen.Int[0, s_world.File.Length - 1], Gen.Int[0, 7]).Sample((position, bit) =>
        {
            byte[] changed = [.. s_world.File];
            changed[position] ^= (byte)(1 << bit);
            Assert.False(Accepts(changed, final));
        });
        Assert.True(Accepts(s_world.File, final));
    }

    [Fact]
    public void Cut_and_padded_files_and_those_of_other_rollups_are_refused()
    {
        RollupCut final = new Story(s_world.Cut).Finalise().Cut;
        for (int length = 0; length < s_world.File.Length; length += 7)
            Assert.False(Accepts(s_world.File[..length], final));
        Assert.False(Accepts([.. s_world.File, 0], final));
        RollupIdentity other = new(1, Story.Rollup, Story.Hub, Story.Profile, [Address.Zero]);
        Assert.Throws<SnapshotRefusedException>(() => Snapshot.Read(new MemoryStream(s_world.File), other));
    }

    [Fact]
    public void Counts_beyond_the_file_make_no_room()
    {
        byte[] huge = [.. s_world.File];
        int counts = 12 + (s_world.File[10] << 8 | s_world.File[11]) + 9;
        huge.AsSpan(counts, 8).Fill(0xff);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<SnapshotRefusedException>(() => Snapshot.Read(new MemoryStream(huge), Story.Identity));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_state_that_is_not_the_headers_is_not_written() => Assert.Throws<ArgumentException>(
        () => Snapshot.Write(new MemoryStream(), Story.Identity, 0, Story.Identity.Genesis, s_world.State));

    private static bool Accepts(byte[] file, RollupCut final)
    {
        try
        {
            return Snapshot.Read(new MemoryStream(file), Story.Identity).IsFinalOn(final);
        }
        catch (SnapshotRefusedException)
        {
            return false;
        }
    }

    private static (RollupCut, RollupState, byte[]) Make()
    {
        RollupState state = new(Story.Profile.Depth);
        BatchContext context = new(31337, Story.Rollup, 5, Story.Operator);
        StateTransition.ApplyQueued(state, new QueuedOperation.Deposit(Story.Alice, 0, 100, 7, s_secret.PublicKey));
        StateTransition.ApplyQueued(state, new QueuedOperation.Deposit(Story.Operator, 0, 50, 7, default));
        OperationWord word = new(OperationKind.Transfer, 15, 14, 10, Fee.EncodeRoundingUp(3), 5);
        Operation transfer = new(word, s_secret.Sign(OperationMessage.Of(context, word, state[15], state[14]).Hash()));
        Assert.Equal(RejectionReason.None, StateTransition.Apply(state, context, transfer));
        state.Commit();
        Story story = new Story(RollupFold.Begin(Story.Identity)).Bond(9_000).Deposit(1).Deposit(2);
        RollupCut cut = story.Commit(story.Next(2, 3, 0) with { NewRoot = state.Root }).Cut;
        MemoryStream file = new();
        Snapshot.Write(file, Story.Identity, 1, cut.Head, state);
        return (cut, state, file.ToArray());
    }
}
