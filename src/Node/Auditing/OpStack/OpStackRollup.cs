using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>A rollup on the OP Stack with dispute games: where its contracts are, and what people have decided about it.</summary>
/// <remarks>Spec: docs/spec/opstack.md.</remarks>
public sealed record OpStackRollup
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

    /// <summary>Game implementations that the auditor's operator has checked: they are new to nobody.</summary>
    public IReadOnlyList<Address> Verified { get; init; } = [];

    /// <summary>From a withdrawal's proof to its payment, in seconds, as <see cref="ReadAsync"/> found it; the largest value before.</summary>
    public ulong ProofMaturitySeconds { get; init; } = ulong.MaxValue;

    /// <summary>The multipliers of the risk model that the contracts show, as <see cref="ReadAsync"/> found them.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>Everything whose events count.</summary>
    internal IReadOnlyList<Address> Contracts =>
        [.. new[] { Portal, Factory }.Concat(new[] { Bridge, Lockbox, AnchorRegistry, SystemConfig, SuperchainConfig }.OfType<Address>()).Distinct()];

    /// <summary>Completes what was configured by what the portal says, and compares the two.</summary>
    /// <exception cref="OpStackException">The contracts are not these, or do not belong together.</exception>
    /// <exception cref="RpcException">The node does not answer.</exception>
    public static async Task<OpStackRollup> ReadAsync(EthereumClient node, OpStackRollup configured, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(configured);
        ulong chain = await node.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
        if (chain != configured.ChainId)
            throw new OpStackException($"the node is of chain {chain}, the rollup of {configured.ChainId}");
        const ulong PermissionedGames = 1;
        AbiFunction[] asked = [OpStackAbi.DisputeGameFactory, OpStackAbi.SystemConfig, OpStackAbi.SuperchainConfig, OpStackAbi.AnchorStateRegistry, OpStackAbi.EthLockbox];
        IReadOnlyList<byte[]?> answers = await node.TryCallAllAsync([.. asked.Select(it => new CallRequest(configured.Portal, it.EncodeCall()))], BlockReference.Latest, cancellationToken)
            .ConfigureAwait(false);
        Address?[] found = [.. asked.Zip(answers, (function, answer) => OpStackAbi.TryRead(function, answer, it => it[0].ToAddress()))];
        if (found[0] is null)
            throw new OpStackException($"{configured.Portal} is no OptimismPortal2: it names no DisputeGameFactory");
        IReadOnlyList<byte[]?> terms = await node.TryCallAllAsync(
            [OpStackAbi.ProofMaturity.On(configured.Portal), OpStackAbi.RespectedGameType.On(configured.Portal), OpStackAbi.IsCustomGasToken.On(found[1] ?? Address.Zero)], BlockReference.Latest,
            cancellationToken).ConfigureAwait(false);
        if (OpStackAbi.TryRead(OpStackAbi.IsCustomGasToken, terms[2], it => it[0].ToBoolean()) == true)
            throw new OpStackException("a rollup with a gas token of its own cannot be audited: its portal does not hold ETH");
        ulong maturity = OpStackAbi.TryRead(OpStackAbi.ProofMaturity, terms[0], it => it[0].ToUInt64()) ?? throw new OpStackException($"{configured.Portal} is no OptimismPortal2: it has no proof maturity");
        bool isPermissioned = OpStackAbi.TryRead(OpStackAbi.RespectedGameType, terms[1], it => it[0].ToUInt64()) == PermissionedGames;
        return configured with
        {
            ProofMaturitySeconds = maturity,
            Traits = isPermissioned ? ["no-open-fraud-proof"] : [],
            Factory = Same("DisputeGameFactory", configured.Factory, found[0]) ?? configured.Factory,
            SystemConfig = Same("SystemConfig", configured.SystemConfig, found[1]),
            SuperchainConfig = Same("SuperchainConfig", configured.SuperchainConfig, found[2]),
            AnchorRegistry = Same("AnchorStateRegistry", configured.AnchorRegistry, found[3]),
            Lockbox = Same("ETHLockbox", configured.Lockbox, found[4]),
        };
    }

    private static Address? Same(string name, Address? configured, Address? found)
    {
        found = found is { IsZero: true } ? null : found;
        return configured is { } mine && found is { } theirs && mine != theirs
            ? throw new OpStackException($"the portal's {name} is {theirs}, not {mine}")
            : configured ?? found;
    }
}

/// <summary>A token that the bridge holds.</summary>
/// <param name="L1">The token on L1.</param>
/// <param name="L2">What represents it on the rollup.</param>
public sealed record OpStackToken(Address L1, Address L2);
