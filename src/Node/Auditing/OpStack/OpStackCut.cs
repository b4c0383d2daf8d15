using System.Collections.Immutable;
using Plimsoll.L1.Following;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>What an OP Stack's logs say of a rollup up to one block.</summary>
internal sealed record OpStackCut
{
    /// <summary>Up to this block; no hash before the first.</summary>
    public BlockId Block { get; init; }

    /// <summary>The block before.</summary>
    public Bytes32 Parent { get; init; }

    /// <summary>Its time.</summary>
    public ulong Time { get; init; }

    /// <summary>Games about output roots, oldest first.</summary>
    public ImmutableList<DisputeGame> Games { get; init; } = [];

    /// <summary>Proofs of withdrawals that were not paid yet, in the order in which they came.</summary>
    public ImmutableList<WithdrawalProof> Proofs { get; init; } = [];

    /// <summary>Withdrawals that were paid, oldest first.</summary>
    public ImmutableList<PaidWithdrawal> Paid { get; init; } = [];

    /// <summary>Deposits that may not be on the rollup yet, oldest first.</summary>
    public ImmutableList<Deposit> Deposits { get; init; } = [];

    /// <summary>Powers that were used, oldest first.</summary>
    public ImmutableList<PowerChange> Changes { get; init; } = [];

    /// <summary>Games that the guardian forbade to pay.</summary>
    public ImmutableHashSet<Address> Blacklist { get; init; } = [];

    /// <summary>The newest code of games that came when there were games already.</summary>
    public NewImplementation? Implementation { get; init; }

    /// <summary>The newest arguments of games that came when there were games already.</summary>
    public NewArguments? Arguments { get; init; }

    /// <summary>Roles that came to somebody else when there were games already, by events.</summary>
    public ImmutableDictionary<(OpStackRole Role, Address Contract), Handover> Handovers { get; init; } = ImmutableDictionary<(OpStackRole Role, Address Contract), Handover>.Empty;

    /// <summary>Another portal that the lockbox pays to; null if none was seen.</summary>
    public Address? Sharer { get; init; }

    /// <summary>Whether more was open at once than is kept: what was dropped is not known any more.</summary>
    public bool HasLost { get; init; }

    /// <summary>ETH that went in with this very block.</summary>
    public UInt256 Minted { get; init; }

    /// <summary>Whether a proxy's code was replaced in this very block, when there were games already.</summary>
    public bool IsUpgraded { get; init; }
}

/// <summary>A game, as its factory announced it.</summary>
internal sealed record DisputeGame(Address Address, uint Type, Bytes32 RootClaim, BlockId Block, ulong CreatedAt);

/// <summary>A proof of a withdrawal.</summary>
internal sealed record WithdrawalProof(Bytes32 Withdrawal, Address Submitter, BlockId Block, ulong At);

/// <summary>A withdrawal that was paid, with the proofs that were seen of it.</summary>
internal sealed record PaidWithdrawal(Bytes32 Withdrawal, BlockId Block, ulong At, ImmutableArray<WithdrawalProof> Proofs);

/// <summary>Money on its way in.</summary>
/// <param name="L1">The token on L1; zero for ETH.</param>
/// <param name="L2">The token on the rollup; zero for ETH.</param>
/// <param name="Amount">How much; 0 for a message without money, which is to be included all the same.</param>
/// <param name="Block">The number of its block.</param>
/// <param name="At">That block's time.</param>
internal sealed record Deposit(Address L1, Address L2, UInt256 Amount, ulong Block, ulong At);

/// <summary>A power that somebody used; whose it is, if one role has it alone.</summary>
internal sealed record PowerChange(ulong Block, ulong At, Address Contract, string Kind, string Detail, OpStackRole? By);

/// <summary>New code that plays games.</summary>
internal sealed record NewImplementation(Address Address, uint Type, ulong Block, ulong At);

/// <summary>New arguments that games are played with, by their hash.</summary>
internal sealed record NewArguments(Bytes32 Hash, uint Type, ulong Block, ulong At);
