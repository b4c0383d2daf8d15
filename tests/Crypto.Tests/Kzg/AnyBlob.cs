using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Crypto.Tests.Kzg;

/// <summary>Blobs for tests, made from a seed.</summary>
internal static class AnyBlob
{
    /// <summary>A blob whose elements are consecutive powers of a number: dense, and cheap to make.</summary>
    public static Blob OfSeed(ulong seed)
    {
        Fr[] elements = new Fr[Blob.ElementCount];
        Fr power = Fr.FromUInt64(seed + 2), ratio = Fr.Square(Fr.Square(Fr.FromUInt64(0x9e3779b97f4a7c15)));
        for (int i = 0; i < elements.Length; i++)
            elements[i] = power *= ratio + Fr.FromUInt64(seed);
        return Blob.FromElements(elements);
    }

    /// <summary>The 32 bytes of r: the smallest number that is not a field element.</summary>
    public static byte[] Modulus => Convert.FromHexString("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");
}
