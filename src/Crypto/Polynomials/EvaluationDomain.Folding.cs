using System.Buffers;

namespace Plimsoll.Crypto.Polynomials;

/// <content>Evaluation at a point from values on the domain, by folding.</content>
public sealed partial class EvaluationDomain
{
    /// <summary>Returns p(z) from the values of p in bit-reversed order; z may be in the domain.</summary>
    /// <remarks>
    /// Neighbours a = p(s), b = p(−s) give (a + b)/2 + z·(a − b)/(2s), the value at s² of the polynomial q with q(z²) = p(z). Log n such steps leave
    /// one value. It takes no division, so no point is special, and 2n products.
    /// </remarks>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> values.</exception>
    public Fr EvaluateBitReversed(ReadOnlySpan<Fr> values, in Fr z)
    {
        ThrowIfWrong(values, 1);
        if (Size == 1)
            return values[0];
        Fr[] rented = ArrayPool<Fr>.Shared.Rent(Size / 2);
        Span<Fr> folded = rented.AsSpan(0, Size / 2);
        Fr result = UsesLanes ? FoldInLanes(values, folded, z) : Fold(values, folded, z, Twiddles);
        ArrayPool<Fr>.Shared.Return(rented);
        return result * SizeInverse;
    }

    private Fr FoldInLanes(ReadOnlySpan<Fr> values, Span<Fr> folded, Fr z)
    {
        for (; values.Length >= 1 << LaneTransform.MinLog2Size; values = folded[..(values.Length / 8)])
        {
            Lanes.Fold(values, folded, z);
            for (int i = 0; i < 3; i++)
                z = Fr.Square(z);
        }

        return Fold(values, folded, z, Lanes.Twiddles.First);
    }

    /// <summary>Folds to one value, too large by the number of values. The values may be the first ones of the buffer.</summary>
    private static Fr Fold(ReadOnlySpan<Fr> values, Span<Fr> buffer, Fr z, ReadOnlySpan<Fr> twiddles)
    {
        for (; values.Length > 1; values = buffer[..(values.Length / 2)])
        {
            for (int i = 0; i < values.Length / 2; i++)
            {
                Fr a = values[2 * i], b = values[2 * i + 1];
                Fr odd = i == 0 ? a - b : (b - a) * twiddles[i ^ ((1 << int.Log2(i)) - 1)];
                buffer[i] = a + b + z * odd;
            }

            z = Fr.Square(z);
        }

        return values[0];
    }
}
