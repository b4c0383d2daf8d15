using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Pairings;

/// <summary>A linear map between lanes: each lane of the result is a sum of lanes of the sources times small Gaussian integers.</summary>
/// <remarks>
/// The additions of a formula over 𝔽q² are written as a table and run as permutations, small products and one reduction.
/// The sources' values are below 1.2q, and a lane's factors add up to at most 28 in absolute value (real plus imaginary);
/// the result is normal and at most 0.51q.
/// </remarks>
internal sealed unsafe partial class LaneMap
{
    private const int Lanes = FqLanes.Lanes, LimbBits = 55;

    // A step reads lanes of one source, and adds them times (re + im·u): 8 indices, 8 real and 8 imaginary parts, the source.
    private const int SourceWord = 3 * Lanes, StepLength = 4 * Lanes;

    // q / 2^330
    private const double PrimeTop = 1829881462546425.65;

    private const long HalfLimb = 1L << (LimbBits - 1);

    private readonly int[] _narrowSteps = new int[2]; // of each half
    private AlignedWords _steps = null!;
    private int _stepCount, _realSteps; // those without an imaginary part come first

    /// <summary>Compiles a table; entries of the same lanes add up.</summary>
    public LaneMap(params ReadOnlySpan<Entry> entries)
    {
        List<Entry> pending = [];
        foreach (Entry entry in entries)
        {
            int same = pending.FindIndex(e => e.To == entry.To && e.Source == entry.Source && e.From == entry.From);
            if (same < 0)
                pending.Add(entry);
            else
                pending[same] = pending[same] with { Re = pending[same].Re + entry.Re, Im = pending[same].Im + entry.Im };
        }

        pending.RemoveAll(entry => entry.Re == 0 && entry.Im == 0);
        if (FqLanes.IsWide)
            CompileWide(pending);
        else
            CompileNarrow(pending);
    }

    private void CompileWide(List<Entry> pending)
    {
        List<Entry[]> steps = []; // of one source each, no lane twice
        while (pending.Count > 0)
        {
            Entry[] step = [.. pending.Where(entry => entry.Source == pending[0].Source).DistinctBy(entry => entry.To)];
            steps.Add(step);
            pending.RemoveAll(entry => step.Contains(entry));
        }

        steps = [.. steps.OrderBy(step => step.Any(entry => entry.Im != 0))];
        _steps = new(steps.Count * StepLength);
        _stepCount = steps.Count;
        _realSteps = steps.Count(step => step.All(entry => entry.Im == 0));
        for (int i = 0; i < steps.Count; i++)
        {
            _steps.Pointer[i * StepLength + SourceWord] = steps[i][0].Source;
            foreach (Entry entry in steps[i])
            {
                long* words = _steps.Pointer + i * StepLength + entry.To;
                (words[0], words[Lanes], words[2 * Lanes]) = (entry.From, entry.Re, entry.Im);
            }
        }
    }

    /// <summary>Adds (<paramref name="Re"/> + <paramref name="Im"/>·u) times lane <paramref name="From"/> of a source to lane <paramref name="To"/>.</summary>
    internal readonly record struct Entry(int To, int From, int Re, int Im = 0, int Source = 0);

    /// <summary>Writes the map's value at the sources; it may overwrite one of them.</summary>
    public void Apply(long* result, long* source0, long* source1 = null, long* source2 = null)
    {
        if (FqLanes.IsWide)
            ApplyWide(result, source0, source1, source2);
        else
            ApplyNarrow(result, source0, source1, source2);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplyWide(long* result, long* source0, long* source1, long* source2)
    {
        // Invariant: the table has StepLength words per step, sources and result have Fq2Lanes.Length words.
        // All limbs stay in registers: a0 to a6 of the coefficients of 1, b0 to b6 of those of u.
        long** sources = stackalloc long*[3];
        sources[0] = source0;
        sources[1] = source1;
        sources[2] = source2;
        Vector512<long> a0 = Vector512<long>.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0;
        Vector512<long> b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0, b6 = a0;
        long* step = _steps.Pointer, firstComplex = step + _realSteps * StepLength, end = step + _stepCount * StepLength;
        for (; step != firstComplex; step += StepLength)
        {
            long* source = sources[step[SourceWord]];
            Vector512<long> from = Vector512.Load(step), re = Vector512.Load(step + Lanes);
            AddReal(source + 0 * Lanes, from, re, ref a0, ref b0);
            AddReal(source + 1 * Lanes, from, re, ref a1, ref b1);
            AddReal(source + 2 * Lanes, from, re, ref a2, ref b2);
            AddReal(source + 3 * Lanes, from, re, ref a3, ref b3);
            AddReal(source + 4 * Lanes, from, re, ref a4, ref b4);
            AddReal(source + 5 * Lanes, from, re, ref a5, ref b5);
            AddReal(source + 6 * Lanes, from, re, ref a6, ref b6);
        }

        for (; step != end; step += StepLength)
        {
            long* source = sources[step[SourceWord]];
            Vector512<long> from = Vector512.Load(step), re = Vector512.Load(step + Lanes), im = Vector512.Load(step + 2 * Lanes);
            AddComplex(source + 0 * Lanes, from, re, im, ref a0, ref b0);
            AddComplex(source + 1 * Lanes, from, re, im, ref a1, ref b1);
            AddComplex(source + 2 * Lanes, from, re, im, ref a2, ref b2);
            AddComplex(source + 3 * Lanes, from, re, im, ref a3, ref b3);
            AddComplex(source + 4 * Lanes, from, re, im, ref a4, ref b4);
            AddComplex(source + 5 * Lanes, from, re, im, ref a5, ref b5);
            AddComplex(source + 6 * Lanes, from, re, im, ref a6, ref b6);
        }

        // The nearest multiple of q, told by the top limbs, is subtracted while carrying.
        Vector512<long> multipleA = NearestMultiple(a6, a5), carryA = Vector512.Create(HalfLimb);
        Vector512<long> multipleB = NearestMultiple(b6, b5), carryB = Vector512.Create(HalfLimb);
        Settle(result + 0 * Lanes, a0, multipleA, -281474976732501, ref carryA);
        Settle(result + FqLanes.Length + 0 * Lanes, b0, multipleB, -281474976732501, ref carryB);
        Settle(result + 1 * Lanes, a1, multipleA, -2874809516172, ref carryA);
        Settle(result + FqLanes.Length + 1 * Lanes, b1, multipleB, -2874809516172, ref carryB);
        Settle(result + 2 * Lanes, a2, multipleA, 1084959616957104, ref carryA);
        Settle(result + FqLanes.Length + 2 * Lanes, b2, multipleB, 1084959616957104, ref carryB);
        Settle(result + 3 * Lanes, a3, multipleA, 7925923977987733, ref carryA);
        Settle(result + FqLanes.Length + 3 * Lanes, b3, multipleB, 7925923977987733, ref carryB);
        Settle(result + 4 * Lanes, a4, multipleA, 16551456537884751, ref carryA);
        Settle(result + FqLanes.Length + 4 * Lanes, b4, multipleB, 16551456537884751, ref carryB);
        Settle(result + 5 * Lanes, a5, multipleA, -12585682439059351, ref carryA);
        Settle(result + FqLanes.Length + 5 * Lanes, b5, multipleB, -12585682439059351, ref carryB);
        (a6 + carryA - Vector512.Create(HalfLimb) - Avx512DQ.MultiplyLow(multipleA, Vector512.Create(1829881462546426L))).Store(result + 6 * Lanes);
        (b6 + carryB - Vector512.Create(HalfLimb) - Avx512DQ.MultiplyLow(multipleB, Vector512.Create(1829881462546426L))).Store(result + FqLanes.Length + 6 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddReal(long* source, Vector512<long> from, Vector512<long> re, ref Vector512<long> a, ref Vector512<long> b)
    {
        a += Avx512DQ.MultiplyLow(Avx512F.PermuteVar8x64(Vector512.Load(source), from), re);
        b += Avx512DQ.MultiplyLow(Avx512F.PermuteVar8x64(Vector512.Load(source + FqLanes.Length), from), re);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddComplex(
        long* source, Vector512<long> from, Vector512<long> re, Vector512<long> im, ref Vector512<long> a, ref Vector512<long> b)
    {
        Vector512<long> c0 = Avx512F.PermuteVar8x64(Vector512.Load(source), from);
        Vector512<long> c1 = Avx512F.PermuteVar8x64(Vector512.Load(source + FqLanes.Length), from);
        a += Avx512DQ.MultiplyLow(c0, re) - Avx512DQ.MultiplyLow(c1, im);
        b += Avx512DQ.MultiplyLow(c1, re) + Avx512DQ.MultiplyLow(c0, im);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> NearestMultiple(Vector512<long> top, Vector512<long> next) => Avx512DQ.ConvertToVector512Int64(
        Avx512DQ.ConvertToVector512Double(top + Vector512.ShiftRightArithmetic(next, LimbBits)) * Vector512.Create(1 / PrimeTop));

    // One limb of value − multiple·q + carry; carries are kept with the half that rounds them to the nearest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Settle(long* result, Vector512<long> value, Vector512<long> multiple, long prime, ref Vector512<long> carry)
    {
        Vector512<long> limb = value - Avx512DQ.MultiplyLow(multiple, Vector512.Create(prime)) + carry;
        ((limb & Vector512.Create((1L << LimbBits) - 1)) - Vector512.Create(HalfLimb)).Store(result);
        carry = Vector512.ShiftRightArithmetic(limb, LimbBits) + Vector512.Create(HalfLimb);
    }
}
