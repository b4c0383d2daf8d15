using System.Runtime.Intrinsics;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>The coordinates' field, four elements in the four pairs of lanes of <see cref="FqLanes"/>.</summary>
internal unsafe interface ILaneTower
{
    /// <summary>Four products, centered. Factors are normal but may be up to 7q large, and one of each pair up to 3q.</summary>
    static abstract void Multiply(long* result, long* a, long* b);

    /// <summary>One limb of the products with 3b of the isomorphic curve.</summary>
    static abstract Vector512<long> MultiplyBy3B(Vector512<long> limb);
}
