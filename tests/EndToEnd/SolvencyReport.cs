using Plimsoll.L1.Abi;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd;

/// <summary>What an auditor signs about a rollup's token, as <c>docs/spec/oracle.md</c> has it.</summary>
internal sealed record SolvencyReport
{
    private const string TypeName = "SolvencyReport";

    private static readonly Eip712Field[] s_fields =
    [
        new("bytes32", "chainKey"), new("address", "asset"), new("uint64", "asOfL1Block"), new("uint64", "asOfTime"), new("uint8", "regime"),
        new("uint16", "coverageBps"), new("uint16", "haircutBps"), new("uint16", "collateralFactorBps"), new("uint16", "imAddOnBps"),
        new("uint16", "discountBps"), new("uint32", "exitP50"), new("uint32", "exitP95"), new("uint32", "lambdaMicro"), new("uint16", "lgdBps"), new("uint64", "sequencerDownSince"),
        new("bytes32", "paramsId"), new("bytes32", "evidenceRoot"),
    ];

    private static readonly Eip712Types s_types = new(new Dictionary<string, IReadOnlyList<Eip712Field>> { [TypeName] = s_fields });

    public required ulong AsOfL1Block { get; init; }

    public required ulong AsOfTime { get; init; }

    public byte Regime { get; init; }

    public ushort CoverageBps { get; init; } = 10_000;

    public ushort HaircutBps { get; init; } = 724;

    public ushort CollateralFactorBps { get; init; } = 8_634;

    public ushort ImAddOnBps { get; init; } = 120;

    public ushort DiscountBps { get; init; } = 3;

    public uint ExitP50 { get; init; } = 10_800;

    public uint ExitP95 { get; init; } = 14_400;

    public uint LambdaMicro { get; init; } = 5_000;

    public ushort LgdBps { get; init; } = 8_500;

    public ulong SequencerDownSince { get; init; }

    public Bytes32 ParamsId { get; init; } = Bytes32.Parse("0x" + new string('a', 64));

    public Bytes32 EvidenceRoot { get; init; } = Bytes32.Parse("0x" + new string('e', 64));

    /// <summary>The struct <c>Report</c> of the contract.</summary>
    public AbiValue ToAbi() => AbiValue.Of([.. Values()]);

    /// <summary>The typed data for an oracle contract.</summary>
    public TypedData For(ulong chainId, Address oracle, Bytes32 chainKey, Address asset)
    {
        Eip712Domain domain = new("Plimsoll SolvencyOracle", "1", chainId, oracle);
        return new(domain, s_types, TypeName, AbiValue.Of([chainKey, asset, .. Values()]));
    }

    /// <summary>The signatures of several keys under one report, in the order of the keys' addresses.</summary>
    public static AbiValue Signatures(TypedData report, IEnumerable<PrivateKey> keys) =>
        AbiValue.Of([.. keys.Select(key => (AbiValue)report.Sign(key).ToBytes())]);

    private AbiValue[] Values() =>
    [
        AsOfL1Block, AsOfTime, (ulong)Regime, (ulong)CoverageBps, (ulong)HaircutBps, (ulong)CollateralFactorBps, (ulong)ImAddOnBps, (ulong)DiscountBps,
        (ulong)ExitP50, (ulong)ExitP95, (ulong)LambdaMicro, (ulong)LgdBps, SequencerDownSince, ParamsId, EvidenceRoot,
    ];
}
