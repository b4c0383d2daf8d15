namespace Plimsoll.Crypto.Curves.Lanes;

/// <content>One step of one group, product by product.</content>
internal readonly unsafe ref partial struct LaneMultiples<TField, TGroup, TLanes, TCurve>
{
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
}
