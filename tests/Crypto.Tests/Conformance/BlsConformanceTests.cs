using System.Text;
using System.Text.Json;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Signatures;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>Suite bls-signatures: the proof-of-possession scheme as Ethereum's consensus clients test it.</summary>
[Trait("Category", "Conformance")]
public sealed class BlsConformanceTests
{
    private const string Suite = "bls-signatures";

    public static IEnumerable<TheoryDataRow<string, int, string>> Cases() =>
        Vectors.Rows(
            Suite,
            element => element.GetProperty("name").GetString()!,
            "aggregate.json",
            "aggregate_verify.json",
            "batch_verify.json",
            "deserialization_G1.json",
            "deserialization_G2.json",
            "fast_aggregate_verify.json",
            "hash_to_G2.json",
            "sign.json",
            "verify.json");

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public void The_scheme_gives_what_the_vector_says(string file, int position, string name)
    {
        _ = name;
        JsonElement vector = Vectors.Element(Suite, file, position), input = vector.GetProperty("input"), output = vector.GetProperty("output");
        switch (file)
        {
            case "sign.json":
                Assert.Equal(output.GetString(), Sign(input));
                break;
            case "aggregate.json":
                Assert.Equal(output.GetString(), Aggregate(input));
                break;
            case "hash_to_G2.json":
                G2Affine hash = HashToCurve.ToG2(Encoding.UTF8.GetBytes(input.GetProperty("msg").GetString()!), "QUUX-V01-CS02-with-BLS12381G2_XMD:SHA-256_SSWU_RO_"u8).ToAffine();
                Assert.Equal((ReadFq2(output.GetProperty("x")), ReadFq2(output.GetProperty("y"))), (hash.X, hash.Y));
                break;
            default:
                Assert.Equal(output.GetBoolean(), IsAccepted(file, input));
                break;
        }
    }

    private static string? Sign(JsonElement input) =>
        BlsSecretKey.TryFromBytes(Bytes(input, "privkey"), out BlsSecretKey? key) ? key.Sign(Bytes(input, "message")).ToString() : null;

    private static string? Aggregate(JsonElement input) =>
        TrySignatures(input, out BlsSignature[] signatures) && Bls.TryAggregate(signatures, out BlsSignature aggregate) ? aggregate.ToString() : null;

    private static bool IsAccepted(string file, JsonElement input) => file switch
    {
        "deserialization_G1.json" =>
            PointEncoding.TryDecompress(Bytes(input, "pubkey"), out G1Affine _),
        "deserialization_G2.json" =>
            BlsSignature.TryFromBytes(Bytes(input, "signature"), out _),
        "verify.json" =>
            BlsPublicKey.TryFromBytes(Bytes(input, "pubkey"), out BlsPublicKey key)
            && BlsSignature.TryFromBytes(Bytes(input, "signature"), out BlsSignature signature)
            && Bls.Verify(key, Bytes(input, "message"), signature),
        "fast_aggregate_verify.json" =>
            TryKeys(input, out BlsPublicKey[] keys)
            && BlsSignature.TryFromBytes(Bytes(input, "signature"), out BlsSignature signature)
            && Bls.FastAggregateVerify(keys, Bytes(input, "message"), signature),
        "aggregate_verify.json" =>
            TryKeys(input, out BlsPublicKey[] keys)
            && BlsSignature.TryFromBytes(Bytes(input, "signature"), out BlsSignature signature)
            && Bls.AggregateVerify(keys, Messages(input), signature),
        "batch_verify.json" =>
            TryKeys(input, out BlsPublicKey[] keys)
            && TrySignatures(input.GetProperty("signatures"), out BlsSignature[] signatures)
            && Bls.BatchVerify(keys, Messages(input), signatures, Factors(keys.Length)),
        _ => throw new InvalidOperationException(file),
    };

    private static bool TryKeys(JsonElement input, out BlsPublicKey[] keys)
    {
        JsonElement[] elements = [.. input.GetProperty("pubkeys").EnumerateArray()];
        keys = new BlsPublicKey[elements.Length];
        bool isValid = true;
        for (int i = 0; i < keys.Length; i++)
            isValid &= BlsPublicKey.TryFromBytes(Bytes(elements[i]), out keys[i]);
        return isValid;
    }

    private static bool TrySignatures(JsonElement list, out BlsSignature[] signatures)
    {
        JsonElement[] elements = [.. list.EnumerateArray()];
        signatures = new BlsSignature[elements.Length];
        bool isValid = true;
        for (int i = 0; i < signatures.Length; i++)
            isValid &= BlsSignature.TryFromBytes(Bytes(elements[i]), out signatures[i]);
        return isValid;
    }

    private static ReadOnlyMemory<byte>[] Messages(JsonElement input) =>
        [.. input.GetProperty("messages").EnumerateArray().Select(element => new ReadOnlyMemory<byte>(Bytes(element)))];

    private static byte[] Factors(int count) => [.. Enumerable.Range(1, count * Bls.RandomBytesPerSignature).Select(i => (byte)(i * 37))];

    private static byte[] Bytes(JsonElement input, string property) => Bytes(input.GetProperty(property));

    private static byte[] Bytes(JsonElement hex) => Primitives.Hex.Decode(hex.GetString());

    private static Fq2 ReadFq2(JsonElement element) =>
        element.GetString()!.Split(',') is [var c0, var c1] ? new(Fq.FromHex(c0), Fq.FromHex(c1)) : throw new FormatException();
}
