using Plimsoll.Cli.Drills;
using Plimsoll.Devnet;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Cli.Tests.Drills;

/// <summary>Every drill on a fresh devnet, and every drill with its defence left out: there it must fail, or it shows nothing.</summary>
public sealed class DrillTests
{
    public static TheoryData<string> Names => [.. DrillBook.Names];

    [Theory, MemberData(nameof(Names))]
    public async Task With_its_defence_everybody_honest_gets_everything_out(string name)
    {
        SkipWithoutTools();
        DrillResult result = await DrillBook.Make(name).RunAsync(TestContext.Current.CancellationToken);
        Assert.True(result.Passed, string.Join('\n', result.Lines()));
        Assert.NotEmpty(result.Before.Entries);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Without_its_defence_the_drill_fails(string name)
    {
        SkipWithoutTools();
        DrillResult result = await DrillBook.Make(name, isDefended: false).RunAsync(TestContext.Current.CancellationToken);
        Assert.False(result.Passed, string.Join('\n', result.Lines()));
        Assert.False(result.Before.IsSameAs(result.After), "Somebody honest must have lost something.");
    }

    internal static void SkipWithoutTools()
    {
        Assert.SkipWhen(AnvilBinary.Missing is not null, AnvilBinary.Missing ?? "");
        Assert.SkipUnless(ContractArtifacts.AreBuilt, "The contracts were not compiled: build with Node.js 20 or newer.");
    }
}
