namespace Plimsoll.Crypto.Fields;

/// <content>Inversion.</content>
public readonly partial struct Fq
{
    private const int GcdLimbs = 13;

    /// <inheritdoc/>
    /// <remarks>Variable-time: see <see cref="InverseConstantTime"/> for secrets.</remarks>
    public static Fq Inverse(in Fq a)
    {
        Span<int> memory = stackalloc int[5 * GcdLimbs];
        Span<int> prime = memory[..GcdLimbs], divisor = memory.Slice(GcdLimbs, GcdLimbs), quotient = memory.Slice(2 * GcdLimbs, GcdLimbs);
        Fq p = PrimeWords, squaredRadix = RadixSquared; // the stored a is a·R, so R²/(a·R) is what is stored for 1/a
        p.Split(prime);
        a.Split(divisor);
        squaredRadix.Split(quotient);
        SafeGcd.Divide(prime, GcdInverse, divisor, quotient, memory[(3 * GcdLimbs)..]);
        return Join(quotient);
    }

    /// <summary>Returns <c>a⁻¹</c>, and zero for zero, in constant time.</summary>
    /// <remarks>Fermat: <c>a^(q − 2)</c> with a fixed sequence of constant-time operations.</remarks>
    public static Fq InverseConstantTime(in Fq a) => FieldAlgorithms.Pow(a, [0xb9feffffffffaaa9, 0x1eabfffeb153ffff, 0x6730d2a0f6b0f624, 0x64774b84f38512bf, 0x4b1ba7b6434bacd7, 0x1a0111ea397fe69a]);

    private void Split(Span<int> limbs)
    {
        ReadOnlySpan<ulong> words = [_l0, _l1, _l2, _l3, _l4, _l5, 0];
        for (int i = 0; i < GcdLimbs; i++)
        {
            int bit = i * SafeGcd.LimbBits, word = bit / 64, offset = bit % 64;
            ulong limb = words[word] >> offset;
            if (offset > 64 - SafeGcd.LimbBits)
                limb |= words[word + 1] << (64 - offset);
            limbs[i] = (int)(limb & ((1UL << SafeGcd.LimbBits) - 1));
        }
    }

    private static Fq Join(ReadOnlySpan<int> limbs)
    {
        Span<ulong> words = stackalloc ulong[7];
        words.Clear();
        for (int i = 0; i < GcdLimbs; i++)
        {
            int bit = i * SafeGcd.LimbBits, word = bit / 64, offset = bit % 64;
            words[word] |= (ulong)limbs[i] << offset;
            if (offset > 64 - SafeGcd.LimbBits)
                words[word + 1] |= (ulong)limbs[i] >> (64 - offset);
        }

        return new(words[0], words[1], words[2], words[3], words[4], words[5]);
    }
}
