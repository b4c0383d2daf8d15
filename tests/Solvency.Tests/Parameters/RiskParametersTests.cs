using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Primitives;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Tests.Parameters;

public sealed class RiskParametersTests
{
    [Fact]
    public void Each_number_has_a_source_or_the_word_assumption() =>
        Assert.All(RiskParameters.Default.All, parameter => Assert.True(parameter.Source == "assumption" || parameter.Source.Length > 5, parameter.Id));

    [Fact]
    public void Each_number_is_used()
    {
        string[] composed = ["hazard.", "multiplier.", "clock.", "prior.canonical.", "prior.bridge."];
        string code = string.Concat(Directory.EnumerateFiles(Checkout.PathOf("src", "Solvency"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(RiskParameters.Default.All.Where(parameter => !composed.Any(parameter.Id.StartsWith)), parameter => Assert.Contains($"\"{parameter.Id}\"", code));
    }

    [Fact]
    public void The_split_of_the_anchor_adds_up() =>
        Assert.Equal(0.005, FailureModes.All.Where(mode => FailureModes.IsLoss(mode) && mode != FailureMode.TokenBridge)
            .Sum(mode => RiskParameters.Default.Hazard(mode).Value), 1e-15);

    [Fact]
    public void White_space_and_order_do_not_change_the_id()
    {
        JsonObject document = Document(), reversed = [];
        foreach ((string name, JsonNode? value) in document.Reverse().ToArray())
        {
            document.Remove(name);
            reversed.Add(name, value);
        }

        Assert.Equal(RiskParameters.Default.Id, Load(reversed).Id);
    }

    [Fact]
    public void Another_number_or_another_source_is_another_id()
    {
        Bytes32 first = Load(Changed(document => Entry(document, "market.z")["value"] = 2.338)).Id,
            second = Load(Changed(document => Entry(document, "market.z")["source"] = "another")).Id;
        Assert.Equal(3, new HashSet<Bytes32> { RiskParameters.Default.Id, first, second }.Count);
    }

    public static TheoryData<string, Action<JsonObject>> Refusals => new()
    {
        { "$.parameters.lgd.haircut.value is expected to be at most 1.", document => Entry(document, "lgd.haircut")["value"] = 1.5 },
        { "$.parameters.lgd.haircut.unit is expected to be", document => Entry(document, "lgd.haircut")["unit"] = "per year" },
        { "$.parameters.lgd.haircut.source is missing.", document => Entry(document, "lgd.haircut").Remove("source") },
        { "$.parameters.lgd.haircut is missing.", document => document["parameters"]!.AsObject().Remove("lgd.haircut") },
        { "$.parameters.lgd.more is not known.", document => document["parameters"]!.AsObject().Add("lgd.more", Entry(document, "lgd.haircut").DeepClone()) },
        { "$.parameters.market.z.value is expected to be above 0.", document => Entry(document, "market.z")["value"] = 0 },
        { "$.parameters.market.z.value is expected to be of type number.", document => Entry(document, "market.z")["value"] = "2.3" },
        { "$.parameters.multiplier.young.modes[0] is expected to be one of", document =>
            Entry(document, "multiplier.young")["modes"] = new JsonArray("no-such-mode") },
        { "$.parameters.multiplier.young.modes is expected to have at least 1 items.", document => Entry(document, "multiplier.young")["modes"] = new JsonArray() },
        { "$.version is expected to be 1.", document => document["version"] = 2 },
        { "regime.amber = 500 is above regime.red = 400.", document => Entry(document, "regime.amber")["value"] = 500 },
        { "clock.batch.amber = 90000 is above clock.batch.red", document => Entry(document, "clock.batch.amber")["value"] = 90_000 },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void A_document_that_cannot_be_meant_is_refused_with_its_place(string message, Action<JsonObject> change) =>
        Assert.Contains(message, Assert.Throws<ParametersException>(() => Load(Changed(change))).Message);

    [Theory]
    [InlineData("\"value\": 0.85", "\"value\": 8.5e-1")]
    [InlineData("\"value\": 0.85", "\"value\": 0.850")]
    [InlineData("\"value\": 0.85", "\"value\": -0.0")]
    [InlineData("\"version\": 1", "\"version\": 1, \"version\": 1")]
    [InlineData("\"version\": 1", "\"version\": 1,")]
    [InlineData("\"plimsoll-", "\"\\ud800")]
    public void A_document_with_two_readings_is_refused(string text, string other)
    {
        string document = Encoding.UTF8.GetString(RiskParameters.DefaultDocument());
        Assert.Contains(text, document);
        Assert.Throws<ParametersException>(() => RiskParameters.Load(Encoding.UTF8.GetBytes(document.Replace(text, other, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_document_that_is_too_long_is_not_read() => Assert.Throws<ParametersException>(() => RiskParameters.Load(new byte[RiskParameters.MaxBytes + 1]));

    [Fact]
    public void The_canonical_form_is_the_one_of_the_specification()
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse("{ \"b\": [1, -0.5, true, null, {}], \"a\": \"\\u00e9\\n\\\"\\\\/\" }");
        Assert.Equal("{\"a\":\"é\\u000a\\\"\\\\/\",\"b\":[1,-0.5,true,null,{}]}", Encoding.UTF8.GetString(CanonicalJson.Write(document.RootElement)));
    }

    private static JsonObject Document() => JsonNode.Parse(RiskParameters.DefaultDocument())!.AsObject();

    private static JsonObject Entry(JsonObject document, string id) => document["parameters"]![id]!.AsObject();

    private static JsonObject Changed(Action<JsonObject> change)
    {
        JsonObject document = Document();
        change(document);
        return document;
    }

    private static RiskParameters Load(JsonObject document) => RiskParameters.Load(Encoding.UTF8.GetBytes(document.ToJsonString()));
}
