using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>What tokens are on the rollup, by the user's own execution node, at a block that follows from L1 data up to the cut.</summary>
/// <param name="Block">That block; null without an answer.</param>
/// <param name="Origin">The block of L1 that it builds on: deposits up to it are in.</param>
/// <param name="Supplies">In the order of the configured tokens; null where nobody says.</param>
internal sealed record L2Supplies(ulong? Block, ulong? Origin, IReadOnlyList<UInt256?> Supplies)
{
    private const ulong NearEnough = 60;

    /// <summary>Asks at a block not behind the safe head whose time is not behind the cut's: its origin is not behind the cut then.</summary>
    public static async Task<L2Supplies> ReadAsync(
        OpStackRollup rollup, OwnNode? own, OwnHeads? heads, ulong time, Action<Exception>? onTrouble, CancellationToken cancellationToken)
    {
        if (own?.Execution is { } execution && heads is not null && rollup.Tokens.Count > 0)
        {
            try
            {
                return await ReadAsync(rollup, execution, heads, time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RpcException or OpStackException)
            {
                onTrouble?.Invoke(e);
            }
        }

        return new(null, null, [.. rollup.Tokens.Select(_ => default(UInt256?))]);
    }

    private static async Task<L2Supplies> ReadAsync(OpStackRollup rollup, EthereumClient execution, OwnHeads heads, ulong time, CancellationToken cancellationToken)
    {
        BlockHeader header = await FindAsync(rollup, execution, heads.Safe, time, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<byte[]?> answers = await execution.TryCallAllAsync(
            [OpStackAbi.OriginNumber.On(OpStackAbi.L1Block), .. rollup.Tokens.Select(token => OpStackAbi.TotalSupply.On(token.L2))], BlockReference.Of(header.Hash), cancellationToken)
            .ConfigureAwait(false);
        ulong origin = OpStackAbi.TryRead(OpStackAbi.OriginNumber, answers[0], it => it[0].ToUInt64()) ?? throw new OpStackException("the own node has no L1Block");
        return new(header.Number, origin, [.. answers.Skip(1).Select(answer => OpStackAbi.TryRead(OpStackAbi.TotalSupply, answer, it => it[0].ToUInt256()))]);
    }

    /// <summary>The safe head, or for a cut in the past a block at most a minute before it: by the time between blocks, or where they are further apart by halving.</summary>
    private static async Task<BlockHeader> FindAsync(OpStackRollup rollup, EthereumClient execution, OwnHead safe, ulong time, CancellationToken cancellationToken)
    {
        ulong back = safe.Time > time ? (safe.Time - time + rollup.BlockSeconds - 1) / rollup.BlockSeconds : 0;
        ulong behind = safe.Number + 1, guess = safe.Number > back ? safe.Number - back : 0;
        for (BlockHeader? before = null; ;)
        {
            BlockHeader header = await execution.GetHeaderAsync(BlockReference.At(guess), cancellationToken).ConfigureAwait(false) ?? throw new OpStackException($"the own node has no block {guess}");
            (before, behind) = header.Timestamp <= time ? (header, behind) : (before, guess);
            ulong least = before is null ? 0 : before.Number + 1;
            if (before is not null && (time - before.Timestamp <= NearEnough || least >= behind))
                return before;
            if (least >= behind)
                throw new OpStackException("the own node has no block from before the cut");
            guess = least + (behind - 1 - least + 1) / 2;
        }
    }
}
