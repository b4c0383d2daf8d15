using Plimsoll.Node.Contracts;
using Plimsoll.Node.Tests.Chain;

namespace Plimsoll.Node.Tests.Contracts;

/// <summary>A deployment's file says where everything is, or is refused.</summary>
public sealed class DeploymentTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void What_is_saved_is_loaded()
    {
        Deployment deployment = new()
        {
            ChainId = 5,
            GenesisBlock = Story.HashOf(1, 2),
            Contracts = new Dictionary<string, Address> { ["SettlementHub"] = Story.Hub },
            Tokens = [Address.Zero, Story.Coin],
            StartBlock = 9,
        };
        Assert.False(deployment.IsComplete);
        (deployment with { Contracts = new Dictionary<string, Address>(deployment.Contracts) { ["Rollup"] = Story.Rollup } }).Save(_file);
        Deployment loaded = Deployment.Load(_file)!;
        Assert.True(loaded.IsComplete);
        Assert.Equal((Story.Rollup, Story.Hub, 9UL), (loaded.Rollup, loaded.Hub, loaded.StartBlock));
        Assert.Equal(deployment.Tokens, loaded.Tokens);
        Assert.Null(Deployment.Load(_file + ".absent"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"chainId":-1,"genesisBlock":"0x00","contracts":{},"tokens":[],"startBlock":0}""")]
    [InlineData("""{"chainId":1,"genesisBlock":5,"contracts":{},"tokens":[],"startBlock":0}""")]
    public void Anything_else_is_refused(string text)
    {
        File.WriteAllText(_file, text);
        Assert.Throws<FormatException>(() => Deployment.Load(_file));
    }

    public void Dispose() => File.Delete(_file);
}
