using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plimsoll.Crypto.Fields;

/// <content>Sums of several operands in one pass over memory, where single additions would spend their time on loads and stores.</content>
internal partial struct FrLanes
{
    /// <summary>a + factor, the same in every lane; adds 1 to the weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(in FrLanes a, in FrFactor factor, out FrLanes sum)
    {
        if (IsNarrow)
        {
            AddNarrow(in a, in factor, out sum);
            return;
        }

        if (!IsAccelerated)
        {
            BroadcastScalar(FrFactor.Element(in factor), out FrLanes broadcast);
            AddScalar(in a, in broadcast, out sum);
            return;
        }

        Unsafe.SkipInit(out sum);
        sum._l0 = a._l0 + Vector512.Create(factor._i0);
        sum._l1 = a._l1 + Vector512.Create(factor._i1);
        sum._l2 = a._l2 + Vector512.Create(factor._i2);
        sum._l3 = a._l3 + Vector512.Create(factor._i3);
        sum._l4 = a._l4 + Vector512.Create(factor._i4);
    }

    /// <summary>a + b + factor, the same factor in every lane; the weights add up, and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(in FrLanes a, in FrLanes b, in FrFactor factor, out FrLanes sum)
    {
        if (IsNarrow)
        {
            AddNarrow(in a, in b, in factor, out sum);
            return;
        }

        if (!IsAccelerated)
        {
            Add(in a, in b, out sum);
            Add(in sum, in factor, out sum);
            return;
        }

        Unsafe.SkipInit(out sum);
        sum._l0 = a._l0 + b._l0 + Vector512.Create(factor._i0);
        sum._l1 = a._l1 + b._l1 + Vector512.Create(factor._i1);
        sum._l2 = a._l2 + b._l2 + Vector512.Create(factor._i2);
        sum._l3 = a._l3 + b._l3 + Vector512.Create(factor._i3);
        sum._l4 = a._l4 + b._l4 + Vector512.Create(factor._i4);
    }

    /// <summary>a + b + c + d; the weights add up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(in FrLanes a, in FrLanes b, in FrLanes c, in FrLanes d, out FrLanes sum)
    {
        if (IsNarrow)
        {
            AddNarrow(in a, in b, in c, in d, out sum);
            return;
        }

        if (!IsAccelerated)
        {
            Add(in a, in b, out FrLanes first);
            Add(in c, in d, out FrLanes second);
            Add(in first, in second, out sum);
            return;
        }

        Unsafe.SkipInit(out sum);
        sum._l0 = a._l0 + b._l0 + (c._l0 + d._l0);
        sum._l1 = a._l1 + b._l1 + (c._l1 + d._l1);
        sum._l2 = a._l2 + b._l2 + (c._l2 + d._l2);
        sum._l3 = a._l3 + b._l3 + (c._l3 + d._l3);
        sum._l4 = a._l4 + b._l4 + (c._l4 + d._l4);
    }

    /// <summary>2a + b + factor, the same factor in every lane, of weight 2v + w + 1, and a + 3b of weight v + 3w.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Mix(in FrLanes a, in FrLanes b, in FrFactor factor, out FrLanes first, out FrLanes second)
    {
        if (IsNarrow)
        {
            MixNarrow(in a, in b, in factor, out first, out second);
            return;
        }

        if (!IsAccelerated)
        {
            Add(in a, in b, out FrLanes sum);
            Add(in a, in sum, in factor, out FrLanes mixed);
            Double(in b, out FrLanes twice);
            Add(in twice, in sum, out second);
            first = mixed;
            return;
        }

        Vector512<long> s0 = a._l0 + b._l0, s1 = a._l1 + b._l1, s2 = a._l2 + b._l2, s3 = a._l3 + b._l3, s4 = a._l4 + b._l4;
        Vector512<long> b0 = b._l0, b1 = b._l1, b2 = b._l2, b3 = b._l3, b4 = b._l4;
        Unsafe.SkipInit(out first);
        first._l0 = a._l0 + s0 + Vector512.Create(factor._i0);
        first._l1 = a._l1 + s1 + Vector512.Create(factor._i1);
        first._l2 = a._l2 + s2 + Vector512.Create(factor._i2);
        first._l3 = a._l3 + s3 + Vector512.Create(factor._i3);
        first._l4 = a._l4 + s4 + Vector512.Create(factor._i4);
        Unsafe.SkipInit(out second);
        second._l0 = s0 + b0 + b0;
        second._l1 = s1 + b1 + b1;
        second._l2 = s2 + b2 + b2;
        second._l3 = s3 + b3 + b3;
        second._l4 = s4 + b4 + b4;
    }
}
