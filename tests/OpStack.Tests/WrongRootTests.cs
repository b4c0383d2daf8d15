using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.EndToEnd;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>A game about a wrong root and a withdrawal that never was, on the OP Stack's own contracts: what an auditor of such a rollup must see.</summary>
public sealed class WrongRootTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const ulong ChallengerWins = 1;
    private const ulong DefenderWins = 2;
    private const ulong WrongBlock = 1_000;

    private static readonly PrivateKey s_deployer = PrivateKey.Parse(AnvilAccounts.Keys[9]);
    private static readonly Address s_thief = Address.Parse("0x00000000000000000000000000000000000071ef");
    private static readonly UInt256 s_escrow = UInt256.Parse("100000000000000000000");
    private static readonly UInt256 s_stolen = UInt256.Parse("60000000000000000000");

    [Fact]
    public async Task A_wrong_root_that_nobody_challenges_pays_out_what_was_never_owed()
    {
        (EthereumClient node, OpStackChain chain, ForgedWithdrawal forged) = await StartAsync();
        UInt256 before = await node.GetBalanceAsync(s_thief, BlockReference.Latest, Cancellation);
        DeployedContract game = await chain.ProposeAsync(forged.OutputRoot, WrongBlock, Cancellation);
        AbiRecord listed = await chain.Factory.CallAsync("gameAtIndex", [0], Cancellation);
        Assert.Equal(game.Address, listed[2].ToAddress());
        Assert.Equal(WrongBlock, (await game.CallAsync("l2BlockNumber", [], Cancellation))[0].ToUInt64());

        await chain.PassAsync(12, Cancellation);
        TransactionReceipt proven = await OpStackChain.SucceedAsync(chain.Portal.SendAsync("proveWithdrawalTransaction", forged.ProofFor(0), Cancellation));
        AbiEvent named = chain.Portal.Abi.Event("WithdrawalProven");
        Log log = Assert.Single(proven.Logs, log => named.Matches([.. log.Topics]));
        Assert.Equal(forged.Hash, named.Decode([.. log.Topics], log.Data.Span)["withdrawalHash"].ToBytes32());
        await RefusesAsync(chain, forged, "OptimismPortal: proven withdrawal has not matured yet");

        await chain.PassAsync(OpStackChain.MaxClock, Cancellation);
        await ResolveAsync(game, 0);
        Assert.Equal(DefenderWins, (await game.CallAsync("status", [], Cancellation))[0].ToUInt64());
        await chain.PassAsync(OpStackChain.ProofMaturity, Cancellation);
        await OpStackChain.SucceedAsync(chain.Portal.SendAsync("finalizeWithdrawalTransaction", [forged.Transaction], Cancellation));
        Assert.Equal(before + s_stolen, await node.GetBalanceAsync(s_thief, BlockReference.Latest, Cancellation));
        Assert.Equal(s_escrow - s_stolen, await node.GetBalanceAsync(chain.Portal.Address, BlockReference.Latest, Cancellation));
    }

    [Fact]
    public async Task A_wrong_root_that_is_challenged_pays_nothing()
    {
        (EthereumClient node, OpStackChain chain, ForgedWithdrawal forged) = await StartAsync();
        DeployedContract game = await chain.ProposeAsync(forged.OutputRoot, WrongBlock, Cancellation);
        await chain.PassAsync(12, Cancellation);
        await OpStackChain.SucceedAsync(chain.Portal.SendAsync("proveWithdrawalTransaction", forged.ProofFor(0), Cancellation));

        UInt256 leftChild = 2; // the position below the root claim, to its left
        UInt256 bond = (await game.CallAsync("getRequiredBond", [leftChild], Cancellation))[0].ToUInt256();
        Bytes32 counter = Bytes32.Parse("0x" + new string('7', 64));
        await OpStackChain.SucceedAsync(game.SendAsync("attack", [forged.OutputRoot, 0, counter], Cancellation, bond));
        await chain.PassAsync(OpStackChain.MaxClock, Cancellation);
        await OpStackChain.SucceedAsync(game.SendAsync("resolveClaim", [1, 0], Cancellation));
        await ResolveAsync(game, 0);
        Assert.Equal(ChallengerWins, (await game.CallAsync("status", [], Cancellation))[0].ToUInt64());
        await chain.PassAsync(OpStackChain.ProofMaturity, Cancellation);
        await RefusesAsync(chain, forged, "OptimismPortal: output proposal has not been validated");
        Assert.Equal(s_escrow, await node.GetBalanceAsync(chain.Portal.Address, BlockReference.Latest, Cancellation));
    }

    [Fact]
    public async Task A_withdrawal_that_is_not_under_the_proposed_root_cannot_be_proven()
    {
        (_, OpStackChain chain, ForgedWithdrawal forged) = await StartAsync();
        ForgedWithdrawal other = new(s_thief, s_stolen + 1);
        await chain.ProposeAsync(forged.OutputRoot, WrongBlock, Cancellation);
        await chain.PassAsync(12, Cancellation);
        Assert.Equal(
            new RevertReason.Message("OptimismPortal: invalid output root proof"),
            await chain.Portal.RefusalAsync("proveWithdrawalTransaction", other.ProofFor(0), Cancellation));
        AbiValue[] mixed = [other.Transaction, 0, forged.OutputRootProof, AbiValue.Of([forged.Leaf])];
        Assert.IsNotType<RevertReason.Silent>(await chain.Portal.RefusalAsync("proveWithdrawalTransaction", mixed, Cancellation));
    }

    private async Task<(EthereumClient Node, OpStackChain Chain, ForgedWithdrawal Forged)> StartAsync()
    {
        EthereumClient node = new(Client);
        OpStackChain chain = await OpStackChain.DeployAsync(node, s_deployer, Cancellation);
        await OpStackChain.SucceedAsync(chain.Portal.SendAsync("donateETH", [], Cancellation, s_escrow));
        return (node, chain, new(s_thief, s_stolen));
    }

    private static async Task ResolveAsync(DeployedContract game, ulong claim)
    {
        await OpStackChain.SucceedAsync(game.SendAsync("resolveClaim", [claim, 0], Cancellation));
        await OpStackChain.SucceedAsync(game.SendAsync("resolve", [], Cancellation));
    }

    private static async Task RefusesAsync(OpStackChain chain, ForgedWithdrawal forged, string reason) =>
        Assert.Equal(
            new RevertReason.Message(reason),
            await chain.Portal.RefusalAsync("finalizeWithdrawalTransaction", [forged.Transaction], Cancellation));
}
