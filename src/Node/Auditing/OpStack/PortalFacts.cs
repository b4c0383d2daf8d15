namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>What portal, factory and bridge say at one block.</summary>
/// <param name="Ether">ETH in escrow: the portal's, and what its lockbox holds for it.</param>
/// <param name="Tokens">What the bridge holds, in the order of the configured tokens.</param>
/// <param name="IsPaused">Whether nothing can be proven or paid.</param>
/// <param name="Guardian">Who can pause and blacklist; null where nobody says.</param>
/// <param name="ProofMaturity">From proof to payment, in seconds.</param>
/// <param name="Finality">From a game's end to payment, in seconds: the air gap.</param>
/// <param name="RespectedType">The type of games that count.</param>
/// <param name="RespectedSince">Older games do not count.</param>
/// <param name="InitialBond">What a proposal costs, in wei.</param>
/// <param name="GameCode">What plays games of that type.</param>
/// <param name="GameCount">How many games there ever were.</param>
internal sealed record PortalFacts(
    UInt256 Ether, IReadOnlyList<UInt256> Tokens, bool IsPaused, Address? Guardian, ulong ProofMaturity, ulong Finality, uint RespectedType, ulong RespectedSince, UInt256 InitialBond,
    Address GameCode, ulong GameCount)
{
    /// <summary>ETHLockbox, where the portal names one.</summary>
    public Address? Lockbox { get; init; }

    /// <summary>The part of <see cref="Ether"/> that lies there.</summary>
    public UInt256 InLockbox { get; init; }

    /// <summary>From where games begin; null without a registry, or before it has a root for such games.</summary>
    public AnchorFacts? Anchor { get; init; }

    /// <summary>Whether there is a registry that does not say from where games begin.</summary>
    public bool IsAnchorUnknown { get; init; }

    /// <summary>What two of the contracts say differently; null if nothing.</summary>
    public string? Contradiction { get; init; }
}
