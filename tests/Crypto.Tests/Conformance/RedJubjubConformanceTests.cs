using System.Text;
using Org.BouncyCastle.Crypto.Digests;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>RedJubjub and the Sapling group hash (Zcash protocol specification 5.4.7 and 5.4.9) over this project's Jubjub.</summary>
[Trait("Category", "Conformance")]
public sealed class RedJubjubConformanceTests
{
    private const string Suite = "jubjub";
    private const string Signatures = "sapling_signatures.json";
    private const string Generators = "sapling_generators.json";
    private const int HeaderRows = 2;

    private static readonly string[] s_generators =
        ["Zcash_G_ ", "Zcash_H_ ", "Zcash_J_ ", "Zcash_PH r", "Zcash_cv v", "Zcash_cv r", "Zcash_PH 0", "Zcash_PH 1", "Zcash_PH 2", "Zcash_PH 3"];

    public static IEnumerable<TheoryDataRow<int>> SignatureRows()
    {
        int count = Vectors.Document(Suite, Signatures)?.GetArrayLength() ?? 0;
        for (int row = HeaderRows; row < count; row++)
            yield return new(row);
    }

    public static IEnumerable<TheoryDataRow<int, string>> GeneratorRows()
    {
        if (Vectors.Find(Suite, Generators) is null)
            yield break;
        for (int i = 0; i < s_generators.Length; i++)
            yield return new(i, s_generators[i]);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(SignatureRows))]
    public void A_signature_and_its_keys_are_those_of_the_suite(int row)
    {
        byte[][] columns = Row(Signatures, row);
        JubjubPoint basePoint = GroupHash("Zcash_G_", []);
        JubjubScalar sk = Scalar(columns[0]), alpha = Scalar(columns[2]), rsk = Scalar(columns[3]);
        byte[] vk = columns[1], rvk = columns[4], message = columns[5], signature = columns[6], randomised = columns[7];

        Assert.Equal(vk, Encode(basePoint * sk));
        Assert.Equal(rsk, sk + alpha);
        Assert.Equal(rvk, Encode(basePoint * rsk));
        Assert.Equal(rvk, Encode(Decode(vk) + basePoint * alpha));
        Assert.True(Verifies(basePoint, vk, message, signature));
        Assert.True(Verifies(basePoint, rvk, message, randomised));
        // The no: the other key, another message, one bit anywhere, s + ℓ.
        Assert.False(Verifies(basePoint, rvk, message, signature));
        Assert.False(Verifies(basePoint, vk, message, randomised));
        Assert.False(Verifies(basePoint, vk, [.. message, 0], signature));
        for (int i = 0; i < signature.Length; i++)
        {
            byte[] changed = [.. signature];
            changed[i] ^= 1;
            Assert.False(Verifies(basePoint, vk, message, changed));
        }

        Assert.False(Verifies(basePoint, vk, message, [.. signature[..32], .. AddOrder(signature[32..])]));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(GeneratorRows))]
    public void The_group_hash_gives_the_generator_of_the_suite(int column, string name)
    {
        byte[] expected = Row(Generators, HeaderRows)[column];
        byte[] message = name[9..] switch
        {
            "" => [],
            [>= '0' and <= '3' and var digit] => [(byte)(digit - '0'), 0, 0, 0],
            string letter => Encoding.ASCII.GetBytes(letter),
        };
        JubjubPoint point = GroupHash(name[..8], message);
        Assert.Equal(expected, Encode(point));
        Assert.True(point.IsInPrimeSubgroup);
        Assert.Equal(point, Decode(expected));
    }

    private static bool Verifies(JubjubPoint basePoint, byte[] key, byte[] message, byte[] signature)
    {
        byte[] s = [.. signature[32..]];
        Array.Reverse(s);
        if (!JubjubEncoding.TryDecompress(signature.AsSpan(0, 32), out JubjubAffine r) || !JubjubScalar.TryFromBytes(s, out JubjubScalar scalar))
            return false;
        JubjubPoint difference = basePoint * scalar - (new JubjubPoint(r) + Decode(key) * Challenge([.. signature[..32], .. key, .. message]));
        return JubjubPoint.MultiplyByCofactor(difference).IsIdentity;
    }

    private static JubjubScalar Challenge(byte[] input)
    {
        Blake2bDigest digest = new(null, 64, null, "Zcash_RedJubjubH"u8.ToArray());
        digest.BlockUpdate(input, 0, input.Length);
        byte[] hash = new byte[64];
        digest.DoFinal(hash, 0);
        Array.Reverse(hash);
        return JubjubScalar.ReduceWide(hash);
    }

    private static JubjubPoint GroupHash(string personalisation, byte[] message)
    {
        byte[] randomBeacon = "096b36a5804bfacef1691e173c366a47ff5ba84a44f26ddd7e8d9f79d5b42df0"u8.ToArray();
        for (byte i = 0; ; i = checked((byte)(i + 1)))
        {
            Blake2sDigest digest = new(null, 32, null, Encoding.ASCII.GetBytes(personalisation));
            byte[] input = [.. randomBeacon, .. message, i], hash = new byte[32];
            digest.BlockUpdate(input, 0, input.Length);
            digest.DoFinal(hash, 0);
            if (!JubjubEncoding.TryDecompress(hash, out JubjubAffine point))
                continue;
            JubjubPoint inSubgroup = JubjubPoint.MultiplyByCofactor(new(point));
            if (!inSubgroup.IsIdentity)
                return inSubgroup;
        }
    }

    private static byte[][] Row(string file, int row) =>
        [.. Vectors.Element(Suite, file, row).EnumerateArray().Select(column => Convert.FromHexString(column.GetString()!))];

    private static JubjubScalar Scalar(byte[] littleEndian)
    {
        byte[] bigEndian = [.. littleEndian];
        Array.Reverse(bigEndian);
        return JubjubScalar.FromBytes(bigEndian);
    }

    private static JubjubPoint Decode(byte[] bytes)
    {
        Assert.True(JubjubEncoding.TryDecompress(bytes, out JubjubAffine point));
        return new(point);
    }

    private static byte[] Encode(JubjubPoint point)
    {
        byte[] bytes = new byte[JubjubEncoding.ByteLength];
        JubjubEncoding.Compress(point.ToAffine(), bytes);
        return bytes;
    }

    private static byte[] AddOrder(byte[] littleEndian)
    {
        System.Numerics.BigInteger sum = new System.Numerics.BigInteger(littleEndian, isUnsigned: true) + Curves.Jubjub.AnyJubjub.Order;
        byte[] bytes = new byte[32];
        sum.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }
}
