using System.Collections.Immutable;
using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Everything that was seen of an OP Stack rollup at one block, before anybody judges it. Pure.</summary>
/// <remarks>What needs the user's own node and could not be asked is null, and null is never GREEN (iAUD-002). Spec: docs/spec/opstack.md.</remarks>
internal sealed record OpStackSighting : IRollupSighting
{
    public required OpStackRollup Rollup { get; init; }

    public required OpStackCut Cut { get; init; }

    public required PortalFacts Portal { get; init; }

    /// <summary>Who may do what.</summary>
    public required RoleFacts Roles { get; init; }

    /// <summary>Holders of roles who came since the first look, whatever events said.</summary>
    public required IReadOnlyDictionary<(OpStackRole Role, Address Contract), Handover> Came { get; init; }

    /// <summary>From where games begin.</summary>
    public required AnchorSight Anchor { get; init; }

    /// <summary>Games that may matter, oldest first.</summary>
    public required IReadOnlyList<GameSight> Games { get; init; }

    /// <summary>Proven withdrawals that were not paid, oldest first.</summary>
    public required IReadOnlyList<WithdrawalSight> Withdrawals { get; init; }

    /// <summary>Paid withdrawals with what the own node says of them.</summary>
    public required IReadOnlyList<(PaidWithdrawal Paid, Verdict Verdict)> Paid { get; init; }

    public required EtherLedger.Page Ledger { get; init; }

    public required L2Supplies Supplies { get; init; }

    /// <summary>How far the own node is; null if it does not say.</summary>
    public required OwnHeads? Heads { get; init; }

    /// <summary>Whether the own node's two parts contradict each other.</summary>
    public required bool IsDivided { get; init; }

    /// <summary>Whether a block that the sequencer had promised was replaced since the last look.</summary>
    public required bool IsReverted { get; init; }

    /// <summary>Why something is unknown.</summary>
    public required string? Trouble { get; init; }

    public required double? ProposalScore { get; init; }

    public required ExitEstimate Exit { get; init; }

    /// <inheritdoc/>
    public ulong Time => Cut.Time;

    /// <summary>Root claims against the own node's outputs: of those that can pay, and of the anchor from which every game begins.</summary>
    public CommitmentCheck? Commitments =>
        Games.Any(game => game.IsDangerous && PaymentRules.Pays(game.Facts, Portal, Cut.Time)) ? CommitmentCheck.WrongAndFinal
        : Anchor.IsWrong || Games.Any(game => game.IsDangerous) ? CommitmentCheck.WrongAndOpen
        : Anchor.IsOpen || Cut.HasLost || Heads is null || IsDivided || Games.Any(game => game.CanPay && game.Verdict == Verdict.Unknown) ? null
        : CommitmentCheck.Agree;

    /// <summary>The oldest deposit that the rollup's safe chain does not hold; its age in seconds, 0 without one. Null without an own node.</summary>
    public ulong? QueueAge => Heads is null ? null : OpenDeposits.FirstOrDefault() is { } oldest ? Since(oldest.At) : 0;

    /// <summary>How many deposits the safe chain does not hold.</summary>
    public int QueueDepth => OpenDeposits.Count();

    /// <summary>How far the own node is behind the cut, in seconds.</summary>
    public ulong? DerivationLag => Heads switch
    {
        null => null,
        { CurrentL1: var at } when at >= Cut.Block.Number => 0,
        { CurrentTime: { } time } => Since(time),
        { Safe.Time: var time } => Since(time),
    };

    /// <summary>A proposal's bond over the ETH that it secures; infinite where nothing is held.</summary>
    public double BondRatio => CostOfCorruption.Ratio(Portal.InitialBond, Portal.Ether);

    /// <summary>Whether the lockbox pays to other portals, too: then nobody can say whose ETH it holds.</summary>
    public bool IsShared => Cut.Sharer is not null && Portal.Lockbox == Rollup.Lockbox;

    /// <summary>The balance sheet: ETH unless it is shared, and every token whose supply the own node told.</summary>
    public BalanceSheet Sheet
    {
        get
        {
            UInt256 minted = OpenDeposits.Where(deposit => deposit.L1.IsZero).Aggregate(UInt256.Zero, (sum, deposit) => sum + deposit.Amount);
            UInt256 inFlight = UInt256.Min(minted, Ledger.Owed);
            return new(
                new(Cut.Block.Number, Cut.Block.Hash, Cut.Time, IsFinal: false),
                [.. IsShared ? [] : new[] { new TokenBalance(Address.Zero.ToString(), Ledger.Escrow, Ledger.Owed - inFlight, inFlight, UInt256.Zero) }, .. Rollup.Tokens.Select(LineOf).OfType<TokenBalance>()]);
        }
    }

    /// <summary>The clocks: proposals, and by the own node the sequencer's blocks and batches.</summary>
    public ImmutableArray<ClockReading> Clocks =>
    [
        new(ClockKind.Commitment, Since(LastProposal ?? Portal.RespectedSince), Score: ProposalScore, HasWork: Portal.GameCount > 0),
        .. Heads is { } heads
            ? new ClockReading[] { new(ClockKind.Block, Since(heads.Unsafe.Time)), new(ClockKind.Batch, Since(heads.Safe.Time), Rollup.SequencerWindowSeconds) }
            : [],
    ];

    private ulong? LastProposal => Games.Where(game => game.CanPay && game.Verdict != Verdict.Wrong).Select(game => (ulong?)game.Facts.CreatedAt).Max();

    // The sequencer has to take in what came before the block that the safe head builds on.
    private IEnumerable<Deposit> OpenDeposits => Cut.Deposits.Where(deposit => deposit.Block > (Heads?.Origin ?? 0));

    /// <inheritdoc/>
    public Observation Observe()
    {
        NewIdentity? identity = NewIdentities.Worst(this);
        return new()
        {
            Sheet = Sheet,
            Now = Cut.Time,
            DerivationLagSeconds = DerivationLag,
            AuditorsAgree = true,
            AreSourcesDivided = IsDivided || Portal.Contradiction is not null,
            Commitments = Commitments,
            HasUnbackedRelease = HasUnbackedRelease,
            HasForgedWithdrawal = Withdrawals.Any(it => it.IsDangerous),
            // The own node executes every block itself: its books add up, or it stands still.
            IsConserved = Heads is not null && Supplies.Supplies.All(supply => supply is not null) ? true : null,
            Clocks = Clocks,
            ForcedQueueAgeSeconds = QueueAge,
            ForcedQueueLimitSeconds = Rollup.SequencerWindowSeconds,
            // What it cannot fetch it does not derive: then its safe head stands, and that clock is late.
            DataMissingSeconds = Heads is null ? null : 0,
            NewestIdentityAgeSeconds = identity is not null ? Since(identity.At) : Roles.Unknown.Count > 0 ? null : ulong.MaxValue,
            IsNewestIdentityUsed = identity is null ? false : identity.IsUsed,
            NewestIdentity = identity?.What,
            IsUpgradeQueued = false,
            IsUpgradedAtOnce = Cut.IsUpgraded,
            IsPaused = Portal.IsPaused,
            IsFrozen = false,
            BondRatio = BondRatio,
            HasNewProposer = NewIdentities.HasNewProposer(this),
            QuotaUse = 0,
            IsSoftConfirmationReverted = IsReverted,
        };
    }

    /// <inheritdoc/>
    public AuditReport Write(ReportWriter writer, Observation observed, IReadOnlyList<Finding> findings, RegimeState head, RegimeState confirmed) =>
        OpStackReportWriter.Write(this, writer, observed, findings, head, confirmed);

    /// <summary>What paid without the rollup's owing it: a forged withdrawal, or money that left without one. Null where a payment could not be checked.</summary>
    public bool? HasUnbackedRelease =>
        !Ledger.Unexplained.IsZero && !IsShared || Paid.Any(it => it.Verdict == Verdict.Wrong) ? true
        : IsShared || Cut.HasLost || Paid.Any(it => it.Verdict == Verdict.Unknown) || Withdrawals.Any(it => it.Verdict == Verdict.Unknown && (it.Game is null || it.Game.CanPay)) ? null
        : false;

    private TokenBalance? LineOf(OpStackToken token, int index)
    {
        if (Supplies.Supplies[index] is not { } supply)
            return null;
        UInt256 inFlight = Cut.Deposits.Where(deposit => deposit.L1 == token.L1 && deposit.L2 == token.L2 && deposit.Block > Supplies.Origin)
            .Aggregate(UInt256.Zero, (sum, deposit) => sum + deposit.Amount);
        return new(token.L1.ToString(), Portal.Tokens[index], supply, inFlight, UInt256.Zero);
    }

    /// <summary>Seconds since a time, by L1's clock; 0 if it is still to come.</summary>
    public ulong Since(ulong time) => Cut.Time > time ? Cut.Time - time : 0;
}
