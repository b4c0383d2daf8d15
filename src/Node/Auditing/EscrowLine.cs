using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Auditing;

/// <summary>What the hub holds in one token at one block.</summary>
/// <param name="Number">The token's number on the rollup.</param>
/// <param name="Token">Its address, zero for ETH.</param>
/// <param name="Escrow">What the hub holds for the rollup.</param>
/// <param name="Waiting">What it has promised and not yet paid.</param>
/// <param name="QuotaUse">The used part of the outflow quota, from 0 to 1; at least the true one while payouts wait.</param>
internal sealed record EscrowLine(byte Number, Address Token, UInt256 Escrow, UInt256 Waiting, double QuotaUse)
{
    private const uint BasisPoints = 10_000;

    /// <summary>Asks the hub, all tokens at the same block by its hash.</summary>
    /// <exception cref="RpcException">The node does not answer, or has forgotten the block.</exception>
    public static async Task<IReadOnlyList<EscrowLine>> ReadAsync(EthereumClient node, RollupCut cut, CancellationToken cancellationToken)
    {
        HubContract hub = new(node, cut.Identity.Hub, cut.Identity.Rollup);
        BlockReference block = BlockReference.Of(cut.Block.Hash);
        return await Task.WhenAll(cut.Identity.Tokens.Select(async (token, number) =>
        {
            Task<UInt256> escrow = hub.GetEscrowAsync(token, block, cancellationToken), left = hub.GetQuotaLeftAsync(token, block, cancellationToken);
            UInt256 waiting = (await hub.GetWaitingAsync(token, block, cancellationToken).ConfigureAwait(false)).Amount;
            UInt256 held = await escrow.ConfigureAwait(false);
            return new EscrowLine((byte)number, token, held, waiting, UseOf(cut.Identity.Profile, held, await left.ConfigureAwait(false)));
        })).ConfigureAwait(false);
    }

    private static double UseOf(RollupProfile profile, UInt256 escrow, UInt256 left)
    {
        UInt256 size = UInt256.Max(escrow / BasisPoints * profile.QuotaShare, profile.QuotaFloor);
        return left >= size ? 0 : 1 - MoneyText.ToDouble(left) / MoneyText.ToDouble(size);
    }
}
