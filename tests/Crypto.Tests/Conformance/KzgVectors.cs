using System.Text.Json;
using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>Reads the values of the suite <c>kzg</c>: hexadecimal strings, or references into the table of large values.</summary>
internal static class KzgVectors
{
    public const string Suite = "kzg";

    public static IEnumerable<TheoryDataRow<string, int, string>> Rows(string operation) =>
        Vectors.Rows(Suite, element => element.GetProperty("name").GetString()!, $"{operation}.json");

    /// <summary>Runs a case: a <c>null</c> output asks for a refusal, anything else for that output.</summary>
    public static void Check(string file, int position, Func<JsonElement, JsonElement, bool> agrees)
    {
        JsonElement element = Vectors.Element(Suite, file, position), input = element.GetProperty("input"), output = element.GetProperty("output");
        if (output.ValueKind == JsonValueKind.Null)
            Assert.ThrowsAny<FormatException>(() => agrees(input, output));
        else
            Assert.True(agrees(input, output));
    }

    public static byte[] Bytes(this JsonElement value)
    {
        string text = value.GetString()!;
        if (text.StartsWith('@'))
            text = Vectors.Document(Suite, "large-values.json.gz")!.Value.GetProperty(text).GetString()!;
        return Convert.FromHexString(text.AsSpan(2));
    }

    public static T[] List<T>(this JsonElement list, Func<JsonElement, T> read) => [.. list.EnumerateArray().Select(read)];

    public static Blob Blob(this JsonElement value) => Crypto.Kzg.Blob.FromBytes(value.Bytes());

    public static Cell Cell(this JsonElement value) => Crypto.Kzg.Cell.FromBytes(value.Bytes());

    public static KzgCommitment Commitment(this JsonElement value) => KzgCommitment.FromBytes(value.Bytes());

    public static KzgProof Proof(this JsonElement value) => KzgProof.FromBytes(value.Bytes());

    public static Fr Element(this JsonElement value) => Fr.FromBytes(value.Bytes());

    public static bool Is(this JsonElement expected, ReadOnlySpan<byte> actual) => expected.Bytes().AsSpan().SequenceEqual(actual);
}
