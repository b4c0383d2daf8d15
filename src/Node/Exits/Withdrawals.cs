using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;
using Plimsoll.State;

namespace Plimsoll.Node.Exits;

/// <summary>How far withdrawals are: a pure function of chain state, with the time left.</summary>
/// <remarks>Totals only grow, so an account's withdrawals are a line, cut where the chain's totals lie. Spec: docs/spec/derivation-from-l1.md#withdrawals.</remarks>
public static class Withdrawals
{
    /// <summary>Cuts the line into its parts, the oldest first; none is empty.</summary>
    public static IReadOnlyList<WithdrawalPart> PartsOf(WithdrawalFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        List<WithdrawalPart> parts = [];
        UInt256 reached = UInt256.Zero;
        // An escape may have claimed more than was withdrawn: that is paid all the same.
        Add(WithdrawalStage.Paid, facts.Claimed - facts.Waiting, null, null);
        Add(WithdrawalStage.Waiting, facts.Claimed, null, facts.Now + WaitingTime(facts));
        Add(WithdrawalStage.Claimable, facts.Final.ToUInt256(), null, null);
        foreach (PendingWithdrawal pending in facts.Pending)
        {
            Add(
                pending.IsAccepted ? WithdrawalStage.Finalisable : WithdrawalStage.Committed, pending.Withdrawn.ToUInt256(), pending.Batch.HeaderHash,
                pending.IsAccepted ? null : pending.AcceptedBy + 1);
        }

        if (facts.SoftConfirmed is { } soft)
            Add(WithdrawalStage.SoftConfirmed, soft.ToUInt256(), null, null);
        return parts;

        void Add(WithdrawalStage stage, UInt256 upTo, Bytes32? batch, ulong? nextAt)
        {
            if (upTo <= reached)
                return;
            parts.Add(new(stage, upTo - reached, upTo, batch, nextAt));
            reached = upTo;
        }
    }

    /// <summary>The part that holds the withdrawal which brought the account's total to <paramref name="total"/>; null while nobody has heard of it.</summary>
    public static WithdrawalPart? Of(WithdrawalFacts facts, UInt128 total) => PartsOf(facts).FirstOrDefault(part => total.ToUInt256() <= part.UpTo);

    /// <summary>Gathers the facts about an account from a verified cut and the hub.</summary>
    /// <param name="verifier">Knows the states.</param>
    /// <param name="hub">Is asked what waits, at the cut's block.</param>
    /// <param name="index">The account.</param>
    /// <param name="softConfirmed">Its running total in the sequencer's state, where there is one.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="InvalidOperationException">Nothing was verified yet.</exception>
    /// <exception cref="RpcException">The node does not answer.</exception>
    public static async Task<WithdrawalFacts> GatherAsync(
        Verifier verifier, HubContract hub, uint index, UInt128? softConfirmed = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(hub);
        RollupCut cut;
        Account final, head;
        IReadOnlyList<(CommittedBatch Batch, UInt128 Withdrawn)> pending;
        do
        {
            // Several looks, and one cut: while it changes, they are taken again.
            (final, cut) = await verifier.ReadFinalAsync((state, verified) => (state[index], verified.Cut), cancellationToken).ConfigureAwait(false);
            head = await verifier.ReadHeadAsync((state, _) => state[index], cancellationToken).ConfigureAwait(false);
            pending = await verifier.PendingWithdrawalsAsync(index, cancellationToken).ConfigureAwait(false);
        }
        while (!ReferenceEquals(verifier.Current?.Cut, cut));
        RollupProfile profile = cut.Identity.Profile;
        WithdrawalFacts facts = new()
        {
            Now = cut.Time,
            SoftConfirmed = softConfirmed,
            Pending = [.. pending.Select(raise => PendingWithdrawal.Of(cut, raise.Batch, raise.Withdrawn))],
            Final = final.Withdrawn,
            QuotaFloor = profile.QuotaFloor,
            QuotaPeriod = profile.QuotaPeriod,
        };
        if (head.IsEmpty)
            return facts;
        Address token = cut.Identity.Tokens[head.Token];
        (UInt256 waiting, _) = await hub.GetWaitingAsync(token, BlockReference.Of(cut.Block.Hash), cancellationToken).ConfigureAwait(false);
        (UInt256 own, UInt256 before) = WaitingOf(cut, token, head.Owner, waiting);
        return facts with { Claimed = cut.Claimed.GetValueOrDefault(new(index, head.Owner, token)), Waiting = own, WaitingBefore = before };
    }

    /// <summary>What waits for a recipient in a token's line, and what waits up to the last of it.</summary>
    private static (UInt256 Own, UInt256 Before) WaitingOf(RollupCut cut, Address token, Address recipient, UInt256 waiting)
    {
        if (!cut.Payouts.TryGetValue(token, out System.Collections.Immutable.ImmutableList<PayoutEntry>? line))
            return (UInt256.Zero, UInt256.Zero);
        UInt256 ever = line[^1].Before + line[^1].Amount.ToUInt256(), own = UInt256.Zero, sum = UInt256.Zero, before = UInt256.Zero;
        foreach (PayoutEntry entry in line)
        {
            UInt256 open = entry.Waiting(ever, waiting);
            sum += open;
            if (entry.Recipient != recipient || open.IsZero)
                continue;
            own += open;
            before = sum;
        }

        return (own, before);
    }

    private static ulong WaitingTime(WithdrawalFacts facts)
    {
        UInt256 periods = UInt256.DivideRoundingUp(UInt256.Max(facts.WaitingBefore, facts.Waiting), facts.QuotaFloor);
        return periods.FitsUInt64 ? (ulong)UInt256.Min(periods * facts.QuotaPeriod, uint.MaxValue) : uint.MaxValue;
    }
}
