using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Asks about games and proofs of withdrawals, everything at one block by its hash.</summary>
/// <remarks>Every method throws <see cref="RpcException"/>.</remarks>
internal sealed class GameReader(EthereumClient node, OpStackRollup rollup)
{
    /// <summary>What games say of themselves, in order; null for what is no game.</summary>
    public async Task<IReadOnlyList<GameFacts?>> ReadGamesAsync(IReadOnlyList<Address> games, BlockReference block, CancellationToken cancellationToken)
    {
        if (games.Count == 0)
            return [];
        AbiFunction[] asked =
        [
            OpStackAbi.RootClaim, OpStackAbi.L2BlockNumber, OpStackAbi.L2SequenceNumber, OpStackAbi.GameType, OpStackAbi.CreatedAt, OpStackAbi.Creator, OpStackAbi.MaxClock,
            OpStackAbi.WasRespected, OpStackAbi.Weth,
        ];
        IReadOnlyList<byte[]?> answers = await node.TryCallAllAsync([.. games.SelectMany(game => asked.Select(function => function.On(game)))], block, cancellationToken).ConfigureAwait(false);
        GameFacts?[] facts = [.. games.Zip(answers.Chunk(asked.Length), FixedFactsOf)];
        Queue<GameFacts?> moved = new(await RefreshAsync([.. facts.OfType<GameFacts>()], block, cancellationToken).ConfigureAwait(false));
        return [.. facts.Select(game => game is null ? null : moved.Dequeue())];
    }

    /// <summary>How games stand, in order, of which everything that does not change is known; null for what is no game.</summary>
    public async Task<IReadOnlyList<GameFacts?>> RefreshAsync(IReadOnlyList<GameFacts> games, BlockReference block, CancellationToken cancellationToken)
    {
        if (games.Count == 0)
            return [];
        IReadOnlyList<byte[]?> answers = await node.TryCallAllAsync(
            [.. games.SelectMany(game => new[] { OpStackAbi.Status.On(game.Game), OpStackAbi.ResolvedAt.On(game.Game), OpStackAbi.ClaimCount.On(game.Game), OpStackAbi.BalanceOf.On(game.Weth, game.Game) })],
            block, cancellationToken).ConfigureAwait(false);
        return [.. games.Zip(answers.Chunk(4), (game, it) => OpStackAbi.TryRead(OpStackAbi.Status, it[0], answer => answer[0].ToUInt64()) is <= (ulong)GameStatus.DefenderWins and var status
            ? game with
            {
                Status = (GameStatus)status,
                ResolvedAt = OpStackAbi.TryRead(OpStackAbi.ResolvedAt, it[1], OpStackAbi.Seconds) ?? 0,
                Claims = OpStackAbi.TryRead(OpStackAbi.ClaimCount, it[2], answer => answer[0].ToUInt64()),
                Bonds = game.Weth.IsZero ? null : OpStackAbi.TryRead(OpStackAbi.BalanceOf, it[3], answer => answer[0].ToUInt256()),
            }
            : null)];
    }

    /// <summary>Which game each proof counts on, and since when, in order; null where there is no such proof.</summary>
    public async Task<IReadOnlyList<(Address Game, ulong At)?>> ReadProofsAsync(IReadOnlyList<(Bytes32 Withdrawal, Address Submitter)> proofs, BlockReference block, CancellationToken cancellationToken)
    {
        if (proofs.Count == 0)
            return [];
        IReadOnlyList<byte[]?> answers = await node.TryCallAllAsync(
            [.. proofs.Select(proof => OpStackAbi.ProvenWithdrawals.On(rollup.Portal, proof.Withdrawal, proof.Submitter))], block, cancellationToken).ConfigureAwait(false);
        return [.. answers.Select(answer => OpStackAbi.TryRead(OpStackAbi.ProvenWithdrawals, answer, it => (it[0].ToAddress(), Math.Min(it[1].ToUInt64(), OpStackAbi.MaxSeconds))) is { Item1.IsZero: false } proof ? proof : default((Address, ulong)?))];
    }

    /// <summary>Who proved a withdrawal, the last few of them.</summary>
    public async Task<IReadOnlyList<Address>> ReadSubmittersAsync(Bytes32 withdrawal, BlockReference block, CancellationToken cancellationToken)
    {
        const ulong Most = 16;
        IReadOnlyList<byte[]?> count = await node.TryCallAllAsync([OpStackAbi.SubmitterCount.On(rollup.Portal, withdrawal)], block, cancellationToken).ConfigureAwait(false);
        ulong all = OpStackAbi.TryRead(OpStackAbi.SubmitterCount, count[0], it => it[0].ToUInt64()) ?? 0;
        ulong first = all > Most ? all - Most : 0;
        CallRequest[] calls = [.. Enumerable.Range(0, (int)(all - first)).Select(i => OpStackAbi.Submitter.On(rollup.Portal, withdrawal, first + (ulong)i))];
        if (calls.Length == 0)
            return [];
        IReadOnlyList<byte[]?> answers = await node.TryCallAllAsync(calls, block, cancellationToken).ConfigureAwait(false);
        return [.. answers.Select(answer => OpStackAbi.TryRead(OpStackAbi.Submitter, answer, it => it[0].ToAddress())).OfType<Address>().Distinct()];
    }

    /// <summary>Whether games are on the blacklist, in order, whenever they came there.</summary>
    public async Task<IReadOnlyList<bool>> ReadBlacklistAsync(IReadOnlyList<Address> games, BlockReference block, CancellationToken cancellationToken)
    {
        if (games.Count == 0)
            return [];
        // Old portals keep the list themselves, newer ones have the registry keep it.
        Address[] keepers = [rollup.Portal, .. rollup.AnchorRegistry is { } registry ? [registry] : Array.Empty<Address>()];
        IReadOnlyList<byte[]?> answers = await node.TryCallAllAsync(
            [.. games.SelectMany(game => keepers.Select(keeper => OpStackAbi.Blacklist.On(keeper, game)))], block, cancellationToken).ConfigureAwait(false);
        return [.. answers.Chunk(keepers.Length).Select(pair => pair.Any(answer => OpStackAbi.TryRead(OpStackAbi.Blacklist, answer, it => it[0].ToBoolean()) == true))];
    }

    private static GameFacts? FixedFactsOf(Address game, byte[]?[] answers) =>
        OpStackAbi.TryRead(OpStackAbi.RootClaim, answers[0], it => it[0].ToBytes32()) is { } root
        && OpStackAbi.TryRead(OpStackAbi.GameType, answers[3], it => it[0].ToUInt64()) is { } type
        && OpStackAbi.TryRead(OpStackAbi.CreatedAt, answers[4], OpStackAbi.Seconds) is { } created
            ? new(
                game,
                root,
                OpStackAbi.TryRead(OpStackAbi.L2BlockNumber, answers[1], it => it[0].ToUInt256()) ?? OpStackAbi.TryRead(OpStackAbi.L2SequenceNumber, answers[2], it => it[0].ToUInt256()),
                (uint)type,
                created,
                OpStackAbi.TryRead(OpStackAbi.Creator, answers[5], it => it[0].ToAddress()) ?? Address.Zero,
                OpStackAbi.TryRead(OpStackAbi.MaxClock, answers[6], OpStackAbi.Seconds),
                OpStackAbi.TryRead(OpStackAbi.WasRespected, answers[7], it => it[0].ToBoolean()),
                OpStackAbi.TryRead(OpStackAbi.Weth, answers[8], it => it[0].ToAddress()) ?? Address.Zero,
                GameStatus.InProgress,
                0,
                null,
                null)
            : null;
}
