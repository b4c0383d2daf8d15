using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>The functions of an OP Stack's contracts that are asked, old portals and new.</summary>
internal static class OpStackAbi
{
    public static readonly AbiFunction DisputeGameFactory = AbiFunction.Parse("disputeGameFactory() returns (address)");
    public static readonly AbiFunction SystemConfig = AbiFunction.Parse("systemConfig() returns (address)");
    public static readonly AbiFunction SuperchainConfig = AbiFunction.Parse("superchainConfig() returns (address)");
    public static readonly AbiFunction AnchorStateRegistry = AbiFunction.Parse("anchorStateRegistry() returns (address)");
    public static readonly AbiFunction EthLockbox = AbiFunction.Parse("ethLockbox() returns (address)");
    public static readonly AbiFunction Guardian = AbiFunction.Parse("guardian() returns (address)");
    public static readonly AbiFunction Paused = AbiFunction.Parse("paused() returns (bool)");
    public static readonly AbiFunction ProofMaturity = AbiFunction.Parse("proofMaturityDelaySeconds() returns (uint256)");
    public static readonly AbiFunction Finality = AbiFunction.Parse("disputeGameFinalityDelaySeconds() returns (uint256)");
    public static readonly AbiFunction RespectedGameType = AbiFunction.Parse("respectedGameType() returns (uint32)");
    public static readonly AbiFunction RespectedSince = AbiFunction.Parse("respectedGameTypeUpdatedAt() returns (uint64)");
    public static readonly AbiFunction ProvenWithdrawals = AbiFunction.Parse("provenWithdrawals(bytes32, address) returns (address, uint64)");
    public static readonly AbiFunction SubmitterCount = AbiFunction.Parse("numProofSubmitters(bytes32) returns (uint256)");
    public static readonly AbiFunction Submitter = AbiFunction.Parse("proofSubmitters(bytes32, uint256) returns (address)");
    public static readonly AbiFunction Blacklist = AbiFunction.Parse("disputeGameBlacklist(address) returns (bool)");

    public static readonly AbiFunction Owner = AbiFunction.Parse("owner() returns (address)");
    public static readonly AbiFunction BatcherHash = AbiFunction.Parse("batcherHash() returns (bytes32)");
    public static readonly AbiFunction UnsafeBlockSigner = AbiFunction.Parse("unsafeBlockSigner() returns (address)");
    public static readonly AbiFunction Proposer = AbiFunction.Parse("proposer() returns (address)");
    public static readonly AbiFunction Challenger = AbiFunction.Parse("challenger() returns (address)");
    public static readonly AbiFunction GameArgs = AbiFunction.Parse("gameArgs(uint32) returns (bytes)");

    public static readonly AbiFunction Anchors = AbiFunction.Parse("anchors(uint32) returns (bytes32, uint256)");
    public static readonly AbiFunction AnchorRoot = AbiFunction.Parse("getAnchorRoot() returns (bytes32, uint256)");
    public static readonly AbiFunction RetiredUpTo = AbiFunction.Parse("retirementTimestamp() returns (uint64)");
    public static readonly AbiFunction AuthorizedPortals = AbiFunction.Parse("authorizedPortals(address) returns (bool)");
    public static readonly AbiFunction SuperRootsActive = AbiFunction.Parse("superRootsActive() returns (bool)");

    public static readonly AbiFunction IsCustomGasToken = AbiFunction.Parse("isCustomGasToken() returns (bool)");

    public static readonly AbiFunction GameCount = AbiFunction.Parse("gameCount() returns (uint256)");
    public static readonly AbiFunction GameImplementation = AbiFunction.Parse("gameImpls(uint32) returns (address)");
    public static readonly AbiFunction InitialBond = AbiFunction.Parse("initBonds(uint32) returns (uint256)");

    public static readonly AbiFunction RootClaim = AbiFunction.Parse("rootClaim() returns (bytes32)");
    public static readonly AbiFunction L2BlockNumber = AbiFunction.Parse("l2BlockNumber() returns (uint256)");
    public static readonly AbiFunction L2SequenceNumber = AbiFunction.Parse("l2SequenceNumber() returns (uint256)");
    public static readonly AbiFunction CreatedAt = AbiFunction.Parse("createdAt() returns (uint64)");
    public static readonly AbiFunction GameType = AbiFunction.Parse("gameType() returns (uint32)");
    public static readonly AbiFunction Creator = AbiFunction.Parse("gameCreator() returns (address)");
    public static readonly AbiFunction MaxClock = AbiFunction.Parse("maxClockDuration() returns (uint64)");
    public static readonly AbiFunction WasRespected = AbiFunction.Parse("wasRespectedGameTypeWhenCreated() returns (bool)");
    public static readonly AbiFunction Weth = AbiFunction.Parse("weth() returns (address)");
    public static readonly AbiFunction Status = AbiFunction.Parse("status() returns (uint8)");
    public static readonly AbiFunction ResolvedAt = AbiFunction.Parse("resolvedAt() returns (uint64)");
    public static readonly AbiFunction ClaimCount = AbiFunction.Parse("claimDataLen() returns (uint256)");

    public static readonly AbiFunction BalanceOf = AbiFunction.Parse("balanceOf(address) returns (uint256)");
    public static readonly AbiFunction TotalSupply = AbiFunction.Parse("totalSupply() returns (uint256)");
    public static readonly AbiFunction SentMessages = AbiFunction.Parse("sentMessages(bytes32) returns (bool)");
    public static readonly AbiFunction OriginNumber = AbiFunction.Parse("number() returns (uint64)");

    /// <summary>The type of games that only a proposer and a challenger play.</summary>
    public const uint PermissionedGames = 1;

    /// <summary>Seconds, and times, beyond which nobody lives: sums of a few stay far from 2^64.</summary>
    public const ulong MaxSeconds = 1UL << 40;

    /// <summary>Keeps the hashes of withdrawals, on the rollup.</summary>
    public static readonly Address MessagePasser = Address.Parse("0x4200000000000000000000000000000000000016");

    /// <summary>Knows the block of L1 that a block of the rollup builds on, on the rollup.</summary>
    public static readonly Address L1Block = Address.Parse("0x4200000000000000000000000000000000000015");

    /// <summary>A call of a contract.</summary>
    public static CallRequest On(this AbiFunction function, Address contract, params ReadOnlySpan<AbiValue> arguments) => new(contract, function.EncodeCall(arguments));

    /// <summary>What a call answers; null if it reverted, or the answer is none of this function: the contract does not have it.</summary>
    public static T? TryRead<T>(AbiFunction function, byte[]? answer, Func<AbiRecord, T> read)
        where T : struct
    {
        try
        {
            return answer is null ? null : read(function.DecodeResult(answer));
        }
        catch (Exception e) when (e is AbiException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>What a call answers.</summary>
    /// <exception cref="OpStackException">It reverted, or the answer is none of this function.</exception>
    public static T Require<T>(AbiFunction function, byte[]? answer, Func<AbiRecord, T> read)
        where T : struct => TryRead(function, answer, read) ?? throw new OpStackException($"the contracts do not answer {function.Signature}");

    /// <summary>A time, or a time span, in seconds.</summary>
    public static ulong Seconds(AbiRecord answer) => answer[0].ToUInt64() is <= MaxSeconds and var seconds ? seconds : throw new AbiException("no time is so long");
}
