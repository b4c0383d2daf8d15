using Plimsoll.Crypto.Curves;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <content>Multiples of the generator B.</content>
public static partial class JubjubArithmetic
{
    private const int FixedWindowBits = 3, FixedWindowEntries = 1 << FixedWindowBits, FixedWindows = 252 / FixedWindowBits;

    // For each window and for each value of its top bit: x and y of four entries.
    private static readonly MultilinearTable[] s_generatorWindows = MakeGeneratorWindows();

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
        if (bits.Length == 0 || bits.Length % FixedWindowBits != 0 || bits.Length > FixedWindowBits * FixedWindows)
            throw new ArgumentException("A multiple of three bits is expected, at most 252.", nameof(bits));
        JubjubSignal sum = default;
        for (int window = 0; window < bits.Length / FixedWindowBits; window++)
        {
            ReadOnlySpan<MultilinearTable> tables = s_generatorWindows.AsSpan(4 * window, 4);
            Signal b0 = bits[3 * window], b1 = bits[3 * window + 1], b2 = bits[3 * window + 2], b01 = builder.And(b0, b1);
            JubjubSignal entry = new(
                builder.Select(b2, tables[2].At(b0, b1, b01), tables[0].At(b0, b1, b01)),
                builder.Select(b2, tables[3].At(b0, b1, b01), tables[1].At(b0, b1, b01)));
            sum = window == 0 ? entry : builder.Add(sum, entry);
        }

        return sum;
    }

    // From j·8^i·B for each window i and 0 ≤ j < 8.
    private static MultilinearTable[] MakeGeneratorWindows()
    {
        MultilinearTable[] tables = new MultilinearTable[4 * FixedWindows];
        JubjubAffine[] entries = new JubjubAffine[FixedWindowEntries];
        JubjubPoint step = JubjubPoint.Generator;
        for (int window = 0; window < FixedWindows; window++)
        {
            JubjubPoint multiple = JubjubPoint.Identity;
            for (int j = 0; j < FixedWindowEntries; j++, multiple += step)
                entries[j] = multiple.ToAffine();
            step = multiple;
            for (int top = 0; top < 2; top++)
            {
                ReadOnlySpan<JubjubAffine> four = entries.AsSpan(4 * top, 4);
                tables[4 * window + 2 * top] = new(four[0].X, four[1].X, four[2].X, four[3].X);
                tables[4 * window + 2 * top + 1] = new(four[0].Y, four[1].Y, four[2].Y, four[3].Y);
            }
        }

        return tables;
    }

    /// <summary>Four constants as a function of two bits and their product.</summary>
    private readonly struct MultilinearTable(in Fr t0, in Fr t1, in Fr t2, in Fr t3)
    {
        private readonly Fr _constant = t0, _ofB0 = t1 - t0, _ofB1 = t2 - t0, _ofBoth = t3 - t2 - t1 + t0;

        public Signal At(in Signal b0, in Signal b1, in Signal both) => _ofB0 * b0 + _ofB1 * b1 + _ofBoth * both + _constant;
    }
}
