using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Cli.Devnets;

/// <summary>Checks invariants against the chain: each answer is computed from L1 and from a state derived from it, none is taken from a node's word.</summary>
/// <param name="node">The chain.</param>
/// <param name="rollup">The rollup's contract.</param>
/// <param name="hub">The hub.</param>
/// <param name="tokens">The rollup's tokens by number.</param>
internal sealed class Audit(EthereumClient node, RollupContract rollup, HubContract hub, IReadOnlyList<Address> tokens)
{
    private static readonly AbiFunction s_balanceOf = AbiFunction.Parse("function balanceOf(address owner) returns (uint256)");

    /// <summary>Draws up the balance sheet of each token at a block.</summary>
    /// <param name="state">The last final state at that block.</param>
    /// <param name="consumed">Items of the queue that it has consumed.</param>
    /// <param name="block">The cut; everything is asked there.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<IReadOnlyList<BalanceSheet>> SheetsAsync(RollupState state, ulong consumed, BlockHeader block, CancellationToken cancellationToken)
    {
        BlockReference at = BlockReference.Of(block.Hash);
        UInt128[] cameIn = new UInt128[tokens.Count], wentOut = new UInt128[tokens.Count], queued = new UInt128[tokens.Count];
        await foreach (Log log in node.GetLogsAsync(0, block.Number, new([hub.Address, rollup.Address], []), cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (log.Address == rollup.Address)
            {
                if (RollupEvents.Decode(log) is RollupEvent.QueueItemAdded { Item.Operation: QueuedOperation.Deposit deposit } added && added.Item.Number >= consumed)
                    queued[deposit.Token] += deposit.Amount;
                if (RollupEvents.Decode(log) is RollupEvent.DepositRefunded refunded)
                {
                    queued[refunded.Token] -= Amounts.Narrow(refunded.Amount);
                }

                continue;
            }

            switch (HubEvent.Decode(log))
            {
                case HubEvent.Deposited deposited when deposited.Rollup == rollup.Address:
                    cameIn[Number(deposited.Token)] += deposited.Amount;
                    break;
                case HubEvent.Paid paid when paid.Rollup == rollup.Address:
                    wentOut[Number(paid.Token)] += paid.Amount;
                    break;
                case HubEvent.PayoutRefused refused when refused.Rollup == rollup.Address:
                    wentOut[Number(refused.Token)] += refused.Amount;
                    break;
            }
        }

        List<BalanceSheet> sheets = [];
        for (int token = 0; token < tokens.Count; token++)
        {
            (UInt128 balances, UInt128 unclaimed) = await OwedAsync(state, (byte)token, at, cancellationToken).ConfigureAwait(false);
            sheets.Add(new(
                (byte)token,
                Amounts.Narrow(await hub.GetEscrowAsync(tokens[token], at, cancellationToken).ConfigureAwait(false)),
                await VaultAsync(tokens[token], at, cancellationToken).ConfigureAwait(false),
                balances,
                state.Pot((byte)token),
                unclaimed,
                Amounts.Narrow((await hub.GetWaitingAsync(tokens[token], at, cancellationToken).ConfigureAwait(false)).Amount),
                queued[token],
                cameIn[token],
                wentOut[token]));
        }

        return sheets;

        int Number(Address token) => tokens.Index().First(entry => entry.Item == token).Index;
    }

    private async Task<(UInt128 Balances, UInt128 Unclaimed)> OwedAsync(RollupState state, byte token, BlockReference at, CancellationToken cancellationToken)
    {
        UInt128 balances = 0, unclaimed = 0;
        foreach ((uint index, Account account) in state.Accounts().Where(entry => entry.Account.Token == token))
        {
            UInt128 claimed = Amounts.Narrow(await hub.GetClaimedAsync(index, account.Owner, tokens[token], at, cancellationToken).ConfigureAwait(false));
            UInt128 escaped = claimed > account.Withdrawn ? claimed - account.Withdrawn : UInt128.Zero; // an escape pays the balance as well
            balances += account.Balance - escaped;
            unclaimed += account.Withdrawn + escaped - claimed;
        }

        return (balances, unclaimed);
    }

    private async Task<UInt128> VaultAsync(Address token, BlockReference at, CancellationToken cancellationToken)
    {
        Address vault = await hub.GetVaultAsync(token, at, cancellationToken).ConfigureAwait(false);
        if (token.IsZero)
            return Amounts.Narrow(await node.GetBalanceAsync(vault, at, cancellationToken).ConfigureAwait(false));
        byte[] answer = await node.CallAsync(new(token, s_balanceOf.EncodeCall(vault)), at, cancellationToken).ConfigureAwait(false);
        return Amounts.Narrow(s_balanceOf.DecodeResult(answer)[0].ToUInt256());
    }
}
