using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Cli.Auditing;
using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Tests.Auditing;

/// <summary>The list of rollups that an auditor is given: what is read, what is refused, and that its schema says the same.</summary>
public sealed class AuditConfigTests
{
    private const string Address = "0x5fbdb2315678afecb367f032d93f642f64180aa3";

    private static readonly string s_valid = $$"""
        {
          "$schema": "audit.schema.json", "version": 1, "rpc": "http://127.0.0.1:8545",
          "rollups": [
            { "stack": "op-stack", "name": "One", "startBlock": 7, "portal": "{{Address}}", "disputeGameFactory": "{{Address}}", "tokens": [{ "l1": "{{Address}}", "l2": "{{Address}}" }] },
            { "startBlock": 0, "rollup": "{{Address}}", "stack": "plimsoll", "oracle": "{{Address}}" }
          ]
        }
        """;

    [Fact]
    public void Rollups_of_both_stacks_are_read_wherever_the_stack_stands()
    {
        AuditConfig config = Read(s_valid);
        Assert.Equal(("One", 7UL, 2UL), config.Rollups[0] is OpStackEntry one ? (one.Name, one.StartBlock, one.BlockSeconds) : default);
        Assert.Equal(Address, Assert.IsType<PlimsollEntry>(config.Rollups[1]).Oracle);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2")]
    [InlineData("\"stack\": \"op-stack\"", "\"stack\": \"arbitrum\"")]
    [InlineData("\"stack\": \"op-stack\", ", "")]
    [InlineData("\"startBlock\": 7", "\"startBlock\": -7")]
    [InlineData("\"startBlock\": 7, ", "")]
    [InlineData("\"name\": \"One\"", "\"nom\": \"One\"")]
    [InlineData("\"name\": \"One\"", "\"name\": \"One\", \"name\": \"Two\"")]
    [InlineData("\"l1\": ", "\"l0\": ")]
    [InlineData("\"rollups\": [", "\"rolups\": [")]
    [InlineData("{", "[")]
    public void One_thing_wrong_is_refused(string right, string wrong)
    {
        int at = s_valid.IndexOf(right, StringComparison.Ordinal);
        CommandException refused = Assert.Throws<CommandException>(() => Read(string.Concat(s_valid.AsSpan(0, at), wrong, s_valid.AsSpan(at + right.Length))));
        Assert.Equal(ExitCode.WrongInput, refused.ExitCode);
    }

    [Theory]
    [InlineData(true, "audit --config rollups.json --oracle-wallet w.json --publish")]
    [InlineData(true, "audit --oracle 0x5fbdb2315678afecb367f032d93f642f64180aa3 --oracle-wallet w.json --publish")]
    [InlineData(false, "audit --config rollups.json --publish")] // nobody would sign
    [InlineData(false, "audit --config rollups.json --oracle-wallet w.json --publish --once")]
    [InlineData(false, "audit --config rollups.json --oracle 0x5fbdb2315678afecb367f032d93f642f64180aa3 --oracle-wallet w.json")] // the document names them
    [InlineData(false, "audit --oracle-wallet w.json --publish")]
    [InlineData(false, "audit --oracle 0x5fbd --oracle-wallet w.json")]
    public void Who_publishes_signs_and_names_an_oracle(bool isRight, string line) => Assert.Equal(isRight, new Root().Parse(line).Errors.Count == 0);

    [Fact]
    public void An_empty_list_and_a_file_that_is_not_there_are_refused()
    {
        Assert.Throws<CommandException>(() => Read("""{ "version": 1, "rpc": "http://127.0.0.1:8545", "rollups": [] }"""));
        Assert.Equal(ExitCode.Unavailable, Assert.Throws<CommandException>(() => AuditConfig.Read("no-such-file.json")).ExitCode);
    }

    [Fact]
    public void The_schema_names_every_member_and_no_other()
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllText(Checkout.PathOf("src/Cli/Auditing/audit.schema.json")))!;
        Compare(schema, typeof(AuditConfig), []);
        Compare(schema["$defs"]!["op-stack"]!, typeof(OpStackEntry), ["stack"]);
        Compare(schema["$defs"]!["plimsoll"]!, typeof(PlimsollEntry), ["stack"]);

        static void Compare(JsonNode schema, Type type, string[] besides)
        {
            JsonTypeInfo members = new JsonSerializerOptions(Terminal.JsonOptions) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(type);
            Assert.False((bool)schema["additionalProperties"]!);
            Assert.Equal(members.Properties.Select(member => member.Name).Concat(besides).Order(), ((JsonObject)schema["properties"]!).Select(member => member.Key).Order());
            Assert.Equal(members.Properties.Where(member => member.IsRequired).Select(member => member.Name).Concat(besides).Order(), schema["required"]!.AsArray().Select(name => (string)name!).Order());
        }
    }

    private static AuditConfig Read(string json)
    {
        using TemporaryFolder folder = new();
        folder.Write("rollups.json", json);
        return AuditConfig.Read(folder["rollups.json"]);
    }
}
