namespace Plimsoll.Crypto.Curves;

/// <summary>Precomputed multiples of one point, for many products with it: a generator, or the base of a trusted setup.</summary>
/// <remarks>
/// Row i holds j·2^(wi)·p for 1 ≤ j ≤ 2^(w−1), in affine coordinates; a scalar's signed digits of w bits pick one entry of each row,
/// so a product is ⌊255/w⌋ + 1 additions and no doubling. Right for every point of the curve, whatever its order.
/// Immutable, so shared between threads freely. Variable-time: not for secret scalars.
/// </remarks>
public sealed partial class FixedBaseTable<TField, TGroup>
    where TField : struct, IField<TField>
    where TGroup : struct, ICurveGroup<TField>
{
    private const int ScalarBits = 255;

    private readonly int _windowBits, _rows;
    private readonly AffinePoint<TField, TGroup>[] _entries;
    private readonly bool _hasInfinity; // only for a base of small order

    /// <summary>Computes the table.</summary>
    /// <param name="point">The base of all products.</param>
    /// <param name="windowBits">w, from 1 to 15: the table has about 255/w · 2^(w−1) points. 8 suits thousands of products, 13 a million.</param>
    public FixedBaseTable(in AffinePoint<TField, TGroup> point, int windowBits = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowBits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(windowBits, 15);
        _windowBits = windowBits;
        _rows = ScalarBits / windowBits + 1; // one bit to spare: the top digit takes the last carry
        int half = 1 << (windowBits - 1);
        _entries = new AffinePoint<TField, TGroup>[_rows * half];
        ProjectivePoint<TField, TGroup>[] row = new ProjectivePoint<TField, TGroup>[half];
        AffinePoint<TField, TGroup> step = point;
        for (int i = 0; i < _rows; i++)
        {
            JacobianPoint<TField, TGroup> multiple = new(step);
            for (int j = 0; j < half; j++, multiple += step)
                row[j] = multiple.ToProjective();
            Span<AffinePoint<TField, TGroup>> entries = _entries.AsSpan(i * half, half);
            ProjectivePoint<TField, TGroup>.BatchToAffine(row, entries);
            step = ProjectivePoint<TField, TGroup>.Double(new(entries[^1])).ToAffine();
        }

        _hasInfinity = Array.Exists(_entries, entry => entry.IsInfinity);
    }

    /// <summary>The table of the subgroup's generator, computed at first use.</summary>
    public static FixedBaseTable<TField, TGroup> OfGenerator => GeneratorTable.Instance;

    /// <summary>Returns the product of the base with the scalar.</summary>
    public ProjectivePoint<TField, TGroup> Multiply(in Fr scalar)
    {
        Span<short> digits = stackalloc short[_rows];
        WriteDigits(scalar, digits);
        JacobianPoint<TField, TGroup> sum = JacobianPoint<TField, TGroup>.Infinity;
        for (int i = 0; i < digits.Length; i++)
            sum += Entry(i, digits[i]);
        return sum.ToProjective();
    }

    // j·2^(wi)·p
    private AffinePoint<TField, TGroup> Entry(int row, int j)
    {
        if (j == 0)
            return default;
        ref readonly AffinePoint<TField, TGroup> entry = ref _entries[(row << (_windowBits - 1)) + Math.Abs(j) - 1];
        return j > 0 ? entry : -entry;
    }

    // Digits from −2^(w−1) + 1 to 2^(w−1), least significant first.
    private void WriteDigits(in Fr scalar, Span<short> digits)
    {
        Span<ulong> limbs = stackalloc ulong[5]; // one limb of zeros on top
        limbs[4] = 0;
        scalar.WriteLimbs(limbs[..4]);
        int carry = 0, half = 1 << (_windowBits - 1);
        for (int i = 0, position = 0; i < digits.Length; i++, position += _windowBits)
        {
            int shift = position % 64;
            ulong window = limbs[position / 64] >> shift;
            if (shift + _windowBits > 64)
                window |= limbs[position / 64 + 1] << (64 - shift);
            int digit = (int)(window & (ulong)(2 * half - 1)) + carry;
            carry = digit > half ? 1 : 0;
            digits[i] = (short)(digit - (carry << _windowBits));
        }
    }

    private static class GeneratorTable
    {
        public static readonly FixedBaseTable<TField, TGroup> Instance = new(AffinePoint<TField, TGroup>.Generator);
    }
}
