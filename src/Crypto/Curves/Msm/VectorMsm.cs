using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Curves;

/// <summary>The multi-exponentiation on AVX-512 lanes.</summary>
internal readonly unsafe partial struct VectorMsm<TField, TGroup, TLanes>
    where TField : unmanaged, IField<TField>
    where TGroup : unmanaged, ICurveGroup<TField>
    where TLanes : struct, ILaneField<TField>
{
    private const int LimbsPerScalar = 4, Alignment = 64;

    private readonly int _terms, _windowBits, _windows;
    private readonly long* _records; // the points
    private readonly ulong* _limbs; // the scalars' absolute values
    private readonly byte* _negative;
    private readonly long* _sums; // of rows and columns, per window

    private VectorMsm(int terms, int windowBits, long* records, ulong* limbs, byte* negative, long* sums)
    {
        (_terms, _windowBits, _windows) = (terms, windowBits, (ScalarDigits.ScalarBits + windowBits - 1) / windowBits);
        _records = records;
        _limbs = limbs;
        _negative = negative;
        _sums = sums;
    }

    private static int Stride => AffineTree<TField, TLanes>.Stride;

    // A bucket's weight j is row·2^ColumnBits + column.
    private int ColumnBits => _windowBits / 2;

    private int Columns => (1 << ColumnBits) - 1; // without column 0

    private int Rows => 1 << (_windowBits - 1 - ColumnBits); // without row 0

    private int Buckets => 1 << (_windowBits - 1);

    public static ProjectivePoint<TField, TGroup> Compute(
        ReadOnlySpan<AffinePoint<TField, TGroup>> points, ReadOnlySpan<Fr> scalars, int windowBits, int threads)
    {
        int terms = points.Length, windows = (ScalarDigits.ScalarBits + windowBits - 1) / windowBits;
        VectorMsm<TField, TGroup, TLanes> shape = new(terms, windowBits, null, null, null, null);
        nuint padded = ((nuint)terms + FqLanes.Lanes - 1) & ~(nuint)(FqLanes.Lanes - 1);
        nuint recordWords = padded * (nuint)Stride, sumWords = (nuint)(windows * (shape.Rows + shape.Columns) * Stride);
        long* memory = Allocate(recordWords + sumWords + padded * LimbsPerScalar + padded / sizeof(long));
        ulong* limbs = (ulong*)(memory + recordWords + sumWords);
        VectorMsm<TField, TGroup, TLanes> msm = new(
            terms, windowBits, memory, limbs, (byte*)(limbs + padded * LimbsPerScalar), memory + recordWords);
        fixed (AffinePoint<TField, TGroup>* p = points)
        fixed (Fr* s = scalars)
        {
            msm.Prepare(p, s);
            ProjectivePoint<TField, TGroup> sum = msm.Run(threads);
            NativeMemory.AlignedFree(memory);
            return sum;
        }
    }

    private void Prepare(AffinePoint<TField, TGroup>* points, Fr* scalars)
    {
        PointRecords<TField, TGroup, TLanes>.Convert(_records, points, _terms);
        for (int i = 0; i < _terms; i++)
            _negative[i] = ScalarDigits.WriteAbsolute(points[i].IsInfinity ? Fr.Zero : scalars[i], new Span<ulong>(_limbs + (nint)i * LimbsPerScalar, LimbsPerScalar)) ? (byte)1 : (byte)0;
    }

    private ProjectivePoint<TField, TGroup> Run(int threads)
    {
        if (threads == 1)
        {
            Worker worker = new(this);
            for (int window = 0; window < _windows; window++)
                worker.SumWindow(this, window);
            ProjectivePoint<TField, TGroup> sum = worker.Combine(this);
            worker.Free();
            return sum;
        }

        return RunParallel(this, threads);
    }

    private static ProjectivePoint<TField, TGroup> RunParallel(VectorMsm<TField, TGroup, TLanes> msm, int threads)
    {
        Parallel.For(
            0,
            msm._windows,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new Worker(msm),
            (window, _, worker) =>
            {
                worker.SumWindow(msm, window);
                return worker;
            },
            worker => worker.Free());
        Worker last = new(msm);
        ProjectivePoint<TField, TGroup> sum = last.Combine(msm);
        last.Free();
        return sum;
    }

    private static long* Allocate(nuint words) => (long*)NativeMemory.AlignedAlloc(words * sizeof(long), Alignment);
}
