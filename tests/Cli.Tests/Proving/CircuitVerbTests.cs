using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Tests.Proving;

/// <summary>The verbs about circuits and keys, where nothing has to be proven.</summary>
public sealed class CircuitVerbTests
{
    [Theory]
    [InlineData("setup", "--depth", "1")]
    [InlineData("setup", "--depth", "16")]
    [InlineData("setup", "--layout", "sparse")]
    [InlineData("setup", "--chain", "mainnet")]
    [InlineData("ceremony", "finish", "users-11-compact-3-2")]
    [InlineData("prove", "1", "--send")]
    [InlineData("prove", "1", "--wallet", "prover.json")]
    [InlineData("prove", "first")]
    [InlineData("verify", "1")]
    public async Task A_command_line_that_makes_no_sense_is_refused_before_anything_is_done(params string[] arguments)
    {
        CommandRun run = await CommandRun.Of(arguments);
        Assert.Equal(ExitCode.WrongCommandLine, run.ExitCode);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("prove", "1")]
    [InlineData("verify", "1", "batch-1.proof")]
    public async Task Without_a_chain_nothing_is_proven_or_judged(params string[] arguments)
    {
        using TemporaryFolder folder = new();
        CommandRun run = await CommandRun.Of([.. arguments, "--data", folder["nothing"]]);
        Assert.Equal(ExitCode.Unavailable, run.ExitCode);
    }

    [Fact]
    public async Task Where_money_is_real_setup_makes_no_key_and_says_where_keys_come_from()
    {
        using TemporaryFolder folder = new();
        CommandRun run = await CommandRun.Of("setup", "--chain", "1", "--keys", folder["keys"]);
        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("it is not there", run.Errors, StringComparison.Ordinal);
        Assert.Contains("plimsoll ceremony", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["keys"]));
    }

    [Fact]
    public async Task A_ceremony_s_key_is_taken_over_for_a_circuit_that_there_is_and_only_whole()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("final.zkey", "zkey, but not really");
        CommandRun unknown = await CommandRun.Of("ceremony", "finish", "users-12", file, "--keys", folder["keys"]);
        Assert.Equal(ExitCode.WrongInput, unknown.ExitCode);
        string name = unknown.Errors.Split("There are ")[1].Split(',', '.')[0];
        CommandRun damaged = await CommandRun.Of("ceremony", "finish", name, file, "--keys", folder["keys"]);
        Assert.Equal(ExitCode.Refused, damaged.ExitCode);
        Assert.Contains("the file is damaged", damaged.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["keys"]));
    }
}
