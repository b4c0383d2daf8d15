using System.Collections.Concurrent;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>The transform of <see cref="PointTransform"/> with eight butterflies side by side, and hundreds for each inversion.</summary>
/// <remarks>
/// Points are affine, eight consecutive ones in lanes. On all levels but the last three eight consecutive butterflies are of one block and share its factor. Then each 64
/// points are transposed, so that a lane holds a block of eight, and every lane has its own factor.
/// Safety: butterflies of one level touch disjoint points, so they may run on several threads.
/// </remarks>
internal static unsafe partial class LaneTransform<TField, TGroup, TLanes, TCurve>
    where TField : unmanaged, IField<TField>
    where TGroup : unmanaged, ICurveGroup<TField>
    where TLanes : struct, ILaneField<TField>
    where TCurve : struct, ILaneCurve<TField, TGroup>
{
    /// <summary>The fewest points.</summary>
    public const int MinSize = Lanes * Lanes;

    private const int Lanes = FqLanes.Lanes, Capacity = LaneInversion<TField, TLanes>.Capacity;

    private static int Point => AffineLanes<TField, TGroup, TLanes>.Length;

    /// <summary>Replaces coefficients by values in bit-reversed order.</summary>
    /// <param name="points">A power of two of them, at least <see cref="MinSize"/>.</param>
    /// <param name="factors">That of each block.</param>
    /// <param name="options">How many threads share the work.</param>
    public static void Run(AffinePoint<TField, TGroup>[] points, Fr[] factors, ParallelOptions options)
    {
        int size = points.Length;
        AlignedWords owner = new(size / Lanes * Point);
        long* lanes = owner.Pointer;
        ConcurrentBag<AlignedWords> workspaces = [];
        fixed (AffinePoint<TField, TGroup>* memory = points)
        {
            for (int i = 0; i < size; i += Lanes)
                AffineLanes<TField, TGroup, TLanes>.Load(lanes + i / Lanes * Point, memory + i);
            for (int half = size / 2; half > 0; half /= 2)
            {
                if (half == Lanes / 2)
                    Transpose(lanes, size);
                Level(lanes, size, half, factors, options, workspaces);
            }

            Transpose(lanes, size);
            for (int i = 0; i < size; i += Lanes)
                AffineLanes<TField, TGroup, TLanes>.Store(memory + i, lanes + i / Lanes * Point);
        }

        GC.KeepAlive(owner);
    }

    private static void Level(long* lanes, int size, int half, Fr[] blockFactors, ParallelOptions options, ConcurrentBag<AlignedWords> workspaces) =>
        InBatches(size / 2 / Lanes, options, workspaces, (first, count, work) =>
        {
            LaneButterflies<TField, TGroup, TLanes> butterflies = new(work);
            LaneMultiples<TField, TGroup, TLanes, TCurve> multiples = new(work + LaneButterflies<TField, TGroup, TLanes>.WorkspaceLength);
            Span<nint> low = stackalloc nint[count], high = stackalloc nint[count], multiplied = stackalloc nint[count];
            Fr[] factors = new Fr[count * Lanes];
            int length = 0;
            for (int i = 0; i < count; i++)
            {
                (int position, int distance, int block, int stride) = Place(first + i, half);
                (low[i], high[i]) = ((nint)(lanes + position * Point), (nint)(lanes + (position + distance) * Point));
                if (block == 0 && stride == 0)
                    continue; // the factor is one
                multiplied[length] = high[i];
                for (int lane = 0; lane < Lanes; lane++)
                    factors[length * Lanes + lane] = blockFactors[block + lane * stride];
                length++;
            }

            multiples.MultiplyAll(multiplied[..length], factors.AsSpan(0, length * Lanes));
            butterflies.Run(low, high);
        });

    // Where eight butterflies are, in vectors, and the blocks of their lanes.
    private static (int Position, int Distance, int Block, int Stride) Place(int index, int half)
    {
        int isTransposed = half < Lanes ? 1 : 0, distance = isTransposed != 0 ? half : half / Lanes;
        int sub = index / distance, position = 2 * distance * sub + index % distance;
        if (isTransposed == 0)
            return (position, distance, sub, 0);
        int blocks = Lanes / 2 / half; // of each lane
        return (position, distance, position / Lanes * Lanes * blocks + sub % blocks, blocks);
    }

    // Eight vectors of eight lanes each.
    private static void Transpose(long* lanes, int size)
    {
        for (int first = 0; first < size / Lanes; first += Lanes)
        {
            for (int i = 1; i < Lanes; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    long* a = lanes + (first + i) * Point + j, b = lanes + (first + j) * Point + i;
                    for (int k = 0; k < Point; k += Lanes)
                        (a[k], b[k]) = (b[k], a[k]);
                }
            }
        }
    }
}
