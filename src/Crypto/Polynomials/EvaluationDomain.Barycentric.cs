namespace Plimsoll.Crypto.Polynomials;

/// <content>Polynomials given by their values on the domain, in bit-reversed order: evaluation, division, Lagrange coefficients.</content>
public sealed partial class EvaluationDomain
{
    private const int LanesFrom = 64;

    /// <summary>Returns <c>zⁿ − 1</c>, which is zero on the domain and nowhere else.</summary>
    public Fr VanishingAt(in Fr z)
    {
        Fr power = z;
        for (int i = 0; i < Log2Size; i++)
            power = Fr.Square(power);
        return power - Fr.One;
    }

    /// <summary>Returns the i with <c>wⁱ = z</c>, or −1 when z is outside the domain.</summary>
    /// <remarks>One binary digit after the other (Pohlig, Hellman 1978): log²n/2 squarings.</remarks>
    public int IndexOf(in Fr z)
    {
        if (!VanishingAt(z).IsZero)
            return -1;
        int index = 0;
        Fr rest = z, inverseRoot = InverseRoot;
        for (int k = 0; k < Log2Size; k++)
        {
            Fr sign = rest; // to the power n/2^(k+1): −1 when digit k is set
            for (int i = k + 1; i < Log2Size; i++)
                sign = Fr.Square(sign);
            if (sign != Fr.One)
            {
                index |= 1 << k;
                rest *= inverseRoot;
            }

            inverseRoot = Fr.Square(inverseRoot);
        }

        return index;
    }

    /// <summary>Writes <c>1/(z − w_i)</c>, and zero where z = w_i; w_i is the i-th element in bit-reversed order.</summary>
    /// <remarks>Montgomery's trick on eight lanes at once: one inversion and 5n products.</remarks>
    /// <exception cref="ArgumentException">There is not room for <see cref="Size"/> elements exactly.</exception>
    public void InvertDistances(in Fr z, Span<Fr> inverses)
    {
        ThrowIfWrong(inverses, 1);
        if (Size < LanesFrom)
        {
            for (int i = 0; i < inverses.Length; i++)
                inverses[i] = z - ElementAt(BitReversal.Of(i, Log2Size));
            FieldAlgorithms.BatchInvert(inverses, stackalloc Fr[inverses.Length]);
            return;
        }

        LaneTwiddles twiddles = Lanes.Twiddles;
        FrLanes point = FrLanes.Broadcast(z), product = FrLanes.One;
        for (int i = 0; i < inverses.Length; i += FrLanes.Count)
        {
            product.Store(inverses[i..]);
            Distance(twiddles, in point, i, out FrLanes distance, out _);
            FrLanes.Multiply(in product, in distance, out product);
        }

        Span<Fr> ends = stackalloc Fr[FrLanes.Count];
        product.Store(ends);
        FieldAlgorithms.BatchInvert(ends, stackalloc Fr[FrLanes.Count]);
        FrLanes.Load(ends, out FrLanes inverse);
        for (int i = inverses.Length - FrLanes.Count; i >= 0; i -= FrLanes.Count)
        {
            Distance(twiddles, in point, i, out FrLanes distance, out byte zeros);
            FrLanes.Load(inverses[i..], out FrLanes before);
            FrLanes.Multiply(in inverse, in before, out before);
            if (zeros != 0)
                FrLanes.Select(zeros, default, in before, out before);
            before.Store(inverses[i..]);
            FrLanes.Multiply(in inverse, in distance, out inverse);
        }
    }

    /// <summary>Writes the Lagrange coefficients L_i(z) in bit-reversed order, so that p(z) = Σ p(w_i)·L_i(z) for every p of degree below n.</summary>
    /// <exception cref="ArgumentException">There is not room for <see cref="Size"/> elements exactly.</exception>
    public void LagrangeAtBitReversed(in Fr z, Span<Fr> coefficients)
    {
        ThrowIfWrong(coefficients, 1);
        if (IndexOf(z) is >= 0 and int index)
        {
            coefficients.Clear();
            coefficients[BitReversal.Of(index, Log2Size)] = Fr.One;
            return;
        }

        // (zⁿ − 1)/n · w_i/(z − w_i), where w_i/(z − w_i) = z/(z − w_i) − 1.
        InvertDistances(z, coefficients);
        Fr common = VanishingAt(z) * SizeInverse;
        Elementwise.ScaleAndSubtract(coefficients, z * common, common);
    }

    /// <summary>Writes the Lagrange coefficients L_i(z) in natural order.</summary>
    /// <inheritdoc cref="LagrangeAtBitReversed"/>
    public void LagrangeAt(in Fr z, Span<Fr> coefficients)
    {
        LagrangeAtBitReversed(z, coefficients);
        BitReversal.Permute(coefficients);
    }

    /// <summary>Writes the values of <c>(p(X) − p(z))/(X − z)</c> and returns p(z); both in bit-reversed order, and z may be in the domain.</summary>
    /// <param name="values">The values of p, as many as <see cref="Size"/>.</param>
    /// <param name="z">Any point.</param>
    /// <param name="quotient">Room for as many; it must not overlap the values.</param>
    /// <remarks>
    /// Outside z the quotient is (p(z) − p(w_i))/(z − w_i). At z = w_m itself it is p′(z), which is −Σ wᵢqᵢ/z over the others
    /// (consensus-specs, deneb/polynomial-commitments.md, compute_quotient_eval_within_domain), that is (n·p(z) − Σ p(w_i))/z − Σ qᵢ.
    /// </remarks>
    /// <exception cref="ArgumentException">A length is not <see cref="Size"/>, or the spans overlap.</exception>
    public Fr DivideBitReversed(ReadOnlySpan<Fr> values, in Fr z, Span<Fr> quotient)
    {
        ThrowIfWrong(values, 1);
        ThrowIfWrong(quotient, 1);
        if (values.Overlaps(quotient))
            throw new ArgumentException("The quotient is written over what it is computed from.", nameof(quotient));
        int index = IndexOf(z);
        InvertDistances(z, quotient);
        if (index < 0)
        {
            Fr y = EvaluateBitReversed(values, z);
            Elementwise.MultiplyByDifference(quotient, y, values);
            return y;
        }

        int place = BitReversal.Of(index, Log2Size);
        Elementwise.MultiplyByDifference(quotient, values[place], values);
        Fr total = Fr.FromUInt64((ulong)Size) * values[place] - Elementwise.Sum(values);
        quotient[place] = total * Fr.Inverse(z) - Elementwise.Sum(quotient);
        return values[place];
    }

    /// <summary>z − w_i for eight consecutive elements in bit-reversed order, but one for zero.</summary>
    private static void Distance(LaneTwiddles twiddles, in FrLanes z, int first, out FrLanes distance, out byte zeros)
    {
        FrLanes.Multiply(in twiddles.FirstElements[first / FrLanes.Count % 8], in twiddles.Blocks[first / LanesFrom], out FrLanes element);
        FrLanes.Subtract(in z, in element, out distance);
        zeros = FrLanes.ZeroMask(in distance);
        if (zeros != 0)
            FrLanes.Select(zeros, FrLanes.One, in distance, out distance);
    }
}
