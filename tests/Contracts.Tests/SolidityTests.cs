using System.Text;
using System.Text.Json;

namespace Plimsoll.Contracts.Tests;

/// <summary>Each Solidity test is a test case here; forge runs once for all of them.</summary>
public sealed class SolidityTests
{
    private static readonly Lazy<Dictionary<string, JsonElement>> s_results = new(RunAll);

    public static IEnumerable<TheoryDataRow<string>> SolidityTestNames()
    {
        if (Forge.Missing is not null)
            yield break;
        foreach (JsonProperty file in Forge.RunJson("test", "--list").EnumerateObject())
            foreach (JsonProperty contract in file.Value.EnumerateObject())
                foreach (JsonElement test in contract.Value.EnumerateArray())
                    yield return new($"{contract.Name}::{test.GetString()}");
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(SolidityTestNames))]
    public void Solidity(string test)
    {
        Assert.True(s_results.Value.TryGetValue(test, out JsonElement result), $"forge listed {test} and did not run it");
        string? status = result.GetProperty("status").GetString();
        Assert.SkipWhen(status == "Skipped", "skipped by the Solidity test itself");
        Assert.True(status == "Success", Explain(result));
    }

    [Fact]
    public void Forge_ran_every_test_that_it_listed_and_no_other()
    {
        Assert.SkipWhen(Forge.Missing is not null, Forge.Missing ?? "");
        Assert.Equal(SolidityTestNames().Select(row => row.Data).Order(), s_results.Value.Keys.Order());
    }

    [Fact]
    public void Solidity_files_are_formatted()
    {
        Assert.SkipWhen(Forge.Missing is not null, Forge.Missing ?? "");
        (int exitCode, string output, string errors) = Forge.Run("fmt", "--check");
        Assert.True(exitCode == 0, $"run 'npx forge fmt' in contracts/:\n{output}\n{errors}");
    }

    [Fact]
    public void Gas_is_as_committed()
    {
        Assert.SkipWhen(Forge.Missing is not null, Forge.Missing ?? "");
        string[] measured = [.. s_results.Value.Values.SelectMany(result => result.GetProperty("gas_snapshots").EnumerateObject()).SelectMany(Entries).Order()];
        string[] committed = [.. Forge.Snapshots().SelectMany(snapshot => Entries(snapshot)).Order()];
        string[] differences = [.. measured.Except(committed).Select(entry => $"measured {entry}"), .. committed.Except(measured).Select(entry => $"committed {entry}")];
        Assert.True(differences.Length == 0, $"if meant, run 'npx forge test --gas-snapshot-check false' in contracts/ and commit:\n{string.Join('\n', differences)}");

        static IEnumerable<string> Entries(JsonProperty group) => group.Value.EnumerateObject().Select(entry => $"{group.Name}.{entry.Name} = {entry.Value.GetString()}");
    }

    private static Dictionary<string, JsonElement> RunAll()
    {
        Dictionary<string, JsonElement> results = [];
        // With JSON as output forge does not compare gas snapshots, it writes them anew: that is left to the test above and to a person.
        foreach (JsonProperty suite in Forge.RunJson("test", "--gas-snapshot-emit", "false").EnumerateObject())
        {
            // A suite is named file:contract, a test by its signature.
            string contract = suite.Name[(suite.Name.LastIndexOf(':') + 1)..];
            foreach (JsonProperty test in suite.Value.GetProperty("test_results").EnumerateObject())
                results.Add($"{contract}::{test.Name[..test.Name.IndexOf('(', StringComparison.Ordinal)]}", test.Value);
        }

        return results;
    }

    private static string Explain(JsonElement result)
    {
        StringBuilder text = new();
        text.Append("reason: ").AppendLine(result.GetProperty("reason").ToString());
        if (result.GetProperty("counterexample") is { ValueKind: not JsonValueKind.Null } counterexample)
            text.Append("counterexample: ").AppendLine(counterexample.ToString());
        foreach (JsonElement line in result.GetProperty("decoded_logs").EnumerateArray())
            text.AppendLine(line.GetString());
        return text.ToString();
    }
}
