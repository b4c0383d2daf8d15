using Plimsoll.Cli.Lives;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Devnets;

/// <content>Money on L1: bonds, deposits, forced operations, balances.</content>
internal sealed partial class DevnetHost
{
    private const ulong FeeAccountDeposit = 1;

    private static readonly AbiFunction s_balanceOf = AbiFunction.Parse("function balanceOf(address owner) returns (uint256)");
    private static readonly AbiFunction s_mint = AbiFunction.Parse("function mint(address to, uint256 amount)");
    private static readonly AbiFunction s_approve = AbiFunction.Parse("function approve(address spender, uint256 amount) returns (bool)");

    /// <summary>Brings money in for its owner, with the owner's key; test tokens are minted first.</summary>
    public async Task DepositAsync(Trader trader, byte token, UInt128 amount, GasLog gas, CancellationToken cancellationToken)
    {
        Person person = trader.Person;
        UInt256 value = Amounts.Widen(amount);
        Address contract = Deployment.Tokens[token];
        if (token != Ether)
        {
            Address vault = await Hub.GetVaultAsync(contract, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
            await person.Sender.CallAsync("mint", contract, s_mint.EncodeCall(person.Address, value), default, cancellationToken).ConfigureAwait(false);
            await person.Sender.CallAsync("approve", contract, s_approve.EncodeCall(vault, value), default, cancellationToken).ConfigureAwait(false);
        }

        byte[] call = RollupCalls.Deposit(token, value, person.Address, uint.MaxValue, trader.Key.Published);
        TransactionReceipt receipt = await person.Sender.CallAsync("deposit", Rollup.Address, call, token == Ether ? value : default, cancellationToken).ConfigureAwait(false);
        gas.Add(token == Ether ? "deposit of ETH" : "deposit of an ERC-20", receipt);
    }

    /// <summary>Queues a forced operation, paying what it costs now.</summary>
    public async Task ForceAsync(Trader trader, byte[] call, string kind, GasLog gas, CancellationToken cancellationToken)
    {
        UInt256 fee = await Rollup.GetForcedFeeAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        gas.Add(kind, await trader.Person.Sender.CallAsync(kind, Rollup.Address, call, fee + fee, cancellationToken).ConfigureAwait(false)); // the rest comes back
    }

    public async Task<UInt128> BalanceAsync(Address owner, byte token, CancellationToken cancellationToken)
    {
        if (token == Ether)
            return Amounts.Narrow(await Chain.Node.GetBalanceAsync(owner, BlockReference.Latest, cancellationToken).ConfigureAwait(false));
        byte[] answer = await Chain.Node.CallAsync(new(Deployment.Tokens[token], s_balanceOf.EncodeCall(owner)), BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        return Amounts.Narrow(s_balanceOf.DecodeResult(answer)[0].ToUInt256());
    }

    private async Task BondAsync(CancellationToken cancellationToken)
    {
        Person @operator = Operator.Person;
        UInt256 wanted = Amounts.Widen(Identity.Profile.Bond * BondedBatches);
        (UInt256 total, _) = await Rollup.GetBondAsync(@operator.Address, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        if (total < wanted)
            await @operator.Sender.CallAsync("addBond", Rollup.Address, RollupCalls.AddBond(@operator.Address), wanted - total, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The operator's first two deposits open the accounts that fees are collected into: the first two from above.</summary>
    private async Task OpenFeeAccountsAsync(CancellationToken cancellationToken)
    {
        if (await Rollup.GetQueueLengthAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false) > 0)
            return;
        GasLog unused = new();
        for (byte token = 0; token < Math.Min(2, Deployment.Tokens.Count); token++)
            await DepositAsync(Operator, token, FeeAccountDeposit, unused, cancellationToken).ConfigureAwait(false);
    }
}
