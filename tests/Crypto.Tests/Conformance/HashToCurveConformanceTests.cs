using System.Text;
using System.Text.Json;
using Plimsoll.Crypto.Hashing;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>Suite hash-to-curve: RFC 9380's vectors for expand_message_xmd and for the four suites of BLS12-381.</summary>
[Trait("Category", "Conformance")]
public sealed class HashToCurveConformanceTests
{
    private const string Suite = "hash-to-curve";

    public static IEnumerable<TheoryDataRow<string, int, string>> ExpansionCases() =>
        Rows("tests", test => test.GetProperty("len_in_bytes").GetString() + " " + Shorten(test), "expand_message_xmd_SHA256_38.json", "expand_message_xmd_SHA256_256.json");

    public static IEnumerable<TheoryDataRow<string, int, string>> CurveCases() =>
        Rows(
            "vectors",
            Shorten,
            "BLS12381G1_XMD_SHA-256_SSWU_RO_.json",
            "BLS12381G1_XMD_SHA-256_SSWU_NU_.json",
            "BLS12381G2_XMD_SHA-256_SSWU_RO_.json",
            "BLS12381G2_XMD_SHA-256_SSWU_NU_.json");

    [Theory(SkipTestWithoutData = true), MemberData(nameof(ExpansionCases))]
    public void A_message_is_expanded(string file, int position, string name)
    {
        _ = name;
        JsonElement document = Vectors.Document(Suite, file)!.Value, test = document.GetProperty("tests")[position];
        byte[] output = new byte[Convert.ToInt32(test.GetProperty("len_in_bytes").GetString(), 16)];
        ExpandMessage.Xmd(Utf8(test, "msg"), Utf8(document, "DST"), output);
        Assert.Equal(test.GetProperty("uniform_bytes").GetString(), Convert.ToHexStringLower(output));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(CurveCases))]
    public void A_message_is_hashed_to_the_curve(string file, int position, string name)
    {
        _ = name;
        JsonElement document = Vectors.Document(Suite, file)!.Value, vector = document.GetProperty("vectors")[position];
        byte[] message = Utf8(vector, "msg"), tag = Utf8(document, "dst");
        bool isUniform = document.GetProperty("randomOracle").GetBoolean();
        string[] candidates = isUniform ? ["Q0", "Q1"] : ["Q"];
        if (document.GetProperty("curve").GetString() == "BLS12-381 G1")
        {
            Fq[] u = new Fq[candidates.Length];
            HashToField.Fill(message, tag, u);
            for (int i = 0; i < u.Length; i++)
            {
                Assert.Equal(ReadFq(vector.GetProperty("u")[i]), u[i]);
                Assert.Equal(ReadG1(vector.GetProperty(candidates[i])), HashToCurve.MapToCurve(u[i]).ToAffine());
            }

            G1Projective p = isUniform ? HashToCurve.ToG1(message, tag) : HashToCurve.ToG1NonUniform(message, tag);
            Assert.Equal(ReadG1(vector.GetProperty("P")), p.ToAffine());
        }
        else
        {
            Fq2[] u = new Fq2[candidates.Length];
            HashToField.Fill(message, tag, u);
            for (int i = 0; i < u.Length; i++)
            {
                Assert.Equal(ReadFq2(vector.GetProperty("u")[i]), u[i]);
                Assert.Equal(ReadG2(vector.GetProperty(candidates[i])), HashToCurve.MapToCurve(u[i]).ToAffine());
            }

            G2Projective p = isUniform ? HashToCurve.ToG2(message, tag) : HashToCurve.ToG2NonUniform(message, tag);
            Assert.Equal(ReadG2(vector.GetProperty("P")), p.ToAffine());
        }
    }

    private static IEnumerable<TheoryDataRow<string, int, string>> Rows(string list, Func<JsonElement, string> nameOf, params string[] files)
    {
        foreach (string file in files)
        {
            if (Vectors.Document(Suite, file) is not { } document)
            {
                yield return Vectors.Absent(Suite, file);
                continue;
            }

            int count = 0;
            foreach (JsonElement element in document.GetProperty(list).EnumerateArray())
                yield return new(file, count++, nameOf(element));
        }
    }

    private static string Shorten(JsonElement vector) => vector.GetProperty("msg").GetString() is var message && message!.Length > 20 ? message[..20] : message;

    private static byte[] Utf8(JsonElement element, string property) => Encoding.UTF8.GetBytes(element.GetProperty(property).GetString()!);

    private static G1Affine ReadG1(JsonElement point) => new(ReadFq(point.GetProperty("x")), ReadFq(point.GetProperty("y")));

    private static G2Affine ReadG2(JsonElement point) => new(ReadFq2(point.GetProperty("x")), ReadFq2(point.GetProperty("y")));

    private static Fq ReadFq(JsonElement element) => Fq.FromHex(element.GetString());

    private static Fq2 ReadFq2(JsonElement element) =>
        element.GetString()!.Split(',') is [var c0, var c1] ? new(Fq.FromHex(c0), Fq.FromHex(c1)) : throw new FormatException();
}
