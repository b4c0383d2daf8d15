using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Fields;

/// <content>Lanes without vectors: the first 256 bytes are 8 canonical elements.</content>
internal partial struct FrLanes
{
    private static ReadOnlySpan<Fr> Elements(in FrLanes lanes) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<FrLanes, Fr>(ref Unsafe.AsRef(in lanes)), Count);

    private static Span<Fr> ElementsOf(ref FrLanes lanes) => MemoryMarshal.CreateSpan(ref Unsafe.As<FrLanes, Fr>(ref lanes), Count);

    private static void BroadcastScalar(in Fr element, out FrLanes lanes)
    {
        lanes = default;
        ElementsOf(ref lanes).Fill(element);
    }

    private static void LoadScalar(ReadOnlySpan<Fr> source, int stride, out FrLanes lanes)
    {
        lanes = default;
        Span<Fr> z = ElementsOf(ref lanes);
        for (int i = 0; i < Count; i++)
            z[i] = source[i * stride];
    }

    private static void StoreScalar(in FrLanes lanes, Span<Fr> destination, int stride)
    {
        ReadOnlySpan<Fr> x = Elements(in lanes);
        for (int i = 0; i < Count; i++)
            destination[i * stride] = x[i];
    }

    private static void AddScalar(in FrLanes a, in FrLanes b, out FrLanes sum)
    {
        Unsafe.SkipInit(out sum);
        ReadOnlySpan<Fr> x = Elements(in a), y = Elements(in b);
        Span<Fr> z = ElementsOf(ref sum);
        for (int i = 0; i < Count; i++)
            z[i] = x[i] + y[i];
    }

    private static void SubtractScalar(in FrLanes a, in FrLanes b, out FrLanes difference)
    {
        Unsafe.SkipInit(out difference);
        ReadOnlySpan<Fr> x = Elements(in a), y = Elements(in b);
        Span<Fr> z = ElementsOf(ref difference);
        for (int i = 0; i < Count; i++)
            z[i] = x[i] - y[i];
    }

    private static void MultiplySmallScalar(in FrLanes a, int k, out FrLanes multiple)
    {
        Fr factor = Fr.FromUInt64((ulong)Math.Abs((long)k));
        ScaleScalar(in a, new(k < 0 ? -factor : factor), out multiple);
    }

    private static void MultiplyScalar(in FrLanes a, in FrLanes b, out FrLanes product)
    {
        Unsafe.SkipInit(out product);
        ReadOnlySpan<Fr> x = Elements(in a), y = Elements(in b);
        Span<Fr> z = ElementsOf(ref product);
        for (int i = 0; i < Count; i++)
            z[i] = x[i] * y[i];
    }

    private static void ScaleScalar(in FrLanes a, in FrFactor factor, out FrLanes product)
    {
        Unsafe.SkipInit(out product);
        ReadOnlySpan<Fr> x = Elements(in a);
        Span<Fr> z = ElementsOf(ref product);
        for (int i = 0; i < Count; i++)
            z[i] = x[i] * FrFactor.Element(in factor);
    }

    private static void SelectScalar(byte mask, in FrLanes a, in FrLanes b, out FrLanes selected)
    {
        Unsafe.SkipInit(out selected);
        ReadOnlySpan<Fr> x = Elements(in a), y = Elements(in b);
        Span<Fr> z = ElementsOf(ref selected);
        for (int i = 0; i < Count; i++)
            z[i] = ((mask >> i) & 1) != 0 ? x[i] : y[i];
    }

    private static byte ZeroMaskScalar(in FrLanes a)
    {
        int mask = 0;
        ReadOnlySpan<Fr> x = Elements(in a);
        for (int i = 0; i < Count; i++)
            mask |= x[i].IsZero ? 1 << i : 0;
        return (byte)mask;
    }
}
