using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plimsoll.Crypto.Fields;

/// <content>Sums with an element that is the same in every lane.</content>
internal partial struct FrLanes
{
    /// <summary>a + factor, the same in every lane; adds 1 to the weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(in FrLanes a, in FrFactor factor, out FrLanes sum)
    {
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
}
