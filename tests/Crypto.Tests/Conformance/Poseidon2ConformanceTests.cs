using System.Text.Json;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Tools.Poseidon2;

namespace Plimsoll.Crypto.Tests.Conformance;

[Trait("Category", "Conformance")]
public sealed class Poseidon2ConformanceTests
{
    private const string Suite = "poseidon2";

    public static IEnumerable<TheoryDataRow<string, int, string>> KnownAnswers() =>
        Vectors.Rows(Suite, element => $"t = {element.GetProperty("t")}", "known_answers.json");

    public static IEnumerable<TheoryDataRow<int>> Widths()
    {
        foreach (int width in (int[])[2, 3, 4])
        {
            if (Vectors.Find(Suite, File(width)) is not null)
                yield return new(width);
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(KnownAnswers))]
    public void The_permutation_gives_the_known_answer(string file, int position, string name)
    {
        JsonElement element = Vectors.Element(Suite, file, position);
        Fr[] state = Elements(element.GetProperty("input"));
        Poseidon2.Permute(state);
        Assert.True(Elements(element.GetProperty("output")).AsSpan().SequenceEqual(state), name);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Widths))]
    public void The_generator_gives_the_published_parameters(int width)
    {
        JsonElement published = Vectors.Document(Suite, File(width))!.Value;
        Instance instance = Instance.Generate(width);
        Assert.Equal(Instance.FullRounds, published.GetProperty("full_rounds").GetInt32());
        Assert.Equal(Instance.PartialRounds, published.GetProperty("partial_rounds").GetInt32());
        // A partial round has one constant; the published rows are filled up with zeros.
        Assert.Equal(
            published.GetProperty("round_constants").EnumerateArray().Select(row => string.Join(' ', row.EnumerateArray())),
            instance.RoundConstants.Select(row => string.Join(' ', Enumerable.Range(0, width).Select(i => $"0x{(i < row.Count ? row[i] : 0):x64}"))));
        Assert.Equal(
            published.GetProperty("internal_diagonal_minus_1").EnumerateArray().Select(entry => entry.GetString()),
            instance.DiagonalMinusOne.Select(entry => $"0x{entry:x64}"));
    }

    private static string File(int width) => $"bls12_381_fr_t{width}.json";

    private static Fr[] Elements(JsonElement array) => [.. array.EnumerateArray().Select(item => Fr.FromHex(item.GetString()))];
}
