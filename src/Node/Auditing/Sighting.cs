using System.Collections.Immutable;
using Plimsoll.Batches;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing;

/// <summary>Everything that was seen of a rollup at one block, before anybody judges it. Pure.</summary>
/// <param name="Cut">What L1 says.</param>
/// <param name="Books">What the derived state owes.</param>
/// <param name="Escrow">What the hub holds.</param>
/// <param name="BatchScore">How unusual the time since the last batch is; null with too little history.</param>
internal sealed record Sighting(RollupCut Cut, DerivedBooks Books, IReadOnlyList<EscrowLine> Escrow, double? BatchScore)
{
    /// <summary>From this ratio on a bond is no reason to worry.</summary>
    public double SufficientBond { get; init; } = 0.01;

    /// <summary>How validity proofs stand; null where none counts.</summary>
    public ProofStanding? Proofs { get; init; }

    /// <summary>
    /// What is known of the commitments; null: data is missing. A proof that L1 has taken and that does not hold proves nothing, whatever the roots are. Where blobs hold no signatures only
    /// proofs say that there were any, so each has to be seen.
    /// </summary>
    public CommitmentCheck? Commitments => Books switch
    {
        _ when Proofs?.Failed is { } failed => failed.Height <= Cut.FinalHeight ? CommitmentCheck.WrongAndFinal : CommitmentCheck.WrongAndOpen,
        { Fault: { } fault } => fault.Batch.Height <= Cut.FinalHeight ? CommitmentCheck.WrongAndFinal : CommitmentCheck.WrongAndOpen,
        { Missing: not null } => null,
        _ when Proofs?.Unseen is not null && Cut.Identity.Layout == DataLayout.Compact => null,
        _ => CommitmentCheck.Agree,
    };

    /// <summary>The age of the oldest queue item that the head has not consumed, in seconds.</summary>
    public ulong QueueAge => Cut.IsFrozen ? 0 : OldestOpen is { } oldest ? Since(oldest.EnteredAt) : 0;

    /// <summary>How many items wait.</summary>
    public int QueueDepth => Cut.Queue.Count - (int)Cut.Head.QueueEnd;

    /// <summary>For how long the blobs of a batch have been nowhere, in seconds, at least 1; 0 if all are there.</summary>
    public ulong DataMissingFor => Books.Missing is { } batch ? Math.Max(1, Since(batch.CommittedAt)) : 0;

    /// <summary>How far derivation is behind, in seconds.</summary>
    public ulong DerivationLag => DataMissingFor;

    /// <summary>What a token's smallest unit is worth, in wei.</summary>
    public IReadOnlyDictionary<Address, double> Prices { get; init; } = ImmutableDictionary<Address, double>.Empty;

    /// <summary>The tokens that are held and whose worth nobody has named.</summary>
    public IEnumerable<Address> Unpriced => Escrow.Where(line => !line.Escrow.IsZero && PriceOf(line) is null).Select(line => line.Token);

    /// <summary>The bond of the oldest pending batch over the value in escrow whose price is known: the true ratio is lower while some is not. Infinite where nothing is pending or held.</summary>
    public double BondRatio
    {
        get
        {
            double value = Escrow.Sum(line => MoneyText.ToDouble(line.Escrow) * (PriceOf(line) ?? 0));
            return Cut.OldestPending is null || value == 0 ? double.PositiveInfinity : MoneyText.ToDouble(Cut.Identity.Profile.Bond.ToUInt256()) / value;
        }
    }

    /// <summary>The balance sheet.</summary>
    public BalanceSheet Sheet => new(
        new(Cut.Block.Number, Cut.Block.Hash, Cut.Time, IsFinal: false),
        [.. Escrow.Select(line => Books.Liabilities.GetValueOrDefault(line.Number).With(line.Token.ToString(), line.Escrow, line.Waiting))]);

    /// <summary>The clocks that L1 data shows: batches (with them commitments come), and batches becoming final.</summary>
    public ImmutableArray<ClockReading> Clocks =>
    [
        new(ClockKind.Batch, BatchAge, Score: BatchScore, HasWork: !Cut.IsFrozen && OldestOpen is not null),
        .. Proofs is { } proofs ? (ClockReading[])[new(ClockKind.Proof, proofs.LagSeconds, HasWork: proofs.Waiting > 0)] : [],
        new(ClockKind.Execution, Cut.OldestPending is { } pending && Cut.IsAccepted(pending) ? Since(Cut.AcceptedBy(pending)) : 0, HasWork: Cut.OldestPending is not null),
    ];

    /// <summary>Since when the sequencer owes a batch: the last one's time, or the oldest open item's if that came later; null while it owes none.</summary>
    public ulong? BatchDueSince => !Cut.IsFrozen && OldestOpen is not null ? Cut.Time - BatchAge : null;

    private double? PriceOf(EscrowLine line) => line.Token.IsZero ? 1 : Prices.TryGetValue(line.Token, out double price) ? price : null;

    private QueueEntry? OldestOpen => QueueDepth > 0 ? Cut.Queue[(int)Cut.Head.QueueEnd] : null;

    // A rollup that had nothing to do for days is not late with the deposit that came a minute ago.
    private ulong BatchAge => Math.Min(Cut.Batches.IsEmpty ? ulong.MaxValue : Since(Cut.Batches[^1].CommittedAt), OldestOpen is { } oldest ? Since(oldest.EnteredAt) : ulong.MaxValue) is var age && age == ulong.MaxValue ? 0 : age;

    /// <summary>The observation that the regime rules judge.</summary>
    /// <remarks>Contracts are immutable and have no guardian: identities, upgrades and pauses are given as harmless, but for a verifier of proofs that could not be read. Spec: docs/spec/solvency.md#regimes.</remarks>
    public Observation Observe() => new()
    {
        Sheet = Sheet,
        Now = Cut.Time,
        DerivationLagSeconds = DerivationLag,
        AuditorsAgree = true,
        Commitments = Commitments,
        HasUnbackedRelease = HasUnbackedRelease,
        IsConserved = Books.IsConserved,
        Clocks = Clocks,
        ForcedQueueAgeSeconds = QueueAge,
        ForcedQueueLimitSeconds = Cut.Identity.Profile.InclusionDelay,
        DataMissingSeconds = DataMissingFor,
        NewestIdentityAgeSeconds = Proofs is { IsJudged: false } ? null : ulong.MaxValue,
        IsNewestIdentityUsed = false,
        IsUpgradeQueued = false,
        IsUpgradedAtOnce = false,
        IsPaused = false,
        IsFrozen = Cut.IsFrozen,
        HasProofConflict = !Cut.Disputed.IsEmpty,
        // A ratio that is only known from above clears nobody: unknown where it matters, which is with a new proposer.
        BondRatio = HasNewProposer && Unpriced.Any() && BondRatio >= SufficientBond ? null : BondRatio,
        HasNewProposer = HasNewProposer,
        QuotaUse = Escrow.Select(line => line.QuotaUse).DefaultIfEmpty(0).Max(),
    };

    // Claims against a root that could not be derived yet prove nothing.
    private bool? HasUnbackedRelease => Books.Missing is not null && Books.Height < Cut.FinalHeight
        ? null
        : Books.Liabilities.Values.Any(books => !books.OverClaimed.IsZero);

    // Looks back from the head: where nobody is new, one batch is looked at, and not all before somebody else took over.
    private bool HasNewProposer => Cut.OldestPending is not null && Cut.Height > 1 && Cut.Head.Committer is var committer
        && Cut.Batches.FindLastIndex(Cut.Batches.Count - 2, Cut.Batches.Count - 1, batch => batch.Header.Committer == committer) < 0;

    private ulong Since(ulong time) => Cut.Time > time ? Cut.Time - time : 0;
}
