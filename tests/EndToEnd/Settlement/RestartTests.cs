using Plimsoll.Node.Chain;
using Plimsoll.Node.Roles;
using Plimsoll.Node.Sequencing;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>A verifier that is killed goes on behind its newest snapshot, and believes none that L1 does not bear out.</summary>
public sealed class RestartTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const int BlocksToFinality = 100;

    [Fact]
    public async Task A_killed_verifier_goes_on_behind_its_newest_snapshot_without_the_blobs_before()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        string folder = Directory.CreateTempSubdirectory("plimsoll-restart-").FullName;
        SnapshotFolder snapshots = new(folder);
        Run first = new(world, snapshots, world.Archive);
        await world.DepositAsync(world.Alice, 1_000);
        await world.DepositAsync(world.Bob, 500);
        await world.CommitAsync();
        for (int i = 0; i < 3; i++) // every one of them final, with a snapshot of it
        {
            await world.CommitAsync(batch => batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 10));
            await world.FinaliseAsync();
            await first.VerifyAsync();
        }

        Assert.Equal([4UL, 3], snapshots.Heights); // no more than two are kept
        await world.MineAsync(BlocksToFinality);
        Plimsoll.Node.Chain.CommittedBatch last = await world.CommitAsync(batch => batch.Withdraw(world.IndexOf(world.Bob), 20));
        await world.VerifyAsync();
        await first.VerifyAsync();
        // It is killed here, in the middle of writing: nothing of it is disposed of, and a part of a file is left.
        File.WriteAllBytes(snapshots.PathOf(5) + ".1.new", [1, 2, 3]);

        BlobArchive young = new(Path.Combine(folder, "young"));
        await young.AddAsync(last.Header.VersionedHashes[0], (await world.Archive.FindAsync(BlobPlace.Of(last), Cancellation))![0], Cancellation);
        Run second = new(world, snapshots, young);
        VerifiedCut verified = await second.VerifyAsync();
        Assert.Equal((5UL, null), (verified.Height, verified.Fault));
        Assert.Equal(1, second.Verifier.Slots); // of all slots there were, the one behind the snapshot
        Assert.Equal(world.State.Root, await second.Verifier.ReadHeadAsync((state, _) => state.Root, Cancellation));
        Assert.Equal(verified.Cut.LastFinal.NewRoot, await second.Verifier.ReadFinalAsync((state, _) => state.Root, Cancellation));
        Assert.Empty(second.Troubles);
        await world.FinaliseAsync();
        await second.VerifyAsync();
        Assert.Equal([snapshots.PathOf(4), snapshots.PathOf(5)], Directory.GetFiles(folder).Order()); // nothing else is left

        // One bit of the newest is wrong: the one before it serves, and with none left, nothing but all blobs does.
        await world.MineAsync(BlocksToFinality);
        byte[] newest = File.ReadAllBytes(snapshots.PathOf(5));
        newest[^1] ^= 1;
        File.WriteAllBytes(snapshots.PathOf(5), newest);
        Run third = new(world, snapshots, world.Archive);
        Assert.Equal(5UL, (await third.VerifyAsync()).Height);
        Assert.Equal(1, third.Verifier.Slots);
        Assert.IsType<SnapshotRefusedException>(Assert.Single(third.Troubles));
        foreach (ulong height in snapshots.Heights)
            File.Delete(snapshots.PathOf(height));
        await Assert.ThrowsAsync<BlobsMissingException>(new Run(world, snapshots, young).VerifyAsync);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_snapshot_of_a_batch_that_L1_does_not_hold_for_final_is_not_begun_behind()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        string folder = Directory.CreateTempSubdirectory("plimsoll-restart-").FullName;
        SnapshotFolder snapshots = new(folder);
        await world.DepositAsync(world.Alice, 1_000);
        await world.CommitAsync();
        await world.FinaliseAsync();
        await world.Verifier.ReadFinalAsync((state, verified) => { snapshots.Write(verified.Cut, state); return true; }, Cancellation);
        Run early = new(world, snapshots, world.Archive); // a reorg of L1 can still take the finality back
        await early.VerifyAsync();
        Assert.Equal(1, early.Verifier.Slots);
        File.Move(snapshots.PathOf(1), snapshots.PathOf(0)); // under another height
        await world.MineAsync(BlocksToFinality);
        Run misnamed = new(world, snapshots, world.Archive);
        await misnamed.VerifyAsync();
        Assert.Equal(1, misnamed.Verifier.Slots);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_sequencer_that_finds_foreign_batches_gets_the_state_behind_them_and_none_while_one_is_wrong()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        string folder = Directory.CreateTempSubdirectory("plimsoll-restart-").FullName;
        ChainDerivedHead derived = new(world.Tracker, new(null, BeaconBlobSource.AtBlockNumbers(world.Beacon)), new(folder));
        await world.DepositAsync(world.Alice, 1_000);
        await world.CommitAsync();
        await world.DepositAsync(world.Bob, 500);
        await world.CommitAsync(spoil: slots => slots[0] = slots[0] with { PostRoot = Crypto.Fields.Fr.One });
        Assert.Null(await derived.DeriveAsync(Cancellation));
        await world.Watcher.ActAsync(await world.VerifyAsync(), Cancellation);
        await world.CommitAsync(batch => batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 10));
        DerivedHead head = (await derived.DeriveAsync(Cancellation))!;
        Assert.Equal((world.State.Root, 2UL, 2UL, 1UL), (head.State.Root, head.Position.Number, head.Position.QueueEnd, head.Position.SequenceEnd));
        Assert.NotSame(head.State, (await derived.DeriveAsync(Cancellation))!.State);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A verifier from its start to its death.</summary>
    private sealed class Run(World world, SnapshotFolder snapshots, BlobArchive blobs)
    {
        private readonly ChainTracker _tracker = world.Own(new ChainTracker(world.Node, world.Identity, new() { Start = world.Deployment.StartBlock }));
        private Verifier? _verifier;

        public List<Exception> Troubles { get; } = [];

        public Verifier Verifier => _verifier ??= world.Own(
            new Verifier(_tracker, new(world.Identity, new(blobs)), new(world.Identity, new(blobs)), snapshots, onTrouble: Troubles.Add) { SnapshotEvery = 1 });

        public async Task<VerifiedCut> VerifyAsync()
        {
            await _tracker.PollAsync(TestContext.Current.CancellationToken);
            return await Verifier.VerifyAsync(_tracker.Current, TestContext.Current.CancellationToken);
        }
    }
}
