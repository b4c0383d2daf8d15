using System.Security.Cryptography;

namespace Plimsoll.Snark.Groth16;

/// <summary>The secrets of a setup. Whoever knows them can prove anything.</summary>
internal readonly record struct ToxicWaste(Fr Tau, Fr Alpha, Fr Beta, Fr Delta)
{
    /// <summary>Derives them from a seed.</summary>
    public static ToxicWaste FromSeed(ReadOnlySpan<byte> seed) => new(Draw(seed, 1), Draw(seed, 2), Draw(seed, 3), Draw(seed, 4));

    // 496 bits of SHA-512 as a number mod r.
    private static Fr Draw(ReadOnlySpan<byte> seed, byte index)
    {
        byte[] digest = SHA512.HashData([.. "Plimsoll development setup v1"u8, index, .. seed]);
        Fr high = Fr.FromBytes([0, .. digest.AsSpan(0, 31)]), low = Fr.FromBytes([0, .. digest.AsSpan(31, 31)]);
        return high * FieldAlgorithms.Pow(Fr.FromUInt64(2), [248]) + low;
    }
}
