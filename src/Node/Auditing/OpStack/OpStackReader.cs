using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Asks an OP Stack's contracts on L1, everything at one block by its hash.</summary>
/// <remarks>Every method throws <see cref="RpcException"/>, and <see cref="OpStackException"/> for answers that such contracts do not give.</remarks>
internal sealed class OpStackReader(EthereumClient node, OpStackRollup rollup)
{
    // Seconds, and times, beyond which nobody lives: sums of a few stay far from 2^64.
    private const ulong MaxSeconds = 1UL << 40;

    /// <summary>Escrow, delays, powers.</summary>
    public async Task<PortalFacts> ReadPortalAsync(BlockReference block, CancellationToken cancellationToken)
    {
        Address portal = rollup.Portal;
        CallRequest[] calls =
        [
            OpStackAbi.Paused.On(portal), OpStackAbi.Guardian.On(portal), OpStackAbi.ProofMaturity.On(portal), OpStackAbi.Finality.On(portal), OpStackAbi.RespectedGameType.On(portal),
            OpStackAbi.RespectedSince.On(portal), OpStackAbi.GameCount.On(rollup.Factory), .. rollup.Tokens.Select(token => OpStackAbi.BalanceOf.On(token.L1, rollup.Bridge ?? Address.Zero)),
        ];
        IReadOnlyList<byte[]?> answers = await node.TryCallAllAsync(calls, block, cancellationToken).ConfigureAwait(false);
        uint type = (uint)Require(OpStackAbi.RespectedGameType, answers[4], it => it[0].ToUInt64());
        IReadOnlyList<byte[]?> games = await node.TryCallAllAsync(
            [OpStackAbi.InitialBond.On(rollup.Factory, (ulong)type), OpStackAbi.GameImplementation.On(rollup.Factory, (ulong)type)], block, cancellationToken).ConfigureAwait(false);
        UInt256 ether = await node.GetBalanceAsync(portal, block, cancellationToken).ConfigureAwait(false);
        if (rollup.Lockbox is { } lockbox)
            ether += await node.GetBalanceAsync(lockbox, block, cancellationToken).ConfigureAwait(false);
        return new(
            ether,
            [.. answers.Skip(calls.Length - rollup.Tokens.Count).Select(answer => Require(OpStackAbi.BalanceOf, answer, it => it[0].ToUInt256()))],
            Require(OpStackAbi.Paused, answers[0], it => it[0].ToBoolean()),
            OpStackAbi.TryRead(OpStackAbi.Guardian, answers[1], it => it[0].ToAddress()),
            Require(OpStackAbi.ProofMaturity, answers[2], Seconds),
            Require(OpStackAbi.Finality, answers[3], Seconds),
            type,
            Require(OpStackAbi.RespectedSince, answers[5], Seconds),
            Require(OpStackAbi.InitialBond, games[0], it => it[0].ToUInt256()),
            Require(OpStackAbi.GameImplementation, games[1], it => it[0].ToAddress()),
            Require(OpStackAbi.GameCount, answers[6], it => it[0].ToUInt64()));
    }

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
                ResolvedAt = OpStackAbi.TryRead(OpStackAbi.ResolvedAt, it[1], Seconds) ?? 0,
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
        return [.. answers.Select(answer => OpStackAbi.TryRead(OpStackAbi.ProvenWithdrawals, answer, it => (it[0].ToAddress(), Math.Min(it[1].ToUInt64(), MaxSeconds))) is { Item1.IsZero: false } proof ? proof : default((Address, ulong)?))];
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
        && OpStackAbi.TryRead(OpStackAbi.CreatedAt, answers[4], Seconds) is { } created
            ? new(
                game,
                root,
                OpStackAbi.TryRead(OpStackAbi.L2BlockNumber, answers[1], it => it[0].ToUInt256()) ?? OpStackAbi.TryRead(OpStackAbi.L2SequenceNumber, answers[2], it => it[0].ToUInt256()),
                (uint)type,
                created,
                OpStackAbi.TryRead(OpStackAbi.Creator, answers[5], it => it[0].ToAddress()) ?? Address.Zero,
                OpStackAbi.TryRead(OpStackAbi.MaxClock, answers[6], Seconds),
                OpStackAbi.TryRead(OpStackAbi.WasRespected, answers[7], it => it[0].ToBoolean()),
                OpStackAbi.TryRead(OpStackAbi.Weth, answers[8], it => it[0].ToAddress()) ?? Address.Zero,
                GameStatus.InProgress,
                0,
                null,
                null)
            : null;

    private static ulong Seconds(AbiRecord answer) => answer[0].ToUInt64() is <= MaxSeconds and var seconds ? seconds : throw new AbiException("no time is so long");

    private static T Require<T>(AbiFunction function, byte[]? answer, Func<AbiRecord, T> read)
        where T : struct => OpStackAbi.TryRead(function, answer, read) ?? throw new OpStackException($"the contracts do not answer {function.Signature}");
}
