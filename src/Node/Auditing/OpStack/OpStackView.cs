namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>What only an OP Stack has: games about output roots, withdrawals in two steps, a guardian.</summary>
/// <param name="Factory">DisputeGameFactory.</param>
/// <param name="RespectedGameType">Games of this type count.</param>
/// <param name="GameCode">What plays them.</param>
/// <param name="GameCount">How many games there ever were.</param>
/// <param name="InitialBond">What a proposal costs, in wei.</param>
/// <param name="ProofMaturitySeconds">From proof to payment.</param>
/// <param name="FinalityDelaySeconds">From a game's end to payment: the air gap.</param>
/// <param name="Guardian">Who can pause and blacklist; null where the portal does not say.</param>
/// <param name="IsPaused">Whether nothing can be proven or paid.</param>
/// <param name="Node">How far the user's own node of the rollup is; null if it does not say.</param>
/// <param name="Trouble">Why something is unknown; null if nothing is.</param>
/// <param name="Escrows">What is held in each token, and what is known of its supply.</param>
/// <param name="Games">The newest games and every wrong one that can pay, oldest first.</param>
/// <param name="Withdrawals">Proven, not paid: forged ones first, then the newest.</param>
/// <param name="PaidCount">How many withdrawals were seen to be paid.</param>
/// <param name="PaidForged">Those of them that the rollup never made.</param>
/// <param name="Unexplained">ETH that left without a withdrawal, in wei, since the auditor began.</param>
/// <param name="Changes">Powers that were used, newest first.</param>
public sealed record OpStackView(
    string Factory, uint RespectedGameType, string GameCode, ulong GameCount, string InitialBond, ulong ProofMaturitySeconds, ulong FinalityDelaySeconds, string? Guardian, bool IsPaused,
    OwnNodeView? Node, string? Trouble, IReadOnlyList<EscrowView> Escrows, IReadOnlyList<GameView> Games, IReadOnlyList<WithdrawalView> Withdrawals, int PaidCount, IReadOnlyList<string> PaidForged,
    string Unexplained, IReadOnlyList<PowerView> Changes)
{
    /// <summary>Who may do what, as the contracts say at this block.</summary>
    public IReadOnlyList<RoleView> Roles { get; init; } = [];

    /// <summary>Roles about which the contracts say nothing, or two things.</summary>
    public IReadOnlyList<string> UnknownRoles { get; init; } = [];

    /// <summary>From where games begin; null without a registry, or before it has a root for such games.</summary>
    public AnchorView? Anchor { get; init; }

    /// <summary>ETHLockbox, with what it holds for this portal; null where the portal names none.</summary>
    public LockboxView? Lockbox { get; init; }
}

/// <summary>Who holds a role.</summary>
/// <param name="Role">guardian, proposer, challenger, batcher, blockSigner, factoryOwner, configOwner, proxyAdmin or proxyAdminOwner.</param>
/// <param name="Holder">An address, or what the contract names a batcher by.</param>
/// <param name="Contract">The contract over which.</param>
/// <param name="Since">The time since when, of what is new within a week; null otherwise.</param>
/// <param name="IsUsed">Whether a new holder has used the role; null where that is not known.</param>
/// <param name="IsVerified">Whether the auditor's operator has checked the holder.</param>
public sealed record RoleView(string Role, string Holder, string Contract, ulong? Since, bool? IsUsed, bool IsVerified);

/// <summary>The output root from which games begin.</summary>
/// <param name="Registry">AnchorStateRegistry.</param>
/// <param name="L2Block">The block of the rollup.</param>
/// <param name="Root">The root.</param>
/// <param name="Verdict">right, wrong or unknown.</param>
public sealed record AnchorView(string Registry, string L2Block, string Root, string Verdict);

/// <summary>Where a portal's ETH lies.</summary>
/// <param name="Lockbox">ETHLockbox.</param>
/// <param name="Held">What it holds for this portal, in wei; 0 if it does not pay to it.</param>
/// <param name="Sharer">Another portal that it pays to, so that nobody can say whose ETH it holds; null if none was seen.</param>
public sealed record LockboxView(string Lockbox, string Held, string? Sharer);

/// <summary>How far the user's own node is.</summary>
/// <param name="L1Block">It has derived up to this block of L1.</param>
/// <param name="SafeBlock">The newest block of the rollup that follows from L1 data.</param>
/// <param name="UnsafeBlock">The newest that the sequencer promised.</param>
/// <param name="FinalizedBlock">The newest that follows from finalised L1 data.</param>
public sealed record OwnNodeView(ulong L1Block, ulong SafeBlock, ulong UnsafeBlock, ulong FinalizedBlock);

/// <summary>What is held in a token.</summary>
/// <param name="Token">On L1, zero for ETH.</param>
/// <param name="Escrow">In smallest units.</param>
/// <param name="Supply">On the rollup, by the own node; of ETH, by the books kept on L1. Null: not known, and not in the balance sheet.</param>
public sealed record EscrowView(string Token, string Escrow, string? Supply);

/// <summary>A game about an output root.</summary>
/// <param name="Game">Its address.</param>
/// <param name="Type">Its type.</param>
/// <param name="L2Block">The block of the rollup that it is about; null if it does not say.</param>
/// <param name="RootClaim">What is claimed.</param>
/// <param name="OwnRoot">What the own node has there; null if it has nothing.</param>
/// <param name="Verdict">right, wrong or unknown.</param>
/// <param name="Status">inProgress, challengerWins, defenderWins or blacklisted.</param>
/// <param name="CanPay">Whether the portal may ever pay by it, as things stand.</param>
/// <param name="Creator">Who proposed.</param>
/// <param name="Block">The block of L1 in which it began; null if that was before the first that is followed.</param>
/// <param name="CreatedAt">That block's time.</param>
/// <param name="ResolvedAt">When it ended; 0 before.</param>
/// <param name="PaysFrom">The first second at which it pays if nobody moves any more; null if never.</param>
/// <param name="Bonds">What is staked in it, in wei; null if nobody says.</param>
/// <param name="Claims">How many claims were made, the root claim included.</param>
public sealed record GameView(
    string Game, uint Type, string? L2Block, string RootClaim, string? OwnRoot, string Verdict, string Status, bool CanPay, string Creator, ulong? Block, ulong CreatedAt, ulong ResolvedAt,
    ulong? PaysFrom, string? Bonds, ulong? Claims);

/// <summary>A withdrawal that was proven and not paid yet.</summary>
/// <param name="Withdrawal">Its hash.</param>
/// <param name="Submitter">Who proved it.</param>
/// <param name="Game">Against this game; null if nobody says.</param>
/// <param name="Verdict">right: the rollup has it; wrong: forged; or unknown.</param>
/// <param name="Block">The block of the proof.</param>
/// <param name="ProvenAt">That block's time.</param>
/// <param name="PaysFrom">The first second at which it can be paid; null if never, as things stand.</param>
/// <param name="SecondsLeft">Until then; null if never.</param>
public sealed record WithdrawalView(string Withdrawal, string Submitter, string? Game, string Verdict, ulong Block, ulong ProvenAt, ulong? PaysFrom, ulong? SecondsLeft);

/// <summary>A power over the rollup that somebody used.</summary>
/// <param name="Block">In which block.</param>
/// <param name="Time">That block's time.</param>
/// <param name="Contract">On which contract.</param>
/// <param name="Kind">Which power.</param>
/// <param name="Detail">With what.</param>
public sealed record PowerView(ulong Block, ulong Time, string Contract, string Kind, string Detail);
