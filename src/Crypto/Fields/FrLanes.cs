using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <summary>Eight elements of 𝔽r side by side: lane l of every operation works on the l-th of them.</summary>
/// <remarks>
/// <para>
/// With AVX-512, or AVX2 and FMA, a lane is 5 signed limbs l₀…l₄ in 5 vectors, or 5 times two; it stands for Σ lᵢ·2^(52i), the Montgomery form (radix
/// 2^260) of the element plus any multiple of r, also negative. Nothing is carried or reduced before it must be: an addition is 5 instructions, a product 250,
/// with AVX2 10 and 750. Without them the same memory holds 8 canonical <see cref="Fr"/> and everything is done one by one; the answers are the same.
/// </para>
/// <para>
/// <b>Bounds, for the caller to keep.</b> A lane of <i>weight</i> w is between −2wr and 2wr, with |lᵢ| below w·2^58.4 for i &lt; 4.
/// No operand may weigh more than <see cref="MaxWeight"/> = 16. Then:
/// loading, broadcasting and <see cref="Reduce(in FrLanes, out FrLanes)"/> give weight 1; sum and difference add the weights; negation keeps it;
/// a product of weights v and w, or the square, weighs (1 + vw/8.8)/2 or 1, whichever is more: it is 1 while vw is at most 8, and never more than 16.
/// So two sums of two products each may be multiplied, and so may a sum of 8 and a product, with nothing reduced in between.
/// </para>
/// <para>Variable-time only in the scalar form's corrections of sums; do not use it on secrets.</para>
/// <para>The value is 320 bytes: pass it by reference. An <c>out</c> argument may be the variable that is also an operand.</para>
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal partial struct FrLanes
{
    /// <summary>The number of lanes.</summary>
    public const int Count = 8;

    /// <summary>The largest weight an operand may have.</summary>
    public const int MaxWeight = 16;

    private const int Limbs = 5, WordsOfElement = 4;

    private Vector512<long> _l0, _l1, _l2, _l3, _l4; // _l4 is the most significant

    /// <summary>Whether lanes are vectors here. When they are not, eight products take the time of eight.</summary>
    public static bool IsAccelerated
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsWide || IsNarrow;
    }

    /// <summary>Whether a limb of the eight lanes is one vector.</summary>
    private static bool IsWide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.IsSupported && Avx512DQ.IsSupported;
    }

    /// <summary>Whether a limb of the eight lanes is two vectors.</summary>
    private static bool IsNarrow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !IsWide && Avx2.IsSupported && Fma.IsSupported;
    }

    /// <summary>Whether products want the digits of a factor signed.</summary>
    internal static bool HasSignedDigits => IsNarrow;

    /// <summary>Zero in every lane.</summary>
    public static FrLanes Zero => default;

    /// <summary>One in every lane.</summary>
    public static FrLanes One => Broadcast(Fr.One);

    /// <summary>Puts the element into every lane.</summary>
    public static FrLanes Broadcast(in Fr element)
    {
        FrLanes lanes;
        if (IsWide)
            BroadcastVector(in element, out lanes);
        else if (IsNarrow)
            BroadcastNarrow(in element, out lanes);
        else
            BroadcastScalar(in element, out lanes);
        return lanes;
    }

    /// <summary>Puts element l of the first eight into lane l.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than eight.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ReadOnlySpan<Fr> source, out FrLanes lanes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(source.Length, Count, nameof(source));
        if (IsWide)
            LoadVector(in MemoryMarshal.GetReference(source), out lanes);
        else if (IsNarrow)
            LoadNarrow(in MemoryMarshal.GetReference(source), 1, out lanes);
        else
            LoadScalar(source, 1, out lanes);
    }

    /// <summary>Puts element l·stride into lane l.</summary>
    /// <param name="source">At least 7·stride + 1 elements.</param>
    /// <param name="stride">At least 1.</param>
    /// <param name="lanes">The lanes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The stride is not positive or the span too short.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ReadOnlySpan<Fr> source, int stride, out FrLanes lanes)
    {
        ThrowUnlessStrided(source.Length, stride);
        if (IsWide)
            LoadVector(in MemoryMarshal.GetReference(source), stride, out lanes);
        else if (IsNarrow)
            LoadNarrow(in MemoryMarshal.GetReference(source), stride, out lanes);
        else
            LoadScalar(source, stride, out lanes);
    }

    /// <summary>Writes lane l to element l of the destination, reduced to canonical form.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is room for fewer than eight.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(Span<Fr> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Count, nameof(destination));
        if (IsWide)
            StoreVector(in this, ref MemoryMarshal.GetReference(destination));
        else if (IsNarrow)
            StoreNarrow(in this, ref MemoryMarshal.GetReference(destination), 1);
        else
            StoreScalar(in this, destination, 1);
    }

    /// <summary>Writes lane l to element l·stride of the destination, reduced to canonical form.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stride is not positive or the span too short.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(Span<Fr> destination, int stride)
    {
        ThrowUnlessStrided(destination.Length, stride);
        if (IsWide)
            StoreVector(in this, ref MemoryMarshal.GetReference(destination), stride);
        else if (IsNarrow)
            StoreNarrow(in this, ref MemoryMarshal.GetReference(destination), stride);
        else
            StoreScalar(in this, destination, stride);
    }

    /// <summary>The element in one lane; slow, for the ends of a computation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such lane.</exception>
    public readonly Fr this[int lane]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lane);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lane, Count);
            Span<Fr> elements = stackalloc Fr[Count];
            Store(elements);
            return elements[lane];
        }
    }

    private static void ThrowUnlessStrided(int length, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual((long)length, (Count - 1L) * stride, nameof(length));
    }
}
