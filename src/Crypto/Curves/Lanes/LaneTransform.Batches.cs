using System.Collections.Concurrent;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <content>Work cut to what shares inversions, a workspace for each thread, and multiples by one factor.</content>
internal static unsafe partial class LaneTransform<TField, TGroup, TLanes, TCurve>
{
    /// <summary>Multiplies all points, a multiple of eight, with one factor.</summary>
    public static void Scale(Span<AffinePoint<TField, TGroup>> points, Fr factor, ParallelOptions options)
    {
        int groups = points.Length / Lanes;
        fixed (AffinePoint<TField, TGroup>* pinned = points)
        {
            AffinePoint<TField, TGroup>* memory = pinned;
            InBatches(groups, options, [], (first, count, work) =>
            {
                LaneMultiples<TField, TGroup, TLanes, TCurve> multiples = new(work + Capacity * Point);
                Span<nint> addresses = stackalloc nint[count];
                Fr[] factors = new Fr[count * Lanes];
                factors.AsSpan().Fill(factor);
                for (int i = 0; i < count; i++)
                {
                    addresses[i] = (nint)(work + i * Point);
                    AffineLanes<TField, TGroup, TLanes>.Load(work + i * Point, memory + (first + i) * Lanes);
                }

                multiples.MultiplyAll(addresses, factors);
                for (int i = 0; i < count; i++)
                    AffineLanes<TField, TGroup, TLanes>.Store(memory + (first + i) * Lanes, work + i * Point);
            });
        }
    }

    private delegate void Batch(int first, int count, long* work);

    // Workspaces are megabytes, and serve from level to level.
    private static void InBatches(int groups, ParallelOptions options, ConcurrentBag<AlignedWords> workspaces, Batch body)
    {
        int words = Math.Max(Capacity * Point, LaneButterflies<TField, TGroup, TLanes>.WorkspaceLength) + LaneMultiples<TField, TGroup, TLanes, TCurve>.WorkspaceLength;
        Parallel.For(0, (groups + Capacity - 1) / Capacity, options, () => workspaces.TryTake(out AlignedWords? work) ? work : new(words), (batch, _, work) =>
        {
            body(batch * Capacity, Math.Min(Capacity, groups - batch * Capacity), work.Pointer);
            return work;
        }, workspaces.Add);
    }
}
