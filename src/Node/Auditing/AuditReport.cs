using Plimsoll.Node.Auditing.Peers;
using Plimsoll.Solvency.Regimes;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing;

/// <summary>What the auditor says of a rollup at one block of L1. Money is decimal strings in each token's smallest unit, times are Unix seconds, durations seconds.</summary>
public sealed record AuditReport
{
    /// <summary><c>chainId-rollup</c>: names the rollup everywhere.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of rollup it is: <c>plimsoll</c> or <c>op-stack</c>.</summary>
    public required string Stack { get; init; }

    /// <summary>The base layer's chain.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>The rollup's contract; of an OP Stack its portal.</summary>
    public required string Rollup { get; init; }

    /// <summary>What holds the escrow of ETH: the settlement hub; of an OP Stack its lockbox or portal.</summary>
    public required string Hub { get; init; }

    /// <summary>The block that both sides of the balance sheet belong to.</summary>
    public required CutView Cut { get; init; }

    /// <summary>As of this block; unwinds with it.</summary>
    public required RegimeView Head { get; init; }

    /// <summary>As of the last finalised cut.</summary>
    public required RegimeView Confirmed { get; init; }

    /// <summary>What is not as it should be at this very block.</summary>
    public required IReadOnlyList<FindingView> Findings { get; init; }

    /// <summary>The balance sheet, one line a token.</summary>
    public required IReadOnlyList<TokenView> Tokens { get; init; }

    /// <summary>What batches commit to, against what the auditor derived.</summary>
    public required CommitmentsView Commitments { get; init; }

    /// <summary>Validity proofs; null where none counts.</summary>
    public ProofsView? Proofs { get; init; }

    /// <summary>The newest batches, oldest first; of an OP Stack its games, whose height is the block that they are about.</summary>
    public required IReadOnlyList<BatchStageView> Batches { get; init; }

    /// <summary>Whether it goes on.</summary>
    public required LivenessView Liveness { get; init; }

    /// <summary>How long money takes to leave.</summary>
    public required ExitView Exit { get; init; }

    /// <summary>The rate of each failure mode.</summary>
    public required IReadOnlyList<HazardView> Hazards { get; init; }

    /// <summary>Games, withdrawals and powers of an OP Stack; null of another.</summary>
    public OpStack.OpStackView? OpStack { get; init; }

    /// <summary>The other auditors, as they were known when the block was judged; empty where none were named.</summary>
    public IReadOnlyList<PeerView> Peers { get; init; } = [];

    /// <summary>Who acted of late for the rollup: committers, provers, verifiers.</summary>
    public IReadOnlyList<IdentityView> Identities { get; init; } = [];

    /// <summary>How long an upgrade of escrow or verifier waits at least, in seconds; infinite where nothing can be upgraded.</summary>
    public double UpgradeDelaySeconds { get; init; } = double.PositiveInfinity;


    /// <summary>The document that every number was computed with.</summary>
    public required string ParametersId { get; init; }

    /// <summary>The facts behind the report, in order.</summary>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>Their Merkle root: docs/spec/solvency.md#evidence.</summary>
    public required string EvidenceRoot { get; init; }
}

/// <summary>Somebody, or some key, that the rollup relies on.</summary>
/// <param name="Kind">committer, prover, verifier, parameters; on an OP Stack also a role: guardian, proposer, challenger, batcher, blockSigner, factoryOwner, configOwner, proxyAdmin, proxyAdminOwner.</param>
/// <param name="Id">An address, or a hash.</param>
public sealed record IdentityView(string Kind, string Id);

/// <summary>A block of L1.</summary>
/// <param name="Block">Its number.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Time">Its time.</param>
public sealed record CutView(ulong Block, string Hash, ulong Time);

/// <summary>A regime with its memory.</summary>
/// <param name="Regime">GREEN, AMBER, RED or BLACK.</param>
/// <param name="Since">Since when.</param>
/// <param name="Causes">What asked for it, worst first.</param>
public sealed record RegimeView(string Regime, ulong Since, IReadOnlyList<FindingView> Causes)
{
    internal static RegimeView Of(RegimeState state) => new(state.Regime.Name(), state.Since, [.. state.Causes.Select(FindingView.Of)]);
}

/// <summary>Something that is not as it should be.</summary>
/// <param name="Regime">What it asks for.</param>
/// <param name="Cause">Its name, which is also that of the alert and its runbook.</param>
/// <param name="Detail">With the numbers.</param>
public sealed record FindingView(string Regime, string Cause, string Detail)
{
    internal static FindingView Of(Finding finding) => new(finding.Regime.Name(), finding.Cause.ToString(), finding.Detail);
}

/// <summary>One token: its line of the balance sheet, and what a claim on it is worth.</summary>
/// <param name="Number">Its number on the rollup.</param>
/// <param name="Token">Its address on L1, zero for ETH.</param>
/// <param name="Escrow">E: what the hub holds.</param>
/// <param name="Supply">L: balances and fee pots on the rollup.</param>
/// <param name="DepositsInFlight">D: in the escrow, not yet on the rollup.</param>
/// <param name="WithdrawalsInFlight">W: gone from the rollup, not yet paid.</param>
/// <param name="Surplus">E − (L + D + W); negative when cover is missing.</param>
/// <param name="CoverageBps">E over liabilities in basis points, rounded down; 65,535 with nothing owed.</param>
/// <param name="Feed">The numbers that contracts read.</param>
/// <param name="FairValue">Of one unit, as a fraction of the token's price on L1.</param>
/// <param name="BidValue">The same, cautiously.</param>
/// <param name="Score">From 0 to 100.</param>
public sealed record TokenView(
    byte Number, string Token, string Escrow, string Supply, string DepositsInFlight, string WithdrawalsInFlight, string Surplus, ushort CoverageBps, FeedValues Feed,
    double FairValue, double BidValue, double Score)
{
    /// <summary>What a loss while one waits takes off the fair value, as a fraction.</summary>
    public double CreditDiscount { get; init; }

    /// <summary>What the yield forgone while one waits takes off.</summary>
    public double CarryDiscount { get; init; }

    /// <summary>What not being able to sell meanwhile takes off; at least the carry discount.</summary>
    public double LatencyDiscount { get; init; }
}

/// <summary>Commitments on L1 against the auditor's own.</summary>
/// <param name="Check">agree, wrongAndOpen, wrongAndFinal, or unknown.</param>
/// <param name="Committed">The height of the head.</param>
/// <param name="Right">Up to this height the auditor derived the same roots.</param>
/// <param name="Final">Up to this height L1 calls batches final.</param>
/// <param name="Dropped">How many batches were ever removed.</param>
/// <param name="Fault">What is wrong with the next batch; null if nothing is known to be.</param>
public sealed record CommitmentsView(string Check, ulong Committed, ulong Right, ulong Final, ulong Dropped, FaultView? Fault);

/// <summary>A wrong batch.</summary>
/// <param name="Height">Its height.</param>
/// <param name="HeaderHash">Its name.</param>
/// <param name="Block">The block of L1 in which it appeared.</param>
/// <param name="Kind">The kind of fault, as in docs/spec/faults.md.</param>
/// <param name="Slot">Where.</param>
public sealed record FaultView(ulong Height, string HeaderHash, ulong Block, string Kind, int Slot);

/// <summary>A batch on its way from committed to final.</summary>
/// <param name="Height">Its height.</param>
/// <param name="HeaderHash">Its name.</param>
/// <param name="Block">The block of its commit.</param>
/// <param name="CommittedAt">That block's time.</param>
/// <param name="AcceptedBy">By when enough kinds of proof speak for it, at the latest: time when its window is over.</param>
/// <param name="Slots">How many operations.</param>
/// <param name="Blobs">In how many blobs.</param>
/// <param name="Stage">committed; accepted, when enough kinds of proof speak for it; final; wrong; or unknown while its data is missing.</param>
/// <param name="Proof">Where validity proofs count: none, holds, fails, or unseen, judged by the auditor itself from calldata; else null.</param>
public sealed record BatchStageView(ulong Height, string HeaderHash, ulong Block, ulong CommittedAt, ulong AcceptedBy, uint Slots, int Blobs, string Stage, string? Proof = null);

/// <summary>Validity proofs.</summary>
/// <param name="Proven">All batches up to this height are proven, or final without.</param>
/// <param name="Waiting">Pending batches without a proof.</param>
/// <param name="LagSeconds">How long the oldest of them waits.</param>
/// <param name="DeadlineSeconds">How long it may.</param>
/// <param name="Verifiers">Who judges them on L1, by circuit.</param>
/// <param name="Failed">The batch whose recorded proof does not hold; null for none.</param>
public sealed record ProofsView(ulong Proven, int Waiting, ulong LagSeconds, ulong DeadlineSeconds, IReadOnlyList<VerifierView> Verifiers, string? Failed);

/// <summary>A circuit's verifier on L1.</summary>
/// <param name="Address">The contract.</param>
/// <param name="KeyHash">Keccak-256 of its key, which the auditor has read and compared.</param>
/// <param name="Slots">queue or users.</param>
public sealed record VerifierView(string Address, string KeyHash, string Slots);

/// <summary>Clocks and queues.</summary>
/// <param name="Clocks">Ages against limits.</param>
/// <param name="QueueDepth">Forced items that wait.</param>
/// <param name="QueueAgeSeconds">The oldest one's age.</param>
/// <param name="QueueLimitSeconds">What it must not exceed.</param>
/// <param name="DataMissingSeconds">For how long a batch's blobs have been nowhere; 0 if all are there.</param>
/// <param name="DerivationLagSeconds">How far derivation is behind.</param>
/// <param name="BondRatio">The oldest pending batch's bond over the value in escrow; null where nothing is pending or held.</param>
/// <param name="QuotaUse">The used part of the outflow quota, of the token that used most.</param>
/// <param name="IsFrozen">Whether only escape claims are paid.</param>
public sealed record LivenessView(
    IReadOnlyList<ClockView> Clocks, int QueueDepth, ulong QueueAgeSeconds, ulong QueueLimitSeconds, ulong DataMissingSeconds, ulong DerivationLagSeconds, double? BondRatio, double QuotaUse,
    bool IsFrozen)
{
    /// <summary>Tokens in escrow that the bond ratio leaves out, because nobody has named their price: the true ratio is lower.</summary>
    public IReadOnlyList<string> Unpriced { get; init; } = [];

    /// <summary>Since when the sequencer is down, Unix seconds; 0 while it is up. Down, from this block on, for an auditor that cannot see it.</summary>
    public ulong SequencerDownSince { get; init; }
}

/// <summary>A clock.</summary>
/// <param name="Clock">batch or execution.</param>
/// <param name="AgeSeconds">Since it last happened.</param>
/// <param name="AmberSeconds">From which age it is late.</param>
/// <param name="Score">Standard deviations from the usual; null with less than 59 days of history.</param>
/// <param name="HasWork">Whether there is anything to do: who has nothing to post is not late.</param>
public sealed record ClockView(string Clock, ulong AgeSeconds, double AmberSeconds, double? Score, bool HasWork)
{
    /// <summary>The age over its hard limit; where the protocol has none, over the age from which it is RED.</summary>
    public double LimitRatio { get; init; }
}

/// <summary>The way out.</summary>
/// <param name="MedianSeconds">Half are out within it.</param>
/// <param name="P95Seconds">95 of 100.</param>
/// <param name="P99Seconds">99 of 100.</param>
/// <param name="Stages">Stage by stage.</param>
public sealed record ExitView(double MedianSeconds, double P95Seconds, double P99Seconds, IReadOnlyList<ExitStageView> Stages);

/// <summary>A stage of the way out.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="MeanSeconds">How long it takes.</param>
/// <param name="Source">Who says so.</param>
public sealed record ExitStageView(string Stage, double MeanSeconds, string Source);

/// <summary>A failure mode.</summary>
/// <param name="Mode">Its name.</param>
/// <param name="PerYear">Its rate under the head regime.</param>
/// <param name="IsLoss">Whether it takes money, or time.</param>
/// <param name="BaseRate">Before multipliers and regime.</param>
/// <param name="Source">Where the base rate comes from.</param>
public sealed record HazardView(string Mode, double PerYear, bool IsLoss, double BaseRate, string Source);
