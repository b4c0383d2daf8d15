using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <content>Scalar arithmetic: straight-line, branch-free on values, always present, the oracle of every vector path.</content>
public readonly partial struct Fr
{
    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator +(in Fr a, in Fr b) => AddWords(in a, in b);

    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator -(in Fr a, in Fr b) => SubtractWords(in a, in b);

    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator -(in Fr a) => SubtractWords(default, in a);

    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator *(in Fr a, in Fr b) =>
        Bmi2.X64.IsSupported ? MultiplyBmi2(in a, in b) : MultiplyPortable(in a, in b);

    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr Double(in Fr a) => AddWords(in a, in a);

    /// <inheritdoc/>
    /// <remarks>Constant-time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr Square(in Fr a) =>
        Bmi2.X64.IsSupported ? SquareBmi2(in a, 1) : MultiplyPortable(in a, in a);

    /// <inheritdoc/>
    /// <remarks>Constant-time in a.</remarks>
    public static Fr SquareTimes(in Fr a, int count)
    {
        if (Bmi2.X64.IsSupported)
            return SquareBmi2(in a, count);
        Fr result = a;
        for (; count != 0; count--)
            result = MultiplyPortable(in result, in result);
        return result;
    }

    private static Fr ToMontgomery(in Fr plain) => plain * RadixSquared;

    private static Fr FromMontgomery(in Fr element) => element * new Fr(1, 0, 0, 0);

    private static bool IsBelowModulus(in Fr plain)
    {
        if (plain._l3 != 0x73eda753299d7d48)
            return plain._l3 < 0x73eda753299d7d48;
        if (plain._l2 != 0x3339d80809a1d805)
            return plain._l2 < 0x3339d80809a1d805;
        if (plain._l1 != 0x53bda402fffe5bfe)
            return plain._l1 < 0x53bda402fffe5bfe;
        return plain._l0 < 0xffffffff00000001;
    }
}
