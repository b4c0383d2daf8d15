using System.Numerics;
using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Curves;

/// <summary>The records of 2^(c·w)·P for points P of G1 and all windows w: those of window 0 first.</summary>
internal sealed unsafe class PointTable
{
    private const int WordsPerLine = 8;

    private readonly int _points, _windowBits;
    private readonly bool[] _infinity;
    private readonly long[] _memory; // pinned, so that records stay aligned and the collector looks after them

    public PointTable(ReadOnlySpan<G1Affine> points, int windowBits)
    {
        (_points, _windowBits) = (points.Length, windowBits);
        int stride = AffineTree<Fq, FqLaneField>.Stride, windows = ScalarDigits.WindowCount(windowBits);
        // The conversion writes by eight, past the end of the first window, before the second is there.
        _memory = GC.AllocateUninitializedArray<long>(checked(stride * (_points * windows + FqLanes.Lanes) + WordsPerLine), pinned: true);
        _infinity = new bool[_points];
        G1Affine[] standIns = points.ToArray();
        for (int i = 0; i < _points; i++)
        {
            _infinity[i] = points[i].IsInfinity;
            if (_infinity[i])
                standIns[i] = G1Affine.Generator; // its scalar will be taken for zero
        }

        long* adder = (long*)NativeMemory.AlignedAlloc((nuint)AffineAdder<Fq, FqLaneField>.WorkspaceLength * sizeof(long), 64);
        fixed (G1Affine* p = standIns)
            PointRecords<Fq, G1, FqLaneField>.Convert(Records, p, _points);
        for (int window = 1; window < windows; window++)
        {
            long* from = Records + (nint)(window - 1) * _points * stride, to = from + (nint)_points * stride;
            for (int bit = 0; bit < windowBits; bit++, from = to)
            {
                AffineAdder<Fq, FqLaneField> doubler = new(adder);
                for (nint i = 0; i < (nint)_points * stride; i += stride)
                    doubler.Add((nuint)(from + i), (nuint)(from + i), (nuint)(to + i));
                doubler.Flush();
            }
        }

        NativeMemory.AlignedFree(adder);
    }

    private long* Records => (long*)(((nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0) + 63) & ~(nuint)63);

    /// <summary>The window for which a sum of so many terms takes the fewest additions.</summary>
    public static int WindowBitsFor(int terms) => Math.Min(BitOperations.Log2((uint)terms) + 1, ScalarDigits.MostWindowBits);

    public G1Projective Compute(ReadOnlySpan<Fr> scalars, int threads)
    {
        G1Projective sum = VectorMsm<Fq, G1, FqLaneField, WholeScalars>.Compute(Records, _infinity, scalars, _windowBits, threads);
        GC.KeepAlive(this);
        return sum;
    }
}
