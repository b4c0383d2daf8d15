using Plimsoll.L1.Abi;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Hashing;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Contracts;

/// <summary>What an auditor signs about a rollup's token. Spec: docs/spec/oracle.md#report.</summary>
/// <param name="AsOfL1Block">The cut's block.</param>
/// <param name="AsOfTime">Its time, Unix seconds.</param>
/// <param name="Regime">0 GREEN, 1 AMBER, 2 RED, 3 BLACK.</param>
/// <param name="Values">The numbers.</param>
/// <param name="SequencerDownSince">Since when the sequencer is down, Unix seconds, at most the cut's time; 0 while it is up.</param>
/// <param name="ParametersId">The model's parameter document.</param>
/// <param name="EvidenceRoot">Over the facts.</param>
public sealed record OracleReport(ulong AsOfL1Block, ulong AsOfTime, byte Regime, FeedValues Values, ulong SequencerDownSince, Bytes32 ParametersId, Bytes32 EvidenceRoot)
{
    /// <summary>The struct <c>Report</c> of the contract.</summary>
    internal const string Type =
        "(uint64 asOfL1Block, uint64 asOfTime, uint8 regime, uint16 coverageBps, uint16 haircutBps, uint16 collateralFactorBps, uint16 imAddOnBps, uint16 discountBps, "
        + "uint32 exitP50, uint32 exitP95, uint32 lambdaMicro, uint16 lgdBps, uint64 sequencerDownSince, bytes32 paramsId, bytes32 evidenceRoot)";

    private const string Name = "SolvencyReport";

    private static readonly AbiType[] s_named = [AbiType.UnsignedInteger(), AbiType.Address];

    private static readonly Eip712Types s_types = new(new Dictionary<string, IReadOnlyList<Eip712Field>>
    {
        [Name] =
        [
            new("bytes32", "chainKey"), new("address", "asset"),
            .. Type.Trim('(', ')').Split(", ").Select(field => field.Split(' ')).Select(field => new Eip712Field(field[0], field[1])),
        ],
    });

    /// <summary>Names a rollup to the oracle: <c>keccak256(abi.encode(chainId, rollup))</c>.</summary>
    public static Bytes32 ChainKey(ulong chainId, Address rollup) => Keccak256.Hash(AbiEncoder.Encode(s_named, chainId, rollup));

    /// <summary>The typed data that is signed for one oracle contract.</summary>
    /// <param name="chainId">The chain of the oracle.</param>
    /// <param name="oracle">Its address.</param>
    /// <param name="chainKey">The rollup.</param>
    /// <param name="asset">The token on L1, zero for ETH.</param>
    public TypedData For(ulong chainId, Address oracle, Bytes32 chainKey, Address asset) =>
        new(new("Plimsoll SolvencyOracle", "1", chainId, oracle), s_types, Name, AbiValue.Of([chainKey, asset, .. Fields()]));

    internal AbiValue ToAbi() => AbiValue.Of(Fields());

    internal static OracleReport Read(AbiValue report) => new(
        report[0].ToUInt64(), report[1].ToUInt64(), report[2].ToByte(),
        new(
            Short(report[3]), Short(report[4]), Short(report[5]), Short(report[6]), Short(report[7]), report[8].ToUInt32(), report[9].ToUInt32(), report[10].ToUInt32(), Short(report[11])),
        report[12].ToUInt64(), report[13].ToBytes32(), report[14].ToBytes32());

    private AbiValue[] Fields() =>
    [
        AsOfL1Block, AsOfTime, (ulong)Regime, (ulong)Values.CoverageBps, (ulong)Values.HaircutBps, (ulong)Values.CollateralFactorBps, (ulong)Values.MarginAddOnBps, (ulong)Values.DiscountBps,
        (ulong)Values.ExitMedianSeconds, (ulong)Values.Exit95Seconds, (ulong)Values.LossHazardMicro, (ulong)Values.LgdBps, SequencerDownSince, ParametersId, EvidenceRoot,
    ];

    private static ushort Short(AbiValue value) => checked((ushort)value.ToUInt64());
}
