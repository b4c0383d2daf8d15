using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Curves;

/// <summary>The multi-exponentiation on lanes.</summary>
/// <remarks>
/// <para>
/// <b>Parts.</b> Each scalar is taken apart along the group's endomorphism, into two halves (see <see cref="IScalarSplit"/>): twice the terms, of half the bits. So a set of buckets,
/// which costs as much for few terms as for many, serves more of them, and doublings are fewer.
/// </para>
/// <para>
/// <b>Windows.</b> Each part is written with W digits of c bits, <c>s = Σ d_w·2^(c·w)</c>, so that the sum falls into W sums
/// <c>Σ d_w·P</c>, one per window, which are put together by c doublings between neighbours. Nothing so far says how to
/// multiply P by a digit, and nobody does: points with the same digit are added first.
/// </para>
/// <para>
/// <b>Signed digits.</b> −P costs nothing, so digits run from −2^(c−1) to 2^(c−1) and a window has 2^(c−1) buckets instead of
/// 2^c − 1. A scalar above r/2 is replaced by its negative, which makes small negative ones small and saves a bit. Digits that are zero, which is
/// all but one of them for the scalars 1 and −1, cost their sorting only.
/// </para>
/// <para>
/// <b>Buckets.</b> A counting sort lists for each bucket j the points with digit j and the inverses of those with digit −j. Bucket j
/// is the sum of its list, and the window's sum is Σ j·bucket_j. With j = row·2^k + column that is 2^k·Σ row·(sum of the row) + Σ column·(sum of
/// the column), two additions per bucket; the few weights that are left are taken bit by bit, Σ_b 2^b·(sum of those with bit b). So everything that is
/// large is the same task: sum many lists of points. (The usual running sums also take two additions per bucket, but one after the other.)
/// </para>
/// <para>
/// <b>Batch-affine additions.</b> Lists are summed pairwise as <see cref="AffineTree{TField, TLanes}"/> says, in affine coordinates: 6 products
/// per addition, where the mixed formulas take 10, and one inversion per 2048 additions. Points are gathered by eight
/// into lanes; see <see cref="AffineAdder{TField, TLanes}"/>.
/// </para>
/// <para>
/// <b>Size.</b> About W·(n + 2^c) additions for n terms. Memory, all native and freed before the return: 128 bytes per
/// term in G1 (256 in G2) and 4 per digit, W per term; for each thread as many records as the longest list has points, but 8192 at
/// least, of which only the sums that come to be are touched, the records of the buckets and up to 36 bytes per digit of the longest list.
/// </para>
/// <para>Sources: Pippenger 1976; Booth 1951; Montgomery 1987 for the shared inversion; eprint 2022/1396 section 5.3 for affine buckets.</para>
/// </remarks>
internal readonly unsafe partial struct VectorMsm<TField, TGroup, TLanes, TSplit>
    where TField : unmanaged, IField<TField>
    where TGroup : unmanaged, ICurveGroup<TField>
    where TLanes : struct, ILaneField<TField>
    where TSplit : struct, IScalarSplit
{
    private const int Alignment = 64, TermsPerBlock = 2048;

    // Windows are worked on together while their digits are not more than this: small sums then share inversions.
    private const int DigitsPerTask = 65536;

    // Where windows share buckets a second task is a second set of buckets: only for a second thread, or to bound the memory.
    private const int DigitsPerSharedTask = 1 << 22;

    private readonly int _terms, _points, _windowBits, _windows, _windowsPerTask; // terms are points times parts
    private readonly bool _shifted;
    private readonly long* _records, _sums; // the points; sums of rows and columns, per set of buckets
    private readonly int* _digits; // of all scalars for window 0, then for window 1, …

    /// <summary>Describes a sum whose points have one record for each image, or, if <paramref name="shifted"/>, one per window, times 2^(c·w).</summary>
    private VectorMsm(int points, int windowBits, bool shifted, int threads, long* records, long* memory)
    {
        (_points, _terms, _windowBits, _shifted) = (points, points * TSplit.Parts, windowBits, shifted);
        _windows = ScalarDigits.WindowCount(windowBits, TSplit.Bits);
        int tasks = (int)Math.Clamp((long)_terms * _windows / (shifted ? DigitsPerSharedTask : DigitsPerTask), threads == 1 ? 1 : 2, _windows);
        _windowsPerTask = (_windows + tasks - 1) / tasks;
        _records = records;
        _sums = memory;
        _digits = (int*)(memory + SumWords);
    }

    private static int Stride => AffineTree<TField, TLanes>.Stride;

    private int Tasks => (_windows + _windowsPerTask - 1) / _windowsPerTask;

    private int SetsPerTask => _shifted ? 1 : _windowsPerTask;

    private int Sets => _shifted ? Tasks : _windows;

    private int Buckets => 1 << (_windowBits - 1);

    // A bucket's weight is row·2^ColumnBits + column.
    private int ColumnBits => _windowBits / 2;

    private int Columns => (1 << ColumnBits) - 1; // without column 0

    private int Rows => 1 << (_windowBits - 1 - ColumnBits); // without row 0

    private nint SumWords => (nint)Tasks * SetsPerTask * (Rows + Columns) * Stride;

    private nint MemoryWords => SumWords + ((nint)_terms * _windows + 1) / 2;

    /// <summary>Returns Σ scalars[i]·points[i]; see <see cref="Msm"/>.</summary>
    public static ProjectivePoint<TField, TGroup> Compute(
        ReadOnlySpan<AffinePoint<TField, TGroup>> points, ReadOnlySpan<Fr> scalars, int windowBits, int threads)
    {
        // Records are written by eight: with several images the terms go on to the next multiple, and the scalars there are zero.
        int terms = TSplit.Parts == 1 ? points.Length : (points.Length + FqLanes.Lanes - 1) / FqLanes.Lanes * FqLanes.Lanes;
        nint pointWords = TSplit.Parts * PointRecords<TField, TGroup, TLanes>.Length(terms);
        VectorMsm<TField, TGroup, TLanes, TSplit> size = new(terms, windowBits, false, threads, null, null);
        long* memory = Allocate(pointWords + size.MemoryWords);
        try
        {
            VectorMsm<TField, TGroup, TLanes, TSplit> msm = new(terms, windowBits, false, threads, memory, memory + pointWords);
            fixed (AffinePoint<TField, TGroup>* p = points)
            fixed (Fr* s = scalars)
                msm.Prepare(memory, p, s, points.Length, threads);
            for (int i = points.Length; i < terms; i++)
                _ = msm.WriteDigits(i, Fr.Zero);
            return msm.Run(threads);
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    /// <summary>The same with the records of 2^(c·w)·points[i] at window·n + i; points at infinity have the record of another point.</summary>
    public static ProjectivePoint<TField, TGroup> Compute(
        long* records, ReadOnlySpan<bool> infinity, ReadOnlySpan<Fr> scalars, int windowBits, int threads)
    {
        int terms = scalars.Length;
        long* memory = Allocate(new VectorMsm<TField, TGroup, TLanes, TSplit>(terms, windowBits, true, threads, null, null).MemoryWords);
        try
        {
            VectorMsm<TField, TGroup, TLanes, TSplit> msm = new(terms, windowBits, true, threads, records, memory);
            for (int i = 0; i < terms; i++)
                _ = msm.WriteDigits(i, infinity[i] ? Fr.Zero : scalars[i]);
            return msm.Run(threads);
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private void Prepare(long* records, AffinePoint<TField, TGroup>* points, Fr* scalars, int count, int threads)
    {
        int blocks = (count + TermsPerBlock - 1) / TermsPerBlock;
        if (threads != 1)
        {
            PrepareParallel(this, records, points, scalars, count, blocks, threads);
            return;
        }

        for (int block = 0; block < blocks; block++)
            PrepareBlock(records, points, scalars, count, block);
    }

    private static void PrepareParallel(
        VectorMsm<TField, TGroup, TLanes, TSplit> msm, long* records, AffinePoint<TField, TGroup>* points, Fr* scalars, int count, int blocks, int threads) =>
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, block => msm.PrepareBlock(records, points, scalars, count, block));

    private void PrepareBlock(long* records, AffinePoint<TField, TGroup>* points, Fr* scalars, int count, int block)
    {
        int first = block * TermsPerBlock, end = Math.Min(first + TermsPerBlock, count);
        bool* wanted = stackalloc bool[TermsPerBlock / FqLanes.Lanes];
        new Span<bool>(wanted, TermsPerBlock / FqLanes.Lanes).Clear();
        for (int i = first; i < end; i++)
            wanted[(i - first) / FqLanes.Lanes] |= WriteDigits(i, points[i].IsInfinity ? Fr.Zero : scalars[i]);
        nint before = PointRecords<TField, TGroup, TLanes>.Length(first), distance = PointRecords<TField, TGroup, TLanes>.Length(_points);
        PointRecords<TField, TGroup, TLanes>.Convert<TSplit>(records + before, points + first, end - first, distance, wanted);
    }

    // Returns whether the second part is not zero.
    private bool WriteDigits(int point, in Fr scalar)
    {
        ulong* words = stackalloc ulong[IScalarSplit.MaxWords];
        uint signs = TSplit.Write(scalar, words);
        bool second = TSplit.Parts > 1 && (words[TSplit.Words] | words[TSplit.Words + 1]) != 0;
        for (int part = 0; part < TSplit.Parts; part++, signs >>= 1, words += TSplit.Words)
        {
            int sign = -(int)(signs & 1);
            int* digits = _digits + (nint)part * _points + point;
            for (int window = 0; window < _windows; window++, digits += _terms)
                *digits = (ScalarDigits.Digit(words, window, _windowBits) ^ sign) - sign;
        }

        return second;
    }

    private ProjectivePoint<TField, TGroup> Run(int threads)
    {
        if (threads != 1)
            return RunParallel(this, threads);
        Worker worker = new(this);
        for (int task = 0; task < Tasks; task++)
            worker.SumTask(this, task);
        ProjectivePoint<TField, TGroup> sum = worker.Combine(this);
        worker.Free();
        return sum;
    }

    private static ProjectivePoint<TField, TGroup> RunParallel(VectorMsm<TField, TGroup, TLanes, TSplit> msm, int threads)
    {
        Parallel.For(
            0,
            msm.Tasks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new Worker(msm),
            (task, _, worker) =>
            {
                worker.SumTask(msm, task);
                return worker;
            },
            worker => worker.Free());
        Worker last = new(msm);
        ProjectivePoint<TField, TGroup> sum = last.Combine(msm);
        last.Free();
        return sum;
    }

    private static long* Allocate(nint words) => (long*)NativeMemory.AlignedAlloc((nuint)words * sizeof(long), Alignment);
}
