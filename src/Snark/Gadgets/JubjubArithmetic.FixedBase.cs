using Plimsoll.Crypto.Curves;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <content>Multiples of the generator B.</content>
public static partial class JubjubArithmetic
{
    private const int FixedWindowBits = 3, FixedWindowEntries = 1 << FixedWindowBits;

    private static readonly JubjubAffine[] s_generatorWindows = MakeGeneratorWindows();

    /// <summary>Returns Σ 2^i·bits[i] times B; three constraints a bit.</summary>
    /// <remarks>
    /// Windows of three bits: an entry of a constant table is a multilinear function of the bits, so b₀·b₁ and one product for each coordinate select it, and one
    /// addition puts it to the sum.
    /// </remarks>
    /// <param name="builder">The circuit.</param>
    /// <param name="bits">Bits that the caller has stated to be such, least significant first, a multiple of three, at most 252.</param>
    public static JubjubSignal MultiplyGenerator(this CircuitBuilder builder, ReadOnlySpan<Signal> bits)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (bits.Length == 0 || bits.Length % FixedWindowBits != 0 || bits.Length > FixedWindowBits * s_generatorWindows.Length / FixedWindowEntries)
            throw new ArgumentException("A multiple of three bits is expected, at most 252.", nameof(bits));
        JubjubSignal sum = default;
        for (int window = 0; window < bits.Length / FixedWindowBits; window++)
        {
            ReadOnlySpan<JubjubAffine> entries = s_generatorWindows.AsSpan(window * FixedWindowEntries, FixedWindowEntries);
            Signal b0 = bits[3 * window], b1 = bits[3 * window + 1], b2 = bits[3 * window + 2], b01 = builder.And(b0, b1);
            JubjubSignal entry = new(
                LookUp(builder, b0, b1, b01, b2, [.. entries.ToArray().Select(point => point.X)]),
                LookUp(builder, b0, b1, b01, b2, [.. entries.ToArray().Select(point => point.Y)]));
            sum = window == 0 ? entry : builder.Add(sum, entry);
        }

        return sum;
    }

    private static Signal LookUp(CircuitBuilder builder, in Signal b0, in Signal b1, in Signal b01, in Signal b2, ReadOnlySpan<Fr> table)
    {
        Signal low = OfFour(b0, b1, b01, table[..4]), high = OfFour(b0, b1, b01, table[4..]);
        return builder.Select(b2, high, low);
    }

    private static Signal OfFour(in Signal b0, in Signal b1, in Signal b01, ReadOnlySpan<Fr> t) =>
        (t[1] - t[0]) * b0 + (t[2] - t[0]) * b1 + (t[3] - t[2] - t[1] + t[0]) * b01 + t[0];

    // j·8^i·B for each window i and 0 ≤ j < 8.
    private static JubjubAffine[] MakeGeneratorWindows()
    {
        JubjubAffine[] entries = new JubjubAffine[252 / FixedWindowBits * FixedWindowEntries];
        JubjubPoint step = JubjubPoint.Generator;
        for (int i = 0; i < entries.Length; i += FixedWindowEntries)
        {
            JubjubPoint multiple = JubjubPoint.Identity;
            for (int j = 0; j < FixedWindowEntries; j++, multiple += step)
                entries[i + j] = multiple.ToAffine();
            step = multiple;
        }

        return entries;
    }
}
