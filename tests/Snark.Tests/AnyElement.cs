namespace Plimsoll.Snark.Tests;

/// <summary>Generators of scalars: random ones, and the edges more often than chance would give them.</summary>
internal static class AnyElement
{
    public static readonly Gen<Fr> Fr = Gen.Frequency(
        (1, Gen.Int[0, 3].Select(edge => edge switch { 0 => Crypto.Fields.Fr.Zero, 1 => Crypto.Fields.Fr.One, 2 => -Crypto.Fields.Fr.One, _ => Crypto.Fields.Fr.FromUInt64(2) })),
        (4, Gen.Byte.Array[32].Select(bytes =>
        {
            bytes[0] &= 0x3f;
            return Crypto.Fields.Fr.FromBytes(bytes);
        })));

    /// <summary>A number below 2^width.</summary>
    public static Gen<Fr> Below(int width) => Gen.Byte.Array[32].Select(Gen.Int[0, 3], (bytes, edge) =>
    {
        for (int i = 0; i < 256 - width; i++)
            bytes[i / 8] &= (byte)~(0x80 >> (i % 8));
        return edge switch
        {
            0 => Crypto.Fields.Fr.Zero,
            1 => FieldAlgorithms.Pow(Crypto.Fields.Fr.FromUInt64(2), [(ulong)width]) - Crypto.Fields.Fr.One,
            _ => Crypto.Fields.Fr.FromBytes(bytes),
        };
    });
}
