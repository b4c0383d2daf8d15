using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Profiles;

namespace Plimsoll.Cli.Tests.Profiles;

public sealed class ProfileRulesTests
{
    public static TheoryData<string> Presets => [.. ProfilePresets.Names];

    [Theory, MemberData(nameof(Presets))]
    public void A_preset_keeps_every_rule_and_survives_writing_and_reading(string name)
    {
        ProfileDocument preset = ProfilePresets.Get(name);
        Assert.Empty(ProfileRules.Check(preset));
        ProfileDocument read = ProfileReader.Parse(ProfileReader.Write(preset));
        Assert.Equal(ProfileReader.HashOf(preset), ProfileReader.HashOf(read));
    }

    [Theory]
    [InlineData("version", "2", "version 2 is unknown")]
    [InlineData("depth", "0", "depth")]
    [InlineData("depth", "16", "depth")]
    [InlineData("name", "\"\"", "name")]
    [InlineData("mechanism.kinds", "[\"validity\"]", "proofDeadlineSeconds must be at least 1")]
    [InlineData("mechanism.kinds", "[\"quorum\"]", "a quorum makes nothing final alone")]
    [InlineData("mechanism.kinds", "[\"optimistic\",\"validity\"]", "no single one of them makes a batch final")]
    [InlineData("mechanism.kinds", "[\"optimistic\",\"quorum\"]", "mechanism.quorum must be from 1")]
    [InlineData("mechanism.attesters", "[\"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266\"]", "where no quorum counts there are none")]
    [InlineData("mechanism.quorum", "1", "where no quorum counts there are none")]
    [InlineData("mechanism.proofDeadlineSeconds", "1", "where time alone counts there is none")]
    [InlineData("mechanism.kinds", "[\"magic\"]", "\"magic\" is no kind of proof")]
    [InlineData("mechanism.kinds", "[\"optimistic\",\"optimistic\"]", "the same kind never counts twice")]
    [InlineData("mechanism.kinds", "[]", "must name 1 to 3 kinds")]
    [InlineData("mechanism.threshold", "2", "mechanism.threshold")]
    [InlineData("mechanism.threshold", "0", "mechanism.threshold")]
    [InlineData("mechanism.challengeWindowSeconds", "0", "challengeWindowSeconds must be at least 1")]
    [InlineData("mechanism.challengeWindowSeconds", "1123201", "blobs live 18 days")]
    [InlineData("data.layout", "\"compact\"", "fraud proofs need layout \"full\"")]
    [InlineData("data.location", "\"committee\"", "fraud proofs need layout \"full\"")]
    [InlineData("batch.maxSlots", "6145", "batch.maxSlots")]
    [InlineData("batch.maxAgeSeconds", "0", "batch.maxAgeSeconds")]
    [InlineData("batch.bondWei", "\"2249999999999999999\"", "batch.bondWei")]
    [InlineData("batch.bondWei", "\"79228162514264337593543950336\"", "batch.bondWei")]
    [InlineData("queue.forcedFeeWei", "\"0\"", "queue.forcedFeeWei")]
    [InlineData("batch.bondWei", "\"1e18\"", "batch.bondWei")]
    [InlineData("batch.bondWei", "\"01\"", "batch.bondWei")]
    [InlineData("batch.bondWei", "\"-1\"", "batch.bondWei")]
    [InlineData("queue.openAfterSeconds", "1", "queue.openAfterSeconds")]
    [InlineData("queue.escapeAfterSeconds", "86400", "queue.escapeAfterSeconds must be above")]
    [InlineData("queue.maxDueItems", "6145", "queue.maxDueItems")]
    [InlineData("queue.maxOpenItems", "1", "queue.maxOpenItems")]
    [InlineData("quota.shareBasisPoints", "0", "quota.shareBasisPoints")]
    [InlineData("quota.shareBasisPoints", "10001", "quota.shareBasisPoints")]
    [InlineData("quota.floor", "\"340282366920938463463374607431768211456\"", "quota.floor")]
    [InlineData("sequencer.policy", "\"auction\"", "sequencer.policy")]
    [InlineData("sequencer.address", "\"0x1234\"", "sequencer.address")]
    [InlineData("sequencer.address", "\"0x0000000000000000000000000000000000000000\"", "sequencer.address")]
    public void One_wrong_member_is_named(string path, string value, string problem)
    {
        ProfileDocument document = ProfileReader.Parse(Changed(path, JsonNode.Parse(value)));
        Assert.Contains(ProfileRules.Check(document), found => found.Contains(problem, StringComparison.Ordinal));
    }

    /// <summary>The same for a rollup that counts proofs, by layout.</summary>
    [Theory]
    [InlineData("devnet-multi", "mechanism.threshold", "1", "no single one of them makes a batch final")]
    [InlineData("devnet-multi", "mechanism.threshold", "4", "mechanism.threshold")]
    [InlineData("devnet-multi", "mechanism.proofDeadlineSeconds", "0", "proofDeadlineSeconds must be at least 1")]
    [InlineData("devnet-multi", "mechanism.proofDeadlineSeconds", "1123181", "together must be at most")]
    [InlineData("devnet-multi", "mechanism.quorum", "4", "mechanism.quorum must be from 1")]
    [InlineData("devnet-multi", "mechanism.attesters", "[\"0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266\"]", "is not an address with its checksum")]
    [InlineData("validity", "mechanism.challengeWindowSeconds", "1", "must be 0 with layout")]
    [InlineData("validity", "batch.maxSlots", "24577", "batch.maxSlots")]
    [InlineData("validity", "mechanism.kinds", "[\"validity\",\"optimistic\"]", "fraud proofs need layout")]
    [InlineData("validity", "mechanism.kinds", "[\"quorum\"]", "leaves out what only a validity proof attests")]
    [InlineData("validity", "data.location", "\"committee\"", "data.location must be")]
    [InlineData("validity", "data.layout", "\"tiny\"", "data.layout must be")]
    public void One_wrong_member_of_a_preset_is_named(string preset, string path, string value, string problem)
    {
        ProfileDocument document = ProfileReader.Parse(Changed(path, JsonNode.Parse(value), preset: preset));
        Assert.Contains(ProfileRules.Check(document), found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("depth", null)] // missing
    [InlineData("dept", "12")] // unknown
    [InlineData("queue.forcedFee", "\"1\"")] // unknown, deeper
    [InlineData("batch", "null")]
    [InlineData("depth", "\"12\"")]
    [InlineData("depth", "12.5")]
    [InlineData("queue.inclusionDelaySeconds", "-1")]
    public void A_document_of_another_shape_is_refused(string path, string? value) =>
        Assert.Throws<JsonException>(() => ProfileReader.Parse(Changed(path, value is null ? null : JsonNode.Parse(value), remove: value is null)));

    [Fact]
    public void A_member_that_is_there_twice_is_refused()
    {
        string twice = ProfileReader.Write(ProfilePresets.Get("devnet")).Replace("\"depth\": 12,", "\"depth\": 12, \"depth\": 11,", StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => ProfileReader.Parse(twice));
    }

    [Fact]
    public void The_hash_does_not_depend_on_spaces_or_on_where_the_schema_is()
    {
        ProfileDocument preset = ProfilePresets.Get("production");
        JsonObject json = (JsonObject)JsonNode.Parse(ProfileReader.Write(preset))!;
        json["$schema"] = "profile.schema.json";
        Assert.Equal(ProfileReader.HashOf(preset), ProfileReader.HashOf(ProfileReader.Parse(json.ToJsonString())));
        Assert.NotEqual(ProfileReader.HashOf(preset), ProfileReader.HashOf(preset with { Depth = 11 }));
    }

    [Fact]
    public void The_schema_names_every_member_and_no_other()
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllText(Checkout.PathOf("src/Cli/Profiles/profile.schema.json")))!;
        JsonObject document = (JsonObject)JsonNode.Parse(ProfileReader.Write(ProfilePresets.Get("production")))!;
        Compare(schema, document, "");

        static void Compare(JsonNode schema, JsonObject document, string at)
        {
            JsonObject properties = (JsonObject)schema["properties"]!;
            Assert.False((bool)schema["additionalProperties"]!);
            Assert.Empty(document.Select(member => member.Key).Except(properties.Select(property => property.Key)));
            Assert.Equal(schema["required"]!.AsArray().Select(name => (string)name!), document.Select(member => member.Key));
            foreach ((string name, JsonNode? value) in document)
            {
                if (value is JsonObject part)
                    Compare(properties[name]!, part, $"{at}.{name}");
            }
        }
    }

    private static string Changed(string path, JsonNode? value, bool remove = false, string preset = "production")
    {
        JsonObject root = (JsonObject)JsonNode.Parse(ProfileReader.Write(ProfilePresets.Get(preset)))!;
        string[] names = path.Split('.');
        JsonObject at = names.Length == 2 ? (JsonObject)root[names[0]]! : root;
        if (remove)
            Assert.True(at.Remove(names[^1]));
        else
            at[names[^1]] = value;
        return root.ToJsonString();
    }
}
