using Plimsoll.Primitives;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <summary>Numbers as bits: ranges, canonical values and comparisons.</summary>
/// <remarks>
/// Everything is one decomposition, x = Σ 2^i·bit_i with Σ 2^i·bit_i ≤ bound as integers and bound below r. The second part is what makes the first
/// one unique: r is 0.906·2^255, so that without it 9 % of all x had two decompositions into 255 bits.
/// </remarks>
public static class Bits
{
    /// <summary>The most bits of a number of which the sum and the difference of two still mean what they say.</summary>
    public const int MaxWidth = 253;

    private static readonly Fr[] s_powersOfTwo = PowersOfTwo();

    /// <summary>r − 1, the greatest canonical value.</summary>
    private static UInt256 LargestElement { get; } = UInt256.FromBytes((-Fr.One).ToBytes());

    /// <summary>Returns the bits of a number below 2^width, least significant first, and states that it is one; width + 1 constraints.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="x">The number.</param>
    /// <param name="width">From 1 to 254.</param>
    public static Signal[] ToBits(this CircuitBuilder builder, in Signal x, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 254);
        return builder.ToBitsAtMost(x, (UInt256.One << width) - UInt256.One);
    }

    /// <summary>Returns the 255 bits of the canonical value, least significant first; 324 constraints.</summary>
    public static Signal[] ToCanonicalBits(this CircuitBuilder builder, in Signal x) => builder.ToBitsAtMost(x, LargestElement);

    /// <summary>Returns the bits of a number of at most <paramref name="bound"/>, and states that it is one.</summary>
    /// <remarks>
    /// From the top, <c>prefix</c> is 1 as long as all bits are those of the bound. Under a zero of the bound, bit·(1 − prefix − bit) = 0 says both that
    /// the bit is one and that it is zero while the prefix is 1, so only the bound's runs of ones cost more than one constraint a bit, and at most two a run.
    /// </remarks>
    /// <param name="builder">The circuit.</param>
    /// <param name="x">The number.</param>
    /// <param name="bound">From 1 to r − 1.</param>
    public static Signal[] ToBitsAtMost(this CircuitBuilder builder, in Signal x, in UInt256 bound)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfEqual(bound, UInt256.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bound, LargestElement);
        bool[] boundBits = BitsOf(bound);
        Signal[] bits = new Signal[boundBits.Length];
        Span<ulong> limbs = stackalloc ulong[4];
        x.Value.WriteLimbs(limbs);
        for (int i = 0; i < bits.Length; i++)
            bits[i] = builder.Hint(Fr.FromUInt64((limbs[i / 64] >> (i % 64)) & 1));
        builder.AssertEqual(FromBits(bits), x);

        Signal prefix = 1;
        int top = bits.Length - 1;
        while (top >= 0)
        {
            int from = top;
            for (; top >= 0 && boundBits[top]; top--)
                builder.AssertBoolean(bits[top]);
            if (top < 0)
                break; // no zero is left that the prefix would decide about
            prefix = builder.AllOnes(prefix, bits.AsSpan(top + 1, from - top));
            for (; top >= 0 && !boundBits[top]; top--)
                builder.AssertProduct(bits[top], 1 - prefix - bits[top], 0);
        }

        return bits;
    }

    /// <summary>States that x is below 2^width; width + 1 constraints.</summary>
    public static void AssertWidth(this CircuitBuilder builder, in Signal x, int width) => builder.ToBits(x, width);

    /// <summary>States <c>a ≤ b</c> for two numbers below 2^width; width + 1 constraints.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="a">A number whose width the caller has stated.</param>
    /// <param name="b">Another one.</param>
    /// <param name="width">From 1 to <see cref="MaxWidth"/>.</param>
    public static void AssertAtMost(this CircuitBuilder builder, in Signal a, in Signal b, int width)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxWidth);
        builder.AssertWidth(b - a, width);
    }

    /// <summary>Returns 1 if <c>a ≤ b</c> and 0 otherwise, for two numbers below 2^width; width + 2 constraints.</summary>
    /// <inheritdoc cref="AssertAtMost"/>
    public static Signal IsAtMost(this CircuitBuilder builder, in Signal a, in Signal b, int width)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxWidth);
        return builder.ToBits(b - a + s_powersOfTwo[width], width + 1)[width];
    }

    /// <summary>Returns Σ 2^i·bits[i]; no constraint.</summary>
    /// <param name="bits">At most 255.</param>
    public static Signal FromBits(ReadOnlySpan<Signal> bits) => Signal.WeightedSum(bits, s_powersOfTwo.AsSpan(0, bits.Length));

    // Whether a bit and all of the others are one; a product each, or two constraints for any number.
    private static Signal AllOnes(this CircuitBuilder builder, in Signal first, ReadOnlySpan<Signal> others)
    {
        int count = others.Length + (first.IsConstant ? 0 : 1);
        if (count > 3)
            return builder.IsZero((ulong)(others.Length + 1) - (first + Signal.Sum(others)));
        Signal all = first;
        foreach (ref readonly Signal other in others)
            all = builder.And(all, other);
        return all;
    }

    private static bool[] BitsOf(in UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[32];
        value.WriteBytes(bytes);
        bool[] bits = new bool[256];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = ((bytes[31 - i / 8] >> (i % 8)) & 1) != 0;
        return bits[..(Array.LastIndexOf(bits, true) + 1)];
    }

    private static Fr[] PowersOfTwo()
    {
        Fr[] powers = new Fr[255];
        powers[0] = Fr.One;
        for (int i = 1; i < powers.Length; i++)
            powers[i] = Fr.Double(powers[i - 1]);
        return powers;
    }
}
