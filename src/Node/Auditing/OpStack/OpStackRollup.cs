namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>A rollup on the OP Stack with dispute games: where its contracts are, and what people have decided about it.</summary>
/// <remarks>Spec: docs/spec/opstack.md.</remarks>
public sealed partial record OpStackRollup
{
    /// <summary>The base layer's chain.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>OptimismPortal2: holds ETH, or has it held by the lockbox; proves and pays withdrawals.</summary>
    public required Address Portal { get; init; }

    /// <summary>DisputeGameFactory: lists the games about output roots.</summary>
    public required Address Factory { get; init; }

    /// <summary>L1StandardBridge, which holds ERC-20s; null: tokens are not audited.</summary>
    public Address? Bridge { get; init; }

    /// <summary>ETHLockbox, where the portal has one.</summary>
    public Address? Lockbox { get; init; }

    /// <summary>AnchorStateRegistry, which newer portals ask about games.</summary>
    public Address? AnchorRegistry { get; init; }

    /// <summary>SystemConfig: batcher and other roles.</summary>
    public Address? SystemConfig { get; init; }

    /// <summary>SuperchainConfig: pauses.</summary>
    public Address? SuperchainConfig { get; init; }

    /// <summary>The first block that is followed. Games and withdrawals from before are seen only where later ones name them: 28 days back hold all that may matter.</summary>
    public ulong StartBlock { get; init; }

    /// <summary>The bridge's tokens that are audited.</summary>
    public IReadOnlyList<OpStackToken> Tokens { get; init; } = [];

    /// <summary>The time between two blocks of the rollup, in seconds.</summary>
    public ulong BlockSeconds { get; init; } = 2;

    /// <summary>After so many seconds a deposit is included whatever the sequencer does. Default 3,600 blocks of L1.</summary>
    public ulong SequencerWindowSeconds { get; init; } = 43_200;

    /// <summary>Game code, proposers and holders of roles that the auditor's operator has checked: they are new to nobody.</summary>
    public IReadOnlyList<Address> Verified { get; init; } = [];

    /// <summary>From a withdrawal's proof to its payment, in seconds, as <see cref="ReadAsync"/> found it; the largest value before.</summary>
    public ulong ProofMaturitySeconds { get; init; } = ulong.MaxValue;

    /// <summary>The multipliers of the risk model that the contracts show, as <see cref="ReadAsync"/> found them.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>The contracts that may replace the code of others, as <see cref="ReadAsync"/> found them; accounts without an owner are none.</summary>
    public IReadOnlyList<Address> ProxyAdmins { get; init; } = [];

    /// <summary>What may stand behind a proxy.</summary>
    internal IReadOnlyList<Address> Proxies =>
        [.. new[] { Portal, Factory }.Concat(new[] { Bridge, Lockbox, AnchorRegistry, SystemConfig, SuperchainConfig }.OfType<Address>()).Distinct()];

    /// <summary>Everything whose events count.</summary>
    internal IReadOnlyList<Address> Contracts => [.. Proxies.Concat(ProxyAdmins).Distinct()];
}

/// <summary>A token that the bridge holds.</summary>
/// <param name="L1">The token on L1.</param>
/// <param name="L2">What represents it on the rollup.</param>
public sealed record OpStackToken(Address L1, Address L2);
