using System.Text.Json;
using Plimsoll.Crypto.Pairings;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>The pairing check of EIP-2537.</summary>
[Trait("Category", "Conformance")]
public sealed class Eip2537PairingTests
{
    private const string Suite = "eip2537";
    private const int PairLength = Eip2537Encoding.G1Length + Eip2537Encoding.G2Length;

    public static IEnumerable<TheoryDataRow<string, int, string>> Valid => Vectors.Rows(Suite, NameOf, "pairing_check.json");

    public static IEnumerable<TheoryDataRow<string, int, string>> Invalid => Vectors.Rows(Suite, NameOf, "fail_pairing_check.json");

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Valid))]
    public void A_product_is_one_when_the_vector_says_so(string file, int position, string name)
    {
        JsonElement vector = Vectors.Element(Suite, file, position);
        bool isOne = Check(Convert.FromHexString(vector.GetProperty("Input").GetString()!));
        Assert.True(vector.GetProperty("Expected").GetString() == (isOne ? 1 : 0).ToString("x64"), name);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Invalid))]
    public void Bad_input_is_refused(string file, int position, string name)
    {
        byte[] input = Convert.FromHexString(Vectors.Element(Suite, file, position).GetProperty("Input").GetString()!);
        Assert.True(Record.Exception(() => Check(input)) is FormatException, name);
    }

    private static string NameOf(JsonElement vector) => vector.GetProperty("Name").GetString()!;

    private static bool Check(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty || input.Length % PairLength != 0)
            throw new FormatException("One or more pairs are expected.");
        G1Affine[] p = new G1Affine[input.Length / PairLength];
        G2Affine[] q = new G2Affine[p.Length];
        for (int i = 0; i < p.Length; i++)
        {
            ReadOnlySpan<byte> pair = input.Slice(i * PairLength, PairLength);
            p[i] = Eip2537Encoding.DecodeG1(pair[..Eip2537Encoding.G1Length], checkSubgroup: true);
            q[i] = Eip2537Encoding.DecodeG2(pair[Eip2537Encoding.G1Length..], checkSubgroup: true);
        }

        return Pairing.ProductIsOne(p, q);
    }
}
