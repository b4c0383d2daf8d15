using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Tests.Nodes;

/// <summary>Command lines of nodes, deployments and bonds that make no sense.</summary>
public sealed class NodeCommandTests
{
    [Theory]
    [InlineData("The role batcher needs --wallet", "node", "--roles", "batcher", "--sequencer", "http://127.0.0.1:8080")]
    [InlineData("A batcher without a sequencer beside it needs --sequencer", "node", "--roles", "batcher", "--wallet", "w.json")]
    [InlineData("--sequencer is for a batcher or a prover", "node", "--roles", "sequencer,batcher", "--wallet", "w.json", "--sequencer", "http://127.0.0.1:8080")]
    [InlineData("\"bogus\" is no role", "node", "--roles", "bogus")]
    [InlineData("\"Verifier\" is no role", "node", "--roles", "Verifier")]
    [InlineData("--roles", "node", "--roles", "verifier", "--roles", "auditor")]
    [InlineData("The role sequencer needs --wallet", "node", "--roles", "sequencer")]
    [InlineData("The role prover needs --prover-wallet", "node", "--roles", "prover", "--sequencer", "http://127.0.0.1:8080")]
    [InlineData("--sequencer is for a batcher or a prover", "node", "--roles", "verifier", "--sequencer", "http://127.0.0.1:8080")]
    [InlineData("--sequencer is for a batcher or a prover", "node", "--roles", "sequencer,prover", "--wallet", "w.json", "--prover-wallet", "p.json", "--sequencer", "http://127.0.0.1:8080")]
    [InlineData("The role attester needs --attester-wallet", "node", "--roles", "attester")]
    [InlineData("The role quorum needs --quorum-wallet", "node", "--roles", "quorum", "--attester", "http://127.0.0.1:8086")]
    [InlineData("The role quorum needs --attester, or the role attester beside it", "node", "--roles", "quorum", "--quorum-wallet", "q.json")]
    [InlineData("--attester is for the role quorum", "node", "--roles", "attester", "--attester-wallet", "a.json", "--attester", "http://127.0.0.1:8086")]
    [InlineData("a wallet of its own", "node", "--roles", "attester,quorum", "--attester-wallet", "w.json", "--quorum-wallet", "w.json")]
    [InlineData("a wallet of its own", "node", "--roles", "sequencer,prover", "--wallet", "w.json", "--prover-wallet", "w.json")]
    [InlineData("is not an address with its checksum", "deploy", "p.json", "--rpc", "http://127.0.0.1:1", "--wallet", "w.json", "--sequencer", "0x70997970C51812dc3A010C7d01b50e0d17dc79c8")]
    [InlineData("BATCHES", "bond", "add", "0", "--wallet", "w.json")]
    [InlineData("twenty", "bond", "add", "twenty", "--wallet", "w.json")]
    [InlineData("--for: nobody", "bond", "add", "1", "--wallet", "w.json", "--for", "nobody")]
    [InlineData("--to: nobody", "bond", "withdraw", "--wallet", "w.json", "--to", "nobody")]
    [InlineData("nobody", "bond", "show", "nobody")]
    public async Task A_command_line_that_makes_no_sense_is_refused_with_the_reason(string reason, params string[] arguments)
    {
        CommandRun run = await CommandRun.Of(arguments);
        Assert.Equal(ExitCode.WrongCommandLine, run.ExitCode);
        Assert.Contains(reason, run.Errors, StringComparison.Ordinal);
        Assert.EndsWith($"Try: plimsoll {string.Concat(arguments.TakeWhile(it => it is "node" or "deploy" or "bond" or "add" or "withdraw" or "show").Select(it => it + " "))}--help", run.Errors.TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("\"policy\": \"single\", \"address\": \"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\"", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8")]
    [InlineData("\"policy\": \"anyone\"", "anyone")]
    public async Task A_sequencer_is_named_once(string policy, string promised)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(ExitCode.Success, (await CommandRun.Of("profile", "new", "devnet", "--out", folder["p.json"])).ExitCode);
        string text = await File.ReadAllTextAsync(folder["p.json"], TestContext.Current.CancellationToken);
        folder.Write("q.json", text.Replace("\"policy\": \"single\"", policy, StringComparison.Ordinal));
        CommandRun run = await CommandRun.Of("deploy", folder["q.json"], "--rpc", "http://127.0.0.1:1", "--wallet", folder["w.json"], "--sequencer", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
        Assert.Equal(ExitCode.WrongInput, run.ExitCode);
        Assert.Contains($"the profile says who sequences: {promised}", run.Errors, StringComparison.Ordinal);
    }
}
