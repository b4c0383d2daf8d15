using System.Collections.Immutable;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>From one block's logs to the next cut. Pure; every list is bounded.</summary>
internal static class OpStackFold
{
    /// <summary>So many games, proofs, payments, deposits are kept at most; should more be open at once, that is noted.</summary>
    public const int MaxKept = 20_000;

    private const int MaxChanges = 64;
    private const ulong DepositsKept = 7 * 86_400, GamesKept = 60 * 86_400;

    /// <summary>Takes in a block.</summary>
    /// <exception cref="RollupLogException">A log is not what such contracts emit.</exception>
    public static OpStackCut Next(OpStackRollup rollup, OpStackCut before, BlockHeader block, IReadOnlyList<Log> logs)
    {
        OpStackCut cut = before with
        {
            Block = new(block.Number, block.Hash),
            Parent = block.ParentHash,
            Time = block.Timestamp,
            Minted = UInt256.Zero,
            IsUpgraded = false,
        };
        foreach (Log log in logs)
        {
            if (OpStackEvents.Decode(rollup, log) is { } happened)
                cut = Apply(rollup, cut, log.Address, happened);
        }

        cut = cut with
        {
            HasLost = cut.HasLost || cut.Proofs.Count > MaxKept || cut.Deposits.Count > MaxKept || cut.Games.Count > MaxKept && cut.Games[0].CreatedAt + GamesKept > cut.Time,
            Games = Newest(cut.Games),
            Proofs = Newest(cut.Proofs),
            Paid = Newest(cut.Paid),
            Deposits = Newest(cut.Deposits),
        };
        return cut with { Deposits = cut.Deposits.RemoveAll(it => it.At + DepositsKept < cut.Time) };
    }

    private static OpStackCut Apply(OpStackRollup rollup, OpStackCut cut, Address contract, OpStackEvent happened) => happened switch
    {
        OpStackEvent.GameCreated it => cut with { Games = cut.Games.Add(new(it.Game, it.Type, it.RootClaim, cut.Block, cut.Time)) },
        OpStackEvent.Proven it => cut with
        {
            Proofs = cut.Proofs.RemoveAll(proof => proof.Withdrawal == it.Withdrawal && proof.Submitter == it.Submitter).Add(new(it.Withdrawal, it.Submitter, cut.Block, cut.Time)),
        },
        OpStackEvent.Finalised it => cut with
        {
            Paid = cut.Paid.Add(new(it.Withdrawal, cut.Block, cut.Time, [.. cut.Proofs.Where(proof => proof.Withdrawal == it.Withdrawal)])),
            Proofs = cut.Proofs.RemoveAll(proof => proof.Withdrawal == it.Withdrawal),
        },
        OpStackEvent.EtherDeposited it => cut with
        {
            Minted = cut.Minted + it.Mint,
            Deposits = cut.Deposits.Add(new(Address.Zero, Address.Zero, it.Mint, cut.Block.Number, cut.Time)),
        },
        OpStackEvent.TokenDeposited it => cut with { Deposits = cut.Deposits.Add(new(it.L1, it.L2, it.Amount, cut.Block.Number, cut.Time)) },
        OpStackEvent.Blacklisted it => Note(cut with { Blacklist = cut.Blacklist.Add(it.Game) }, contract, "blacklist", $"game {it.Game}", OpStackRole.Guardian),
        OpStackEvent.ImplementationSet it => Note(
            cut.Games.IsEmpty ? cut : cut with { Implementation = new(it.Implementation, it.Type, cut.Block.Number, cut.Time) }, contract, "game code", $"type {it.Type}: {it.Implementation}", OpStackRole.FactoryOwner),
        OpStackEvent.ArgumentsSet it => Note(
            cut.Games.IsEmpty ? cut : cut with { Arguments = new(it.Hash, it.Type, cut.Block.Number, cut.Time) }, contract, "game arguments", $"type {it.Type}: {it.Hash}", OpStackRole.FactoryOwner),
        OpStackEvent.Upgraded it => Note(cut with { IsUpgraded = cut.IsUpgraded || !cut.Games.IsEmpty }, contract, "upgrade", $"{it.Implementation}", OpStackRole.ProxyAdmin),
        OpStackEvent.PowerUsed it => Note(cut, contract, it.Kind, it.Detail, it.By),
        OpStackEvent.RoleGiven it => Give(Note(cut, contract, it.Kind, RoleHolder.TextOf(it.Holder), it.By), (it.Role, contract), it.Holder),
        OpStackEvent.PortalAuthorized it when it.Portal != rollup.Portal => Note(cut with { Sharer = it.Portal }, contract, "lockbox", $"pays to {it.Portal}", OpStackRole.ProxyAdmin),
        _ => cut,
    };

    private static OpStackCut Note(OpStackCut cut, Address contract, string kind, string detail, OpStackRole? by)
    {
        ImmutableList<PowerChange> changes = cut.Changes.Add(new(cut.Block.Number, cut.Time, contract, kind, detail, by));
        return cut with
        {
            Changes = changes.Count > MaxChanges ? changes.RemoveAt(0) : changes,
            Handovers = cut.Handovers.SetItems(cut.Handovers
                .Where(it => !it.Value.IsUsed && Handover.IsUse(it.Key, contract, by))
                .Select(it => KeyValuePair.Create(it.Key, it.Value with { IsUsed = true }))),
        };
    }

    // What a deployment gives before the first game is nobody's surprise, and neither is what somebody has already.
    private static OpStackCut Give(OpStackCut cut, (OpStackRole Role, Address Contract) key, Bytes32 holder) =>
        cut.Games.IsEmpty || cut.Handovers.GetValueOrDefault(key)?.Holder == holder ? cut : cut with { Handovers = cut.Handovers.SetItem(key, new(holder, cut.Block.Number, cut.Time)) };

    private static ImmutableList<T> Newest<T>(ImmutableList<T> list) => list.Count > MaxKept ? list.RemoveRange(0, list.Count - MaxKept) : list;
}
