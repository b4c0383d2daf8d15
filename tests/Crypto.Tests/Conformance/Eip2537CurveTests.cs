using System.Text.Json;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>Suite eip2537: additions, multiples, sums of multiples and maps, valid and invalid.</summary>
[Trait("Category", "Conformance")]
public sealed class Eip2537CurveTests
{
    private const string Suite = "eip2537", Refused = "fail_";

    private delegate byte[] Operation(ReadOnlySpan<byte> input);

    private static readonly Dictionary<string, Operation> s_operations = new()
    {
        ["g1_add.json"] = Eip2537Operations.AddG1,
        ["g2_add.json"] = Eip2537Operations.AddG2,
        ["g1_mul.json"] = Eip2537Operations.MultiplyG1,
        ["g2_mul.json"] = Eip2537Operations.MultiplyG2,
        ["g1_msm.json.gz"] = Eip2537Operations.MultiplyAndAddG1,
        ["g2_msm.json.gz"] = Eip2537Operations.MultiplyAndAddG2,
        ["map_fp_to_g1.json"] = Eip2537Operations.MapFqToG1,
        ["map_fp2_to_g2.json"] = Eip2537Operations.MapFq2ToG2,
    };

    public static IEnumerable<TheoryDataRow<string, int, string>> Cases() =>
        Vectors.Rows(Suite, element => element.GetProperty("Name").GetString()!, [.. s_operations.Keys, .. s_operations.Keys.Select(key => Refused + key.Replace(".gz", "", StringComparison.Ordinal))]);

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public void The_precompile_gives_what_the_vector_says(string file, int position, string name)
    {
        _ = name;
        JsonElement vector = Vectors.Element(Suite, file, position);
        byte[] input = Convert.FromHexString(vector.GetProperty("Input").GetString()!);
        if (file.StartsWith(Refused, StringComparison.Ordinal))
            Assert.Throws<FormatException>(() => s_operations.Single(operation => operation.Key.StartsWith(file[Refused.Length..], StringComparison.Ordinal)).Value(input));
        else
            Assert.Equal(vector.GetProperty("Expected").GetString(), Convert.ToHexStringLower(s_operations[file](input)));
    }
}
