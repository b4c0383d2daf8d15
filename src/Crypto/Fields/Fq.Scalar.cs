using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <content>Scalar arithmetic: straight-line, branch-free on values, always present, the oracle of every vector path.</content>
public readonly partial struct Fq
{
    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fq operator +(in Fq a, in Fq b) => AddWords(in a, in b);

    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fq operator -(in Fq a, in Fq b) => SubtractWords(in a, in b);

    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fq operator -(in Fq a) => SubtractWords(default, in a);

    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fq operator *(in Fq a, in Fq b) =>
        Bmi2.X64.IsSupported ? MultiplyBmi2(in a, in b) : MultiplyPortable(in a, in b);

    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fq Double(in Fq a) => AddWords(in a, in a);

    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fq Square(in Fq a) =>
        Bmi2.X64.IsSupported ? SquareBmi2(in a, 1) : MultiplyPortable(in a, in a);

    /// <inheritdoc/>
    /// <remarks>Constant-time in a.</remarks>
    public static Fq SquareTimes(in Fq a, int count)
    {
        if (Bmi2.X64.IsSupported)
            return SquareBmi2(in a, count);
        Fq result = a;
        for (; count != 0; count--)
            result = MultiplyPortable(in result, in result);
        return result;
    }

    private static Fq ToMontgomery(in Fq plain) => plain * RadixSquared;

    private static Fq FromMontgomery(in Fq element) => element * new Fq(1, 0, 0, 0, 0, 0);

    private static bool IsBelowModulus(in Fq plain)
    {
        if (plain._l5 != 0x1a0111ea397fe69a)
            return plain._l5 < 0x1a0111ea397fe69a;
        if (plain._l4 != 0x4b1ba7b6434bacd7)
            return plain._l4 < 0x4b1ba7b6434bacd7;
        if (plain._l3 != 0x64774b84f38512bf)
            return plain._l3 < 0x64774b84f38512bf;
        if (plain._l2 != 0x6730d2a0f6b0f624)
            return plain._l2 < 0x6730d2a0f6b0f624;
        if (plain._l1 != 0x1eabfffeb153ffff)
            return plain._l1 < 0x1eabfffeb153ffff;
        return plain._l0 < 0xb9feffffffffaaab;
    }
}
