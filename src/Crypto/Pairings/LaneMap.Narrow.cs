using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Pairings;

/// <content>The map on limbs that are doubles, where eight lanes are two halves of four.</content>
/// <remarks>
/// Everything is a whole number below 2^53 and so exact: a lane's sum is at most <see cref="MostFactors"/>·2^47, the multiple of q that is taken from it at most 1.2 times that,
/// since sources are below 1.2q.
/// </remarks>
internal sealed unsafe partial class LaneMap
{
    /// <summary>The most that a lane's factors may add up to, in absolute value and with both parts.</summary>
    private const int MostFactors = 28;

    // A step of a half: 4 places in the source, 4 real and 4 imaginary parts, the source.
    private const int Half = 4, NarrowSourceWord = 3 * Half, NarrowStepLength = 4 * Half;

    private void CompileNarrow(IEnumerable<Entry> entries)
    {
        List<(int Half, Entry[] Entries)> steps = [];
        for (int half = 0; half < Lanes / Half; half++)
        {
            List<Entry> pending = [.. entries.Where(entry => entry.To / Half == half)];
            int before = steps.Count;
            while (pending.Count > 0)
            {
                Entry[] step = [.. pending.Where(entry => entry.Source == pending[0].Source).DistinctBy(entry => entry.To)];
                steps.Add((half, step));
                pending.RemoveAll(entry => step.Contains(entry));
            }

            _narrowSteps[half] = steps.Count - before;
        }

        if (entries.GroupBy(entry => entry.To).Any(lane => lane.Sum(entry => Math.Abs(entry.Re) + Math.Abs(entry.Im)) > MostFactors))
            throw new ArgumentException($"A lane's factors add up to more than {MostFactors}.", nameof(entries));
        _steps = new(steps.Count * NarrowStepLength);
        for (int i = 0; i < steps.Count; i++)
        {
            long* words = _steps.Pointer + i * NarrowStepLength;
            words[NarrowSourceWord] = steps[i].Entries[0].Source;
            foreach (Entry entry in steps[i].Entries)
            {
                int lane = entry.To % Half;
                words[lane] = entry.From;
                ((double*)words)[Half + lane] = entry.Re;
                ((double*)words)[2 * Half + lane] = entry.Im;
            }
        }
    }

    [SkipLocalsInit]
    private void ApplyNarrow(long* result, long* source0, long* source1, long* source2)
    {
        double** sources = stackalloc double*[3];
        sources[0] = (double*)source0;
        sources[1] = (double*)source1;
        sources[2] = (double*)source2;
        // The result may be a source, so all sums come first: 8 limbs of both coefficients for a half, then for the other.
        double* sums = stackalloc double[2 * FqLanes.MaxLength];
        long* step = _steps.Pointer;
        for (int half = 0; half < Lanes / Half; half++)
        {
            double* own = sums + half * FqLanes.MaxLength;
            new Span<double>(own, FqLanes.MaxLength).Clear();
            for (int i = 0; i < _narrowSteps[half]; i++, step += NarrowStepLength)
                AddStep(own, sources[step[NarrowSourceWord]], step);
        }

        for (int half = 0; half < Lanes / Half; half++)
        {
            double* own = sums + half * FqLanes.MaxLength;
            FqLanes.CenterNarrow((double*)result + half * Half, own, 2 * Half);
            FqLanes.CenterNarrow((double*)result + FqLanes.Length + half * Half, own + Half, 2 * Half);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddStep(double* sums, double* source, long* step)
    {
        nint from0 = (nint)step[0], from1 = (nint)step[1], from2 = (nint)step[2], from3 = (nint)step[3];
        Vector256<double> re = Vector256.Load((double*)step + Half), im = Vector256.Load((double*)step + 2 * Half);
        double* other = source + FqLanes.Length;
        for (double* end = other; source < end; source += Lanes, other += Lanes, sums += 2 * Half)
        {
            Vector256<double> c0 = Vector256.Create(source[from0], source[from1], source[from2], source[from3]);
            Vector256<double> c1 = Vector256.Create(other[from0], other[from1], other[from2], other[from3]);
            Fma.MultiplyAddNegated(c1, im, Fma.MultiplyAdd(c0, re, Vector256.Load(sums))).Store(sums);
            Fma.MultiplyAdd(c0, im, Fma.MultiplyAdd(c1, re, Vector256.Load(sums + Half))).Store(sums + Half);
        }
    }
}
