using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Asks portal, factory, bridge, registry and lockbox, everything at one block by its hash; old portals, which keep all themselves, and those that ask a registry.</summary>
internal sealed class PortalReader(EthereumClient node, OpStackRollup rollup)
{
    /// <summary>Escrow, delays, powers.</summary>
    /// <exception cref="RpcException">The node does not answer.</exception>
    /// <exception cref="OpStackException">The contracts answer nothing that such contracts do.</exception>
    public async Task<PortalFacts> ReadAsync(BlockReference block, CancellationToken cancellationToken)
    {
        Address portal = rollup.Portal, registry = rollup.AnchorRegistry ?? Address.Zero;
        CallRequest[] calls =
        [
            OpStackAbi.Paused.On(portal), OpStackAbi.Guardian.On(portal), OpStackAbi.ProofMaturity.On(portal), OpStackAbi.Finality.On(portal), OpStackAbi.RespectedGameType.On(portal),
            OpStackAbi.RespectedSince.On(portal), OpStackAbi.GameCount.On(rollup.Factory), OpStackAbi.EthLockbox.On(portal), OpStackAbi.Paused.On(registry), OpStackAbi.RespectedGameType.On(registry),
            OpStackAbi.RetiredUpTo.On(registry), OpStackAbi.AnchorRoot.On(registry), .. rollup.Tokens.Select(token => OpStackAbi.BalanceOf.On(token.L1, rollup.Bridge ?? Address.Zero)),
        ];
        IReadOnlyList<byte[]?> answers = await node.TryCallAllAsync(calls, block, cancellationToken).ConfigureAwait(false);
        uint type = OpStackAbi.Require(OpStackAbi.RespectedGameType, answers[4], it => checked((uint)it[0].ToUInt64()));
        Address lockbox = OpStackAbi.TryRead(OpStackAbi.EthLockbox, answers[7], it => it[0].ToAddress()) ?? rollup.Lockbox ?? Address.Zero;
        IReadOnlyList<byte[]?> games = await node.TryCallAllAsync(
            [
                OpStackAbi.InitialBond.On(rollup.Factory, (ulong)type), OpStackAbi.GameImplementation.On(rollup.Factory, (ulong)type), OpStackAbi.Anchors.On(registry, (ulong)type),
                OpStackAbi.AuthorizedPortals.On(lockbox, portal),
            ],
            block, cancellationToken).ConfigureAwait(false);
        Escrow escrow = await ReadEscrowAsync(lockbox, OpStackAbi.TryRead(OpStackAbi.AuthorizedPortals, games[3], it => it[0].ToBoolean()) == true, block, cancellationToken).ConfigureAwait(false);
        uint? registered = OpStackAbi.TryRead(OpStackAbi.RespectedGameType, answers[9], it => checked((uint)it[0].ToUInt64()));
        ulong retired = OpStackAbi.TryRead(OpStackAbi.RetiredUpTo, answers[10], OpStackAbi.Seconds) ?? 0;
        AnchorFacts? anchor = AnchorOf(answers[11], games[2]);
        return new(
            escrow.Ether,
            [.. answers.Skip(calls.Length - rollup.Tokens.Count).Select(answer => OpStackAbi.Require(OpStackAbi.BalanceOf, answer, it => it[0].ToUInt256()))],
            OpStackAbi.Require(OpStackAbi.Paused, answers[0], it => it[0].ToBoolean()) || OpStackAbi.TryRead(OpStackAbi.Paused, answers[8], it => it[0].ToBoolean()) == true,
            OpStackAbi.TryRead(OpStackAbi.Guardian, answers[1], it => it[0].ToAddress()),
            OpStackAbi.Require(OpStackAbi.ProofMaturity, answers[2], OpStackAbi.Seconds),
            OpStackAbi.Require(OpStackAbi.Finality, answers[3], OpStackAbi.Seconds),
            type,
            // A registry retires what was created in that very second as well; a portal of old does not.
            Math.Max(OpStackAbi.Require(OpStackAbi.RespectedSince, answers[5], OpStackAbi.Seconds), retired == 0 ? 0 : retired + 1),
            OpStackAbi.Require(OpStackAbi.InitialBond, games[0], it => it[0].ToUInt256()),
            OpStackAbi.Require(OpStackAbi.GameImplementation, games[1], it => it[0].ToAddress()),
            OpStackAbi.Require(OpStackAbi.GameCount, answers[6], it => it[0].ToUInt64()))
        {
            Lockbox = escrow.Lockbox,
            InLockbox = escrow.InLockbox,
            Anchor = anchor is { Root.IsZero: true } ? null : anchor,
            IsAnchorUnknown = rollup.AnchorRegistry is not null && anchor is null,
            Contradiction = escrow.Contradiction ?? (registered is { } other && other != type ? $"the portal counts games of type {type}, its registry of type {other}" : null),
        };
    }

    /// <summary>ETH where it lies, and once: a lockbox that does not pay to this portal holds nothing for it.</summary>
    private async Task<Escrow> ReadEscrowAsync(Address lockbox, bool isAuthorized, BlockReference block, CancellationToken cancellationToken)
    {
        UInt256 ether = await node.GetBalanceAsync(rollup.Portal, block, cancellationToken).ConfigureAwait(false);
        if (lockbox.IsZero)
            return new(ether, null, UInt256.Zero, null);
        if (lockbox == rollup.Portal || !isAuthorized)
            return new(ether, lockbox, UInt256.Zero, $"the portal's ETHLockbox {lockbox} does not pay to it");
        UInt256 locked = await node.GetBalanceAsync(lockbox, block, cancellationToken).ConfigureAwait(false);
        return new(ether + locked, lockbox, locked, null);
    }

    private static AnchorFacts? AnchorOf(byte[]? newer, byte[]? older)
    {
        (Bytes32 Root, UInt256 Block)? found = OpStackAbi.TryRead(OpStackAbi.AnchorRoot, newer, it => (it[0].ToBytes32(), it[1].ToUInt256()))
            ?? OpStackAbi.TryRead(OpStackAbi.Anchors, older, it => (it[0].ToBytes32(), it[1].ToUInt256()));
        return found is { } it ? new(it.Root, it.Block) : null;
    }

    private sealed record Escrow(UInt256 Ether, Address? Lockbox, UInt256 InLockbox, string? Contradiction);
}
