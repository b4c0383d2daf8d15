using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <content>Multiples of any point.</content>
public static partial class JubjubArithmetic
{
    /// <summary>Returns Σ 2^i·bits[i] times the point; ten constraints a bit and about three more.</summary>
    /// <remarks>
    /// An odd number Σ 2^i·b_i is Σ 2^i·(2·b_(i+1) − 1) with one more bit, b_n = 1, on top: digits of ±1 for free. Two of them at a time are one of
    /// ±1 and ±3 times the point. An even number is taken as the odd one above it, and the point subtracted in the end.
    /// </remarks>
    /// <param name="builder">The circuit.</param>
    /// <param name="p">A point of the curve.</param>
    /// <param name="bits">Bits that the caller has stated to be such, least significant first; an even number of them.</param>
    public static JubjubSignal Multiply(this CircuitBuilder builder, in JubjubSignal p, ReadOnlySpan<Signal> bits)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (bits.Length == 0 || bits.Length % 2 != 0)
            throw new ArgumentException("An even number of bits is expected.", nameof(bits));
        JubjubSignal triple = builder.Add(builder.Double(p), p);
        JubjubSignal sum = default;
        for (int i = bits.Length - 2; i >= 0; i -= 2)
        {
            // 2·(2·high − 1) + (2·low − 1), with high = b_(i+2) and low = b_(i+1)
            JubjubSignal multiple;
            if (i + 2 == bits.Length)
            {
                multiple = builder.Select(bits[i + 1], triple, p);
                sum = multiple;
                continue;
            }

            Signal high = bits[i + 2], low = bits[i + 1];
            Signal equal = 1 - high - low + Fr.FromUInt64(2) * builder.And(high, low);
            multiple = new(
                builder.MultiplyAdd(high, p.X + triple.X, builder.Multiply(low, triple.X - p.X) - triple.X),
                builder.Select(equal, triple.Y, p.Y));
            sum = builder.Add(builder.Double(builder.Double(sum)), multiple);
        }

        return builder.Add(sum, builder.Select(bits[0], new JubjubSignal(0, 1), -p));
    }
}
