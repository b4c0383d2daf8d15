using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Curves.Lanes;
using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Kzg;

/// <summary>The transforms of <see cref="G1Transform"/> with eight butterflies side by side.</summary>
/// <remarks>
/// Points lie in memory as three rows of words, X, Y and Z; eight of them are gathered into lanes, worked on, and put back.
/// Safety: positions are below the number of points, which is checked against the domain's; butterflies of one level touch disjoint points,
/// so they may run on several threads.
/// </remarks>
internal sealed unsafe partial class G1TransformLanes
{
    private static int Element => FqLanes.Length;

    private static int Point => ProjectiveLanes.Length;

    private const int Row = FqLanes.RowLength, PointRows = 3 * Row;

    private readonly int _log2Size;
    private readonly sbyte[][] _digits; // of ω^e at e

    private G1TransformLanes(int log2Size)
    {
        _log2Size = log2Size;
        _digits = new sbyte[1 << log2Size][];
        for (int e = 0; e < _digits.Length; e++)
            _digits[e] = Recode(EvaluationDomain.Of(log2Size).ElementAt(e));
    }

    /// <summary>The transforms of 128 points.</summary>
    public static G1TransformLanes OfCells { get; } = new(7);

    /// <summary>Replaces coefficients in natural order by values in bit-reversed order.</summary>
    public void ForwardToBitReversed(Span<G1Projective> points, MsmOptions options) => Transform(points, options, isInverse: false);

    /// <summary>Replaces values in bit-reversed order by n times the coefficients in natural order.</summary>
    public void InverseFromBitReversed(Span<G1Projective> points, MsmOptions options) => Transform(points, options, isInverse: true);

    private void Transform(Span<G1Projective> points, MsmOptions options, bool isInverse)
    {
        int size = 1 << _log2Size;
        ArgumentOutOfRangeException.ThrowIfNotEqual(points.Length, size);
        using LaneBuffer buffer = new(Workspace.Length + size * PointRows);
        Workspace work = new(buffer.Pointer);
        long* rows = buffer.Pointer + Workspace.Length;
        int* positions = stackalloc int[FqLanes.Lanes];
        fixed (G1Projective* memory = points)
        {
            for (int i = 0; i < size; i += FqLanes.Lanes)
            {
                FillConsecutive(positions, i);
                for (int j = 0; j < 3; j++)
                    FqLanes.FromFq(work.U + j * Element, (Fq*)(memory + i) + j, 3);
                Scatter(work.U, rows, positions);
            }

            for (int level = 0; level < _log2Size; level++)
            {
                int log2Half = isInverse ? level : _log2Size - 1 - level;
                if (options.Threads != 1)
                    ButterfliesInParallel(rows, log2Half, isInverse, options.Threads);
                for (int first = 0; first < size / 2 && options.Threads == 1; first += FqLanes.Lanes)
                    Butterflies(work, rows, first, log2Half, isInverse);
            }

            for (int i = 0; i < size; i += FqLanes.Lanes)
            {
                FillConsecutive(positions, i);
                Gather(work.U, rows, positions);
                for (int j = 0; j < 3; j++)
                    FqLanes.ToFq((Fq*)(memory + i) + j, 3, work.U + j * Element);
            }
        }
    }

    private void ButterfliesInParallel(long* rows, int log2Half, bool isInverse, int threads) =>
        Parallel.For(0, (1 << _log2Size) / 2 / FqLanes.Lanes, new() { MaxDegreeOfParallelism = threads }, group =>
        {
            using LaneBuffer buffer = new(Workspace.Length);
            Butterflies(new Workspace(buffer.Pointer), rows, group * FqLanes.Lanes, log2Half, isInverse);
        });

    // (u, v) becomes (u + s·v, u − s·v), inversely (u + v, (u − v)/s).
    private void Butterflies(in Workspace work, long* rows, int first, int log2Half, bool isInverse)
    {
        int* low = stackalloc int[FqLanes.Lanes], high = stackalloc int[FqLanes.Lanes], exponents = stackalloc int[FqLanes.Lanes];
        int any = 0, mask = (1 << log2Half) - 1;
        for (int lane = 0; lane < FqLanes.Lanes; lane++)
        {
            int butterfly = first + lane, block = butterfly >> log2Half;
            low[lane] = (block << (log2Half + 1)) + (butterfly & mask);
            high[lane] = low[lane] + mask + 1;
            int exponent = BitReversal.Of(block, _log2Size - 1);
            exponents[lane] = isInverse ? -exponent & ((1 << _log2Size) - 1) : exponent;
            any |= exponent;
        }

        Gather(work.U, rows, low);
        Gather(work.V, rows, high);
        if (any != 0 && !isInverse)
            MultiplyByPowers(work, work.V, exponents);
        ProjectiveLanes.Add(work.Sum, work.U, work.V, work.B3, work.Scratch);
        Scatter(work.Sum, rows, low);
        ProjectiveLanes.Negate(work.V, work.V);
        ProjectiveLanes.Add(work.Sum, work.U, work.V, work.B3, work.Scratch);
        if (any != 0 && isInverse)
            MultiplyByPowers(work, work.Sum, exponents);
        Scatter(work.Sum, rows, high);
    }

    private static void FillConsecutive(int* positions, int first)
    {
        for (int lane = 0; lane < FqLanes.Lanes; lane++)
            positions[lane] = first + lane;
    }

    private static void Gather(long* point, long* rows, int* positions)
    {
        for (int j = 0; j < 3; j++, rows += Row)
        {
            FqLanes.FromRows(
                point + j * Element,
                rows + positions[0] * PointRows, rows + positions[1] * PointRows, rows + positions[2] * PointRows, rows + positions[3] * PointRows,
                rows + positions[4] * PointRows, rows + positions[5] * PointRows, rows + positions[6] * PointRows, rows + positions[7] * PointRows);
        }
    }

    private static void Scatter(long* point, long* rows, int* positions)
    {
        for (int j = 0; j < 3; j++, rows += Row)
        {
            FqLanes.ToRows(
                point + j * Element,
                rows + positions[0] * PointRows, rows + positions[1] * PointRows, rows + positions[2] * PointRows, rows + positions[3] * PointRows,
                rows + positions[4] * PointRows, rows + positions[5] * PointRows, rows + positions[6] * PointRows, rows + positions[7] * PointRows);
        }
    }
}
