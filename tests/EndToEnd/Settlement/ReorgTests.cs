using Plimsoll.Node.Chain;
using Plimsoll.Node.Roles;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>L1 takes blocks back: every view goes back with it, and agrees with one that never saw them (iDA-001).</summary>
public sealed class ReorgTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    [Fact]
    public async Task Lesson15_a_reorg_across_commit_and_finalise_leaves_what_a_replay_gives()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        await world.CommitAsync();
        await world.VerifyAsync();
        Fr root = world.State.Root;
        Plimsoll.State.StateMark mark = world.State.Mark();

        await world.DepositAsync(world.Bob, 500);
        await world.CommitAsync(batch => batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 10));
        ulong last = await world.Node.GetBlockNumberAsync(Cancellation);
        await world.FinaliseAsync();
        Assert.Equal(2UL, world.Cut.FinalHeight);
        Assert.Equal(world.State.Root, await world.Verifier.ReadFinalAsync((state, _) => state.Root, Cancellation));

        ulong tip = await world.Node.GetBlockNumberAsync(Cancellation);
        await world.ReorgAsync((int)(tip - last) + 2); // deposit and commit, too
        VerifiedCut back = await world.VerifyAsync();
        Assert.Equal((1UL, 0UL, 1), (back.Cut.Height, back.Cut.FinalHeight, back.Cut.Queue.Count));
        Assert.Equal(root, await world.Verifier.ReadHeadAsync((state, _) => state.Root, Cancellation));

        (ChainTracker fresh, Verifier verifier) = world.Observe(world.Archive);
        await fresh.PollAsync(Cancellation);
        await verifier.VerifyAsync(fresh.Current, Cancellation);
        Assert.Equal(fresh.Current.Block, back.Cut.Block);
        Assert.Equal(fresh.Current.HashAt(fresh.Current.Height), back.Cut.HashAt(back.Cut.Height));
        Assert.Equal(root, await verifier.ReadHeadAsync((state, _) => state.Root, Cancellation));

        world.State.Unwind(mark);
        world.State.Commit();
        await world.DepositAsync(world.Carol, 5);
        await world.CommitAsync();
        await world.FinaliseAsync();
        Assert.Equal(world.State.Root, await world.Verifier.ReadFinalAsync((state, _) => state.Root, Cancellation));
    }

    [Fact]
    public async Task Lesson5_a_snapshot_of_a_final_batch_replaces_all_blobs_before_it()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        await world.CommitAsync();
        await world.FinaliseAsync();
        byte[] file = await world.Verifier.ReadFinalAsync(
            (state, verified) =>
            {
                MemoryStream stream = new();
                Snapshot.Write(stream, world.Identity, verified.Cut.FinalHeight, verified.Cut.LastFinal, state);
                return stream.ToArray();
            },
            Cancellation);
        await world.DepositAsync(world.Bob, 500);
        CommittedBatch next = await world.CommitAsync(batch => batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 10));
        await world.VerifyAsync();

        string folder = Directory.CreateTempSubdirectory("plimsoll-archive-").FullName;
        BlobArchive young = new(folder);
        await young.AddAsync(next.Header.VersionedHashes[0], (await world.Archive.FindAsync(BlobPlace.Of(next), Cancellation))![0], Cancellation);
        Snapshot snapshot = Snapshot.Read(new MemoryStream(file), world.Identity);
        Assert.True(snapshot.IsFinalOn(world.Cut));
        ChainDeriver deriver = new(snapshot.State, snapshot.Height, snapshot.HeaderHash, new BlobSources(young));
        await deriver.AdvanceAsync(world.Cut, world.Cut.Height, cancellationToken: Cancellation);
        Assert.Equal((2UL, world.State.Root), (deriver.Height, deriver.State.Root));
        await Assert.ThrowsAsync<BlobsMissingException>(() => new ChainDeriver(world.Identity, new BlobSources(young)).AdvanceAsync(world.Cut, 2, cancellationToken: Cancellation));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Lesson5_pruned_blobs_come_from_the_archive_and_a_damaged_file_is_not_believed()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        CommittedBatch batch = await world.CommitAsync();
        await world.VerifyAsync();

        (ChainTracker tracker, Verifier pruned) = world.Observe(null);
        await tracker.PollAsync(Cancellation);
        await Assert.ThrowsAsync<BlobsMissingException>(() => pruned.VerifyAsync(tracker.Current, Cancellation));
        (tracker, Verifier archived) = world.Observe(world.Archive);
        await tracker.PollAsync(Cancellation);
        await archived.VerifyAsync(tracker.Current, Cancellation);
        Assert.Equal(world.State.Root, await archived.ReadHeadAsync((state, _) => state.Root, Cancellation));

        string folder = Directory.CreateTempSubdirectory("plimsoll-archive-").FullName;
        BlobArchive damaged = new(folder);
        byte[] blob = (await world.Archive.FindAsync(BlobPlace.Of(batch), Cancellation))![0].ToArray();
        blob[31] ^= 1;
        await damaged.AddAsync(batch.Header.VersionedHashes[0], blob, Cancellation);
        Assert.Null(await damaged.FindAsync(BlobPlace.Of(batch), Cancellation));
        BlobSources healing = new(damaged, BeaconBlobSource.AtBlockNumbers(world.Beacon));
        await healing.GetAsync(BlobPlace.Of(batch), Cancellation);
        Assert.NotNull(await damaged.FindAsync(BlobPlace.Of(batch), Cancellation));
        Directory.Delete(folder, recursive: true);
    }
}
