using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <content>A step of each group, and their inversion.</content>
internal readonly unsafe ref partial struct LaneMultiples<TField, TGroup, TLanes, TCurve>
{
    // Behind what the operations of AffineLanes use.
    private long* Operand => _scratch + AffineLanes<TField, TGroup, TLanes>.ScratchElements * Element;

    private void Begin(int group, FactorSteps steps, FactorSteps.Step first)
    {
        long* sum = _sums + group * Sum;
        Find(group, steps, first, out long* x, out long* y, out bool negative);
        LaneElement<TLanes>.Copy(sum, x);
        if (negative)
            LaneElement<TLanes>.Negate(sum + Element, y);
        else
            LaneElement<TLanes>.Copy(sum + Element, y);
    }

    [SkipLocalsInit]
    private void Round(int round, ReadOnlySpan<FactorSteps> steps, Span<byte> failed)
    {
        Span<int> active = stackalloc int[steps.Length];
        int count = 0;
        for (int group = 0; group < steps.Length; group++)
        {
            if (round >= steps[group].Count)
                continue;
            active[count] = group;
            Divide(_differences + count++ * Element, group, steps[group], steps[group][round]);
        }

        if (!LaneInversion<TField, TLanes>.TryInvertAll(_differences, _prefixes, count, _scratch))
        {
            for (int i = 0; i < count; i++)
            {
                byte zero = LaneElement<TLanes>.ZeroLanes(_differences + i * Element);
                failed[active[i]] |= zero;
                LaneElement<TLanes>.Blend(_differences + i * Element, _one, zero);
            }

            _ = LaneInversion<TField, TLanes>.TryInvertAll(_differences, _prefixes, count, _scratch);
        }

        // One kind of product after the other: their code is too long for two of them to stay in the first-level cache.
        for (int i = 0; i < count; i++)
            Rise(_prefixes + i * Element, active[i], steps[active[i]], steps[active[i]][round]);
        for (int i = 0; i < count; i++)
            Slope(_prefixes + i * Element, _differences + i * Element, active[i], steps[active[i]][round]);
        for (int i = 0; i < count; i++)
            Third(_prefixes + i * Element, active[i], steps[active[i]], steps[active[i]][round]);
        for (int i = 0; i < count; i++)
            End(_prefixes + i * Element, active[i], steps[active[i]], steps[active[i]][round]);
    }

    // What the step's slope divides by.
    private void Divide(long* difference, int group, FactorSteps steps, FactorSteps.Step step)
    {
        long* sum = _sums + group * Sum, chord = sum + Point;
        switch (step.Kind)
        {
            case FactorSteps.Kind.Double:
                LaneElement<TLanes>.Add(difference, sum + Element, sum + Element);
                break;
            case FactorSteps.Kind.Rebound:
                LaneElement<TLanes>.Subtract(difference, chord + Element, sum);
                break;
            default:
                Find(group, steps, step, out long* x, out _, out _);
                LaneElement<TLanes>.Subtract(difference, x, sum);
                break;
        }
    }

    // What is divided: 3x² on the tangent; 2y for a rebound, see below; else a difference of y.
    private void Rise(long* rise, int group, FactorSteps steps, FactorSteps.Step step)
    {
        long* sum = _sums + group * Sum, ySum = sum + Element;
        switch (step.Kind)
        {
            case FactorSteps.Kind.Double:
                TLanes.Square(rise, sum);
                LaneElement<TLanes>.Add(_scratch, rise, rise);
                LaneElement<TLanes>.Add(rise, rise, _scratch);
                LaneElement<TLanes>.Carry(rise, rise);
                break;
            case FactorSteps.Kind.Rebound:
                LaneElement<TLanes>.Add(rise, ySum, ySum);
                break;
            default:
                Find(group, steps, step, out _, out long* y, out bool negative);
                if (negative)
                {
                    LaneElement<TLanes>.Add(rise, y, ySum);
                    LaneElement<TLanes>.Negate(rise, rise);
                }
                else
                {
                    LaneElement<TLanes>.Subtract(rise, y, ySum);
                }

                break;
        }
    }

    // With y₃ = λ(x − x₃) − y the slope of a rebound, (y₃ − y)/(x₃ − x), is −λ − 2y/(x₃ − x). Source: Eisenträger, Lauter, Montgomery 2003.
    private void Slope(long* rise, long* inverse, int group, FactorSteps.Step step)
    {
        long* slope = _sums + group * Sum + Point;
        TLanes.Multiply(rise, rise, inverse);
        if (step.Kind != FactorSteps.Kind.Rebound)
        {
            LaneElement<TLanes>.Copy(slope, rise);
            return;
        }

        LaneElement<TLanes>.Add(slope, slope, rise);
        LaneElement<TLanes>.Negate(slope, slope);
        LaneElement<TLanes>.Carry(slope, slope);
    }

    // The x of the sum: λ² − x − x of the other.
    private void Third(long* x, int group, FactorSteps steps, FactorSteps.Step step)
    {
        long* sum = _sums + group * Sum, slope = sum + Point, other = sum;
        if (step.Kind == FactorSteps.Kind.Rebound)
            other = slope + Element;
        else if (step.Kind != FactorSteps.Kind.Double)
            Find(group, steps, step, out other, out _, out _);
        LaneElement<TLanes>.Add(x, sum, other);
        TLanes.SquareLess(x, slope, x);
    }

    private void End(long* x, int group, FactorSteps steps, FactorSteps.Step step)
    {
        long* sum = _sums + group * Sum, slope = sum + Point, fall = _scratch, y = fall + Element;
        if (step.Kind == FactorSteps.Kind.Chord)
        {
            LaneElement<TLanes>.Copy(slope + Element, x);
            return;
        }

        LaneElement<TLanes>.Subtract(fall, sum, x);
        if (step.Kind == FactorSteps.Kind.Adjust)
        {
            TLanes.MultiplyLess(y, fall, slope, sum + Element);
            LaneElement<TLanes>.Blend(sum, x, steps.Even(step.Part));
            LaneElement<TLanes>.Blend(sum + Element, y, steps.Even(step.Part));
            return;
        }

        TLanes.MultiplyLess(sum + Element, fall, slope, sum + Element);
        LaneElement<TLanes>.Copy(sum, x);
    }

    // The table's entry of the step, or a new one of which each lane is of its own.
    private void Find(int group, FactorSteps steps, FactorSteps.Step step, out long* x, out long* y, out bool negative)
    {
        int part = step.Part, row = TCurve.Parts + part % (TCurve.Parts / 2);
        ReadOnlySpan<sbyte> digits = steps.Digits(step);
        negative = part >= TCurve.Parts / 2;
        if (steps.IsShared)
        {
            long* entry = EntryAt(group, Math.Abs(digits[0]) >> 1);
            x = entry + part * Element;
            y = entry + row * Element;
            negative ^= digits[0] < 0;
            return;
        }

        x = Operand;
        y = x + Element;
        long* opposite = y + Element;
        int minus = 0;
        for (int lane = 0; lane < FqLanes.Lanes; lane++)
        {
            minus |= (digits[lane] < 0 ? 1 : 0) << lane;
            long* entry = EntryAt(group, Math.Abs(digits[lane]) >> 1) + lane, fromX = entry + part * Element, fromY = entry + row * Element;
            for (int i = 0; i < Element; i += FqLanes.Lanes)
                (x[lane + i], y[lane + i]) = (fromX[i], fromY[i]);
        }

        LaneElement<TLanes>.Negate(opposite, y);
        LaneElement<TLanes>.Blend(y, opposite, (byte)minus);
    }
}
