namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>Generators of field elements: random ones, and the edges more often than chance would give them.</summary>
internal static class AnyField
{
    public static readonly Gen<Fr> Fr = WithEdges(Bytes(32, 0x3f).Select(bytes => Crypto.Fields.Fr.FromBytes(bytes)));

    public static readonly Gen<Fq> Fq = WithEdges(Bytes(48, 0x0f).Select(bytes => Crypto.Fields.Fq.FromBytes(bytes)));

    public static readonly Gen<Fq2> Fq2 = Gen.Select(Fq, Fq, (c0, c1) => new Fq2(c0, c1));

    public static readonly Gen<Fq6> Fq6 = Gen.Select(Fq2, Fq2, Fq2, (c0, c1, c2) => new Fq6(c0, c1, c2));

    public static readonly Gen<Fq12> Fq12 = Gen.Select(Fq6, Fq6, (c0, c1) => new Fq12(c0, c1));

    private static Gen<T> WithEdges<T>(Gen<T> any)
        where T : struct, IField<T> =>
        Gen.Frequency(
            (1, Gen.Int[0, 3].Select(edge => edge switch { 0 => T.Zero, 1 => T.One, 2 => -T.One, _ => T.Inverse(T.One + T.One) })),
            (9, any));

    private static Gen<byte[]> Bytes(int length, byte topMask) => Gen.Byte.Array[length].Select(bytes =>
    {
        bytes[0] &= topMask;
        return bytes;
    });
}
