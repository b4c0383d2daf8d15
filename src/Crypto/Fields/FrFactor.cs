using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Fields;

/// <summary>An element of 𝔽r prepared to multiply all lanes of <see cref="FrLanes"/>: a round constant, a twiddle.</summary>
/// <remarks>
/// In vectors its 5 limbs of 52 bits, as integers for sums and as doubles for products; 80 bytes. The doubles are the same limbs for AVX-512, and for AVX2
/// signed ones of the same value, whose products are smaller. Without vectors the element itself.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct FrFactor
{
    internal readonly long _i0, _i1, _i2, _i3, _i4;
    internal readonly double _d0, _d1, _d2, _d3, _d4;

    /// <summary>Prepares the element.</summary>
    public FrFactor(in Fr element)
    {
        Unsafe.As<long, Fr>(ref _i0) = element;
        if (!FrLanes.IsAccelerated)
            return;
        const ulong M = (1UL << 52) - 1;
        ulong w0 = (ulong)_i0, w1 = (ulong)_i1, w2 = (ulong)_i2, w3 = (ulong)_i3;
        _i0 = (long)(w0 & M);
        _i1 = (long)(((w0 >> 52) | (w1 << 12)) & M);
        _i2 = (long)(((w1 >> 40) | (w2 << 24)) & M);
        _i3 = (long)(((w2 >> 28) | (w3 << 36)) & M);
        _i4 = (long)(w3 >> 16);
        (_d0, _d1, _d2, _d3, _d4) = (_i0, _i1, _i2, _i3, _i4);
        if (!FrLanes.HasSignedDigits)
            return;
        const double Radix = M + 1;
        Carry(ref _d0, ref _d1);
        Carry(ref _d1, ref _d2);
        Carry(ref _d2, ref _d3);
        Carry(ref _d3, ref _d4);

        static void Carry(ref double digit, ref double next)
        {
            if (digit >= Radix / 2)
                (digit, next) = (digit - Radix, next + 1);
        }
    }

    /// <summary>The element, where lanes are not vectors.</summary>
    internal static ref readonly Fr Element(in FrFactor factor) => ref Unsafe.As<long, Fr>(ref Unsafe.AsRef(in factor._i0));
}
