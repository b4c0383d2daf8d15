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
