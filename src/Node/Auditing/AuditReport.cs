using Plimsoll.Node.Auditing.Peers;

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
