using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Fields;

/// <summary>What <see cref="ILaneField"/> leaves out because it goes coefficient by coefficient; see <see cref="FqLanes"/> for what is normal and wide.</summary>
/// <remarks>Safety: pointers are to <see cref="Length"/> words each, aligned to 64 bytes.</remarks>
internal static unsafe class LaneElement<TLanes>
    where TLanes : struct, ILaneField
{
    /// <summary>The words of eight elements.</summary>
    public static int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Coefficients * FqLanes.Length;
    }

    /// <summary>Fills every lane with the same element.</summary>
    public static void Broadcast<TField>(long* result, in TField element)
        where TField : unmanaged, IField<TField>
    {
        TField copy = element;
        for (int c = 0; c < TLanes.Coefficients; c++)
            FqLanes.FromFq(result + c * FqLanes.Length, (Fq*)&copy + c, 0);
    }

    /// <summary>Fills the lanes from eight elements that stand <paramref name="stride"/> elements apart.</summary>
    public static void Load<TField>(long* result, TField* elements, int stride)
        where TField : unmanaged, IField<TField>
    {
        for (int c = 0; c < TLanes.Coefficients; c++)
            FqLanes.FromFq(result + c * FqLanes.Length, (Fq*)elements + c, stride * TLanes.Coefficients);
    }

    /// <summary>Writes the eight elements, <paramref name="stride"/> elements apart.</summary>
    public static void Store<TField>(TField* elements, int stride, long* a)
        where TField : unmanaged, IField<TField>
    {
        for (int c = 0; c < TLanes.Coefficients; c++)
            FqLanes.ToFq((Fq*)elements + c, stride * TLanes.Coefficients, a + c * FqLanes.Length);
    }

    public static void Add(long* result, long* a, long* b)
    {
        for (int c = 0; c < Length; c += FqLanes.Length)
            FqLanes.Add(result + c, a + c, b + c);
    }

    public static void AddTwice(long* result, long* a, long* b)
    {
        for (int c = 0; c < Length; c += FqLanes.Length)
            FqLanes.AddTwice(result + c, a + c, b + c);
    }

    public static void Subtract(long* result, long* a, long* b)
    {
        for (int c = 0; c < Length; c += FqLanes.Length)
            FqLanes.Subtract(result + c, a + c, b + c);
    }

    public static void Negate(long* result, long* a)
    {
        for (int c = 0; c < Length; c += FqLanes.Length)
            FqLanes.Negate(result + c, a + c);
    }

    public static void Carry(long* result, long* a)
    {
        for (int c = 0; c < Length; c += FqLanes.Length)
            FqLanes.Carry(result + c, a + c);
    }

    public static void Rotate(long* result, long* a, int distance)
    {
        for (int c = 0; c < Length; c += FqLanes.Length)
            FqLanes.Rotate(result + c, a + c, distance);
    }

    public static void Blend(long* result, long* source, byte mask)
    {
        for (int c = 0; c < Length; c += FqLanes.Length)
            FqLanes.Blend(result + c, source + c, mask);
    }

    public static byte ZeroLanes(long* difference)
    {
        byte zero = byte.MaxValue;
        for (int c = 0; c < Length; c += FqLanes.Length)
            zero &= FqLanes.ZeroLanes(difference + c);
        return zero;
    }

    public static void Copy(long* result, long* a) => Unsafe.CopyBlock(result, a, (uint)(Length * sizeof(long)));
}
