using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Tests.Profiles;

/// <summary>What people read of a profile before they bring money.</summary>
public sealed class ProfileExplanationTests
{
    [Theory]
    [InlineData("devnet-quorum", "2 of 3 named attesters, not to sign what is wrong, and to sign what is right: without them nothing becomes final, and each batch can be removed after 30 min")]
    [InlineData("devnet-multi", "2 of 3 named attesters, not to sign what is wrong")] // a proof and time go on without them
    public async Task It_says_what_attesters_are_trusted_with(string preset, string trust)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(ExitCode.Success, (await CommandRun.Of("profile", "new", preset, "--out", folder["p.json"])).ExitCode);
        CommandRun run = await CommandRun.Of("profile", "explain", folder["p.json"]);
        Assert.Contains($"  - {trust}\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
