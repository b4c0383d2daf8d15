using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string> Commands => [.. Walk(new Root(), []).Select(entry => string.Join(' ', entry.Path))];

    [Theory]
    [InlineData(2)]
    [InlineData(2, "bogus")]
    [InlineData(2, "profile", "new", "testnet")]
    [InlineData(2, "profile", "explain")]
    [InlineData(2, "profile", "new", "devnet", "--bogus")]
    [InlineData(2, "wallet", "devnet", "minus-one", "w.json")]
    [InlineData(2, "wallet", "show", "w.json", "--chain", "1")]
    [InlineData(4, "profile", "explain", "no-such-file.json")]
    [InlineData(4, "wallet", "show", "no-such-file.json")]
    public async Task A_command_that_cannot_be_done_says_why_and_ends_with_its_code(int expected, params string[] arguments)
    {
        CommandRun run = await CommandRun.Of(arguments);
        Assert.Equal(expected, (int)run.ExitCode);
        Assert.StartsWith("plimsoll: ", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task With_json_an_error_is_json_as_well()
    {
        CommandRun run = await CommandRun.Of("profile", "explain", "no-such-file.json", "--json");
        JsonNode error = JsonNode.Parse(run.Errors)!["error"]!;
        Assert.Equal((4, "unavailable"), ((int)error["code"]!, (string)error["name"]!));
        Assert.NotNull(error["remedy"]);
    }

    [Fact]
    public async Task Every_problem_of_a_profile_is_said_at_once()
    {
        using TemporaryFolder folder = new();
        CommandRun written = await CommandRun.Of("profile", "new", "production", "--out", folder["p.json"]);
        Assert.Equal(ExitCode.Success, written.ExitCode);
        Assert.True((bool)(await CommandRun.Of("profile", "validate", folder["p.json"], "--json")).Json["valid"]!);
        string text = await File.ReadAllTextAsync(folder["p.json"], TestContext.Current.CancellationToken);
        folder.Write("q.json", text.Replace("\"depth\": 12", "\"depth\": 99", StringComparison.Ordinal).Replace("\"optimistic\"", "\"validity\"", StringComparison.Ordinal));
        CommandRun judged = await CommandRun.Of("profile", "validate", folder["q.json"], "--json");
        Assert.Equal(ExitCode.WrongInput, judged.ExitCode);
        Assert.Equal(2, judged.Json["problems"]!.AsArray().Count);
        Assert.Equal(ExitCode.WrongInput, (await CommandRun.Of("profile", "explain", folder["q.json"])).ExitCode);
    }

    [Fact]
    public async Task An_explanation_says_cost_exits_and_trust()
    {
        using TemporaryFolder folder = new();
        await CommandRun.Of("profile", "new", "devnet", "--out", folder["p.json"]);
        CommandRun run = await CommandRun.Of("profile", "explain", folder["p.json"]);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.All((string[])["What it costs", "How long money takes to leave", "T_max", "Whom it trusts"], part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
    }

    /// <summary>The help of every command is committed text: a change of the surface is a change of this file. To accept one: PLIMSOLL_ACCEPT=1.</summary>
    [Fact]
    public async Task Help_is_what_is_committed()
    {
        System.Text.StringBuilder text = new();
        foreach ((string[] path, _) in Walk(new Root(), []))
        {
            CommandRun run = await CommandRun.Of([.. path, "--help"]);
            Assert.Equal(ExitCode.Success, run.ExitCode);
            text.Append($"# plimsoll {string.Join(' ', path)}\n{run.Output.ReplaceLineEndings("\n")}\n");
        }

        string file = Checkout.PathOf("tests/Cli.Tests/help.txt");
        if (Environment.GetEnvironmentVariable("PLIMSOLL_ACCEPT") == "1")
            await File.WriteAllTextAsync(file, text.ToString(), TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), text.ToString());
    }

    [Theory, MemberData(nameof(Commands))]
    public void A_command_that_does_something_answers_in_json_and_has_an_example_that_parses(string path)
    {
        Command command = path.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate((Command)new Root(), (at, name) => at.Subcommands.Single(sub => sub.Name == name));
        if (command.Subcommands.Count > 0)
            return;
        Verb verb = Assert.IsType<Verb>(command, exactMatch: false);
        Assert.Contains(command.Options, option => option.Name == "--json");
        Assert.NotEmpty(verb.Examples);
        Assert.All(verb.Examples, example => Assert.Empty(new Root().Parse(example).Errors));
    }

    private static IEnumerable<(string[] Path, Command Command)> Walk(Command command, string[] path) =>
        command.Subcommands.SelectMany(sub => Walk(sub, [.. path, sub.Name])).Prepend((path, command));
}
