namespace Plimsoll.Crypto.Polynomials;

/// <summary>The same operation on each element of a span, eight at a time; what provers do between transforms.</summary>
/// <remarks>All spans of a call are of one length. The result may be one of the operands, but must not overlap one otherwise.</remarks>
public static class Elementwise
{
    /// <summary>Replaces each x by x·y.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Multiply(Span<Fr> x, ReadOnlySpan<Fr> y)
    {
        ThrowUnlessEqual(x.Length, y.Length);
        int i = 0;
        for (; i + FrLanes.Count <= x.Length; i += FrLanes.Count)
        {
            FrLanes.Load(x[i..], out FrLanes a);
            FrLanes.Load(y[i..], out FrLanes b);
            FrLanes.Multiply(in a, in b, out a);
            a.Store(x[i..]);
        }

        for (; i < x.Length; i++)
            x[i] *= y[i];
    }

    /// <summary>Replaces each x by x·y − z.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void MultiplySubtract(Span<Fr> x, ReadOnlySpan<Fr> y, ReadOnlySpan<Fr> z)
    {
        ThrowUnlessEqual(x.Length, y.Length);
        ThrowUnlessEqual(x.Length, z.Length);
        int i = 0;
        for (; i + FrLanes.Count <= x.Length; i += FrLanes.Count)
        {
            FrLanes.Load(x[i..], out FrLanes a);
            FrLanes.Load(y[i..], out FrLanes b);
            FrLanes.Multiply(in a, in b, out a);
            FrLanes.Load(z[i..], out b);
            FrLanes.Subtract(in a, in b, out a);
            a.Store(x[i..]);
        }

        for (; i < x.Length; i++)
            x[i] = x[i] * y[i] - z[i];
    }

    /// <summary>Replaces each x by factor·x − constant.</summary>
    public static void ScaleAndSubtract(Span<Fr> x, in Fr factor, in Fr constant)
    {
        int i = 0;
        FrFactor laneFactor = new(factor);
        FrLanes laneConstant = FrLanes.Broadcast(constant);
        for (; i + FrLanes.Count <= x.Length; i += FrLanes.Count)
        {
            FrLanes.Load(x[i..], out FrLanes a);
            FrLanes.Multiply(in a, in laneFactor, out a);
            FrLanes.Subtract(in a, in laneConstant, out a);
            a.Store(x[i..]);
        }

        for (; i < x.Length; i++)
            x[i] = x[i] * factor - constant;
    }

    /// <summary>Replaces each x by x·(constant − y).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void MultiplyByDifference(Span<Fr> x, in Fr constant, ReadOnlySpan<Fr> y)
    {
        ThrowUnlessEqual(x.Length, y.Length);
        int i = 0;
        FrLanes laneConstant = FrLanes.Broadcast(constant);
        for (; i + FrLanes.Count <= x.Length; i += FrLanes.Count)
        {
            FrLanes.Load(x[i..], out FrLanes a);
            FrLanes.Load(y[i..], out FrLanes b);
            FrLanes.Subtract(in laneConstant, in b, out b);
            FrLanes.Multiply(in a, in b, out a);
            a.Store(x[i..]);
        }

        for (; i < x.Length; i++)
            x[i] *= constant - y[i];
    }

    /// <summary>Multiplies the i-th element by <c>first·ratioⁱ</c>.</summary>
    public static void MultiplyByPowers(Span<Fr> x, in Fr first, in Fr ratio)
    {
        Fr power = first;
        int i = 0;
        if (x.Length >= FrLanes.Count)
        {
            Span<Fr> powers = stackalloc Fr[FrLanes.Count];
            foreach (ref Fr next in powers)
                (next, power) = (power, power * ratio);
            FrLanes.Load(powers, out FrLanes lanePowers);
            FrFactor eighth = new(FieldAlgorithms.Pow(ratio, [FrLanes.Count]));
            for (; i + FrLanes.Count <= x.Length; i += FrLanes.Count)
            {
                FrLanes.Load(x[i..], out FrLanes a);
                FrLanes.Multiply(in a, in lanePowers, out a);
                a.Store(x[i..]);
                FrLanes.Multiply(in lanePowers, in eighth, out lanePowers);
            }

            power = lanePowers[0];
        }

        for (; i < x.Length; i++)
        {
            x[i] *= power;
            power *= ratio;
        }
    }

    /// <summary>Returns the sum of all elements.</summary>
    public static Fr Sum(ReadOnlySpan<Fr> x)
    {
        FrLanes lanes = FrLanes.Zero;
        int i = 0;
        for (; i + FrLanes.Count <= x.Length; i += FrLanes.Count)
        {
            FrLanes.Load(x[i..], out FrLanes a);
            FrLanes.Add(in lanes, in a, out lanes);
            FrLanes.Reduce(in lanes, out lanes);
        }

        Span<Fr> ends = stackalloc Fr[FrLanes.Count];
        lanes.Store(ends);
        Fr sum = Fr.Zero;
        foreach (ref readonly Fr end in ends)
            sum += end;
        for (; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    private static void ThrowUnlessEqual(int length, int other)
    {
        if (length != other)
            throw new ArgumentException($"Spans of one length are expected, not of {length} and {other}.");
    }
}
