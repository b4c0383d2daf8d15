using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.Proofs;
using Plimsoll.Proofs.Tests;

namespace Plimsoll.Node.Tests.Proving;

/// <summary>A real process that proves a batch, killed again and again: iPRV-001.</summary>
public sealed partial class ProverKillTests
{
    private const string FolderVariable = "PLIMSOLL_KILLED_PROVER";

    [Fact]
    public async Task A_prover_that_is_killed_goes_on_with_the_segment_that_it_had_begun()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        string folder = Directory.CreateTempSubdirectory("plimsoll-kill-").FullName;
        ProvenBatch batch = In(folder);
        int segments = batch.Witness.Cuts.Count;
        for (HashSet<int> kept = []; kept.Count < segments;)
        {
            using Process process = Process.Start(new ProcessStartInfo(Path.ChangeExtension(typeof(ProverKillTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null))
            {
                ArgumentList = { "-explicit", "only", "-method", $"{typeof(ProverKillTests).FullName}.{nameof(A_prover_that_proves_until_it_is_killed)}", "-showLiveOutput", "-noColor", "-noLogo" },
                Environment = { [FolderVariable] = folder },
                RedirectStandardOutput = true,
            })!;
            bool wasNew = false;
            while (!wasNew && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                if (Segment().Match(line) is not { Success: true } match)
                    continue;
                Assert.True(kept.Add(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)), $"{line} again, though it was on disk.");
                wasNew = true; // each life proves one segment, and dies in the next or thereabouts
                await Task.Delay(random.Next(0, 300), TestContext.Current.CancellationToken);
            }

            Assert.True(wasNew, "The prover proved nothing.");
            process.Kill(entireProcessTree: true); // SIGKILL
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            // A segment that it saved and had no time to speak of counts as well.
            using ProverStore left = new(folder, Story.Identity);
            int[] found = [.. Enumerable.Range(0, segments).Where(i => left.FindSegment(batch.Statement.HeaderHash, i) is not null)];
            Assert.Superset(kept, found.ToHashSet());
            kept.UnionWith(found);
        }

        using (ProverStore store = new(folder, Story.Identity))
        {
            SegmentProof[] kept = [.. batch.Witness.Cuts.Select((_, i) => store.FindSegment(batch.Statement.HeaderHash, i)!)];
            Assert.Equal(BatchProofRefusal.None, batch.Judge(new(kept, BatchProver.OpenBlobs(batch.Elements, batch.Witness.Point, BlobKzg.Mainnet))));
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Runs in the process that is killed.</summary>
    [Fact(Explicit = true)]
    public void A_prover_that_proves_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder)
            return;
        ProvenBatch batch = In(folder);
        using ProverStore store = new(folder, Story.Identity);
        for (int i = 0; i < batch.Witness.Cuts.Count; i++)
        {
            if (store.FindSegment(batch.Statement.HeaderHash, i) is not null)
                continue;
            store.Save(batch.Statement.HeaderHash, i, batch.ProveSegment(i));
            Console.WriteLine($"proven {i}");
        }
    }

    // The keys are made in the first life that needs them, and survive it.
    private static ProvenBatch In(string folder)
    {
        ProvingKeyCache cache = new(Path.Combine(folder, "keys"), 31337);
        return ProvenBatch.WithoutProof(DataLayout.Compact, circuit => cache.Load(circuit) is var key ? (key.System, key.Key) : default);
    }

    [GeneratedRegex(@"proven (\d+)")]
    private static partial Regex Segment();
}
