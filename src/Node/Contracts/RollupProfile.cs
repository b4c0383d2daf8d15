using Plimsoll.Batches;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;

namespace Plimsoll.Node.Contracts;

/// <summary>What a rollup promises, as its contract holds it. Times are in seconds, money in wei.</summary>
/// <remarks>The contract's struct of the same name, field by field; it refuses values out of range. Spec: docs/spec/profile.md.</remarks>
public sealed record RollupProfile
{
    internal const string Type =
        "(uint8 depth, uint32 maxSlots, uint32 maxDueItems, uint64 challengeWindow, uint64 inclusionDelay, uint64 openAfter, uint64 escapeAfter, "
        + "uint64 maxBatchAge, uint128 bond, uint128 forcedFee, uint32 maxOpenItems, address sequencer, uint256 quotaFloor, uint16 quotaShare, "
        + "uint64 quotaPeriod, uint8 kinds, uint8 threshold, uint8 dataLayout, uint64 proofDeadline, address votes, bytes32 document)";

    private static readonly AbiType[] s_hashed = [AbiType.Parse(Type)];

    /// <summary>Levels of the account tree, 1 to 15.</summary>
    public required byte Depth { get; init; }

    /// <summary>The most slots of a batch.</summary>
    public required uint MaxSlots { get; init; }

    /// <summary>K: the most queue items that a batch can be made to take.</summary>
    public required uint MaxDueItems { get; init; }

    /// <summary>How long a batch can be disputed; zero in the compact layout, where it cannot.</summary>
    public required ulong ChallengeWindow { get; init; }

    /// <summary>F: an item of the queue is due after it.</summary>
    public required ulong InclusionDelay { get; init; }

    /// <summary>F_open: when the next item is older, anybody may commit.</summary>
    public required ulong OpenAfter { get; init; }

    /// <summary>When the next item is older, anybody may freeze the rollup.</summary>
    public required ulong EscapeAfter { get; init; }

    /// <summary>The most that a batch's time may lie behind the block that commits it.</summary>
    public required ulong MaxBatchAge { get; init; }

    /// <summary>Locked for each batch until it is final.</summary>
    public required UInt128 Bond { get; init; }

    /// <summary>Price of a forced operation while no other waits.</summary>
    public required UInt128 ForcedFee { get; init; }

    /// <summary>The most items that may wait in the queue.</summary>
    public required uint MaxOpenItems { get; init; }

    /// <summary>Who may commit while nothing is overdue; zero for anybody.</summary>
    public required Address Sequencer { get; init; }

    /// <summary>The outflow quota's floor, in each token's smallest unit.</summary>
    public required UInt256 QuotaFloor { get; init; }

    /// <summary>The outflow quota's share of the escrow, in basis points.</summary>
    public required ushort QuotaShare { get; init; }

    /// <summary>The time in which an empty quota refills.</summary>
    public required ulong QuotaPeriod { get; init; }

    /// <summary>The kinds of proof that count.</summary>
    public ProofKinds Kinds { get; init; } = ProofKinds.FraudWindow;

    /// <summary>How many of them make a batch final.</summary>
    public byte Threshold { get; init; } = 1;

    /// <summary>What of a slot is in the blobs.</summary>
    public DataLayout Layout { get; init; } = DataLayout.Full;

    /// <summary>After it a batch that lacks votes can be removed; zero if time alone counts.</summary>
    public ulong ProofDeadline { get; init; }

    /// <summary>The contract that judges proofs and signatures; zero if time alone counts.</summary>
    public Address Votes { get; init; }

    /// <summary>keccak-256 of the profile's document, for people.</summary>
    public required Bytes32 Document { get; init; }

    /// <summary>Whether so many votes make a batch final.</summary>
    public bool IsEnough(ProofKinds votes) => System.Numerics.BitOperations.PopCount((uint)(votes & Kinds)) >= Threshold;

    /// <summary>Whether time alone makes batches final.</summary>
    public bool IsTimed => Kinds == ProofKinds.FraudWindow;

    /// <summary>How long it takes at most until enough kinds of proof speak for a batch, in seconds from its commit; what lacks them then can be removed.</summary>
    public ulong FinalWithin => EarliestEnough(kind => kind == ProofKinds.FraudWindow ? ChallengeWindow : ProofDeadline);

    /// <summary>When there are enough kinds of proof, if each comes at its time: the k-th of these times where k are needed.</summary>
    internal ulong EarliestEnough(Func<ProofKinds, ulong> timeOf)
    {
        ulong[] times = [.. Enum.GetValues<ProofKinds>().Where(kind => kind != ProofKinds.None && Kinds.HasFlag(kind)).Select(timeOf).Order()];
        return times[Threshold - 1];
    }

    /// <summary>What headers name the profile by: <c>keccak256(abi.encode(profile))</c>.</summary>
    public Bytes32 Id => Keccak256.Hash(AbiEncoder.Encode(s_hashed, ToAbi()));

    internal AbiValue ToAbi() => AbiValue.Of(
        (ulong)Depth,
        (ulong)MaxSlots,
        (ulong)MaxDueItems,
        ChallengeWindow,
        InclusionDelay,
        OpenAfter,
        EscapeAfter,
        MaxBatchAge,
        Bond.ToWord(),
        ForcedFee.ToWord(),
        (ulong)MaxOpenItems,
        Sequencer,
        QuotaFloor,
        (ulong)QuotaShare,
        QuotaPeriod,
        (ulong)Kinds,
        (ulong)Threshold,
        (ulong)Layout,
        ProofDeadline,
        Votes,
        Document);

    /// <summary>Reads what the contract answers: the encoded struct.</summary>
    /// <exception cref="AbiException">It is no profile.</exception>
    internal static RollupProfile Decode(ReadOnlySpan<byte> encoded) => Read(AbiDecoder.Decode(s_hashed, encoded)[0]);

    private static RollupProfile Read(AbiValue profile) => new()
    {
        Depth = profile[0].ToByte(),
        MaxSlots = profile[1].ToUInt32(),
        MaxDueItems = profile[2].ToUInt32(),
        ChallengeWindow = profile[3].ToUInt64(),
        InclusionDelay = profile[4].ToUInt64(),
        OpenAfter = profile[5].ToUInt64(),
        EscapeAfter = profile[6].ToUInt64(),
        MaxBatchAge = profile[7].ToUInt64(),
        Bond = profile[8].ToUInt128(),
        ForcedFee = profile[9].ToUInt128(),
        MaxOpenItems = profile[10].ToUInt32(),
        Sequencer = profile[11].ToAddress(),
        QuotaFloor = profile[12].ToUInt256(),
        QuotaShare = checked((ushort)profile[13].ToUInt64()),
        QuotaPeriod = profile[14].ToUInt64(),
        Kinds = (ProofKinds)profile[15].ToByte(),
        Threshold = profile[16].ToByte(),
        Layout = (DataLayout)profile[17].ToByte(),
        ProofDeadline = profile[18].ToUInt64(),
        Votes = profile[19].ToAddress(),
        Document = profile[20].ToBytes32(),
    };
}
