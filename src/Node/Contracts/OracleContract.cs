using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;

namespace Plimsoll.Node.Contracts;

/// <summary>What a solvency oracle answers, and the calls that publish reports there.</summary>
/// <remarks>Every method that asks throws <see cref="RpcException"/>, and <see cref="AbiException"/> where no such contract is. Spec: docs/spec/oracle.md.</remarks>
public sealed class OracleContract(EthereumClient node, Address address)
{
    private static readonly AbiFunction s_submit = AbiFunction.Parse($"submit(bytes32 chainKey, address asset, {OracleReport.Type} r, bytes[] sigs)");
    private static readonly AbiFunction s_submitEach = AbiFunction.Parse($"submitEach(bytes32 chainKey, address asset, {OracleReport.Type}[] reports, bytes[] sigs)");
    private static readonly AbiFunction s_published = AbiFunction.Parse($"published(bytes32 chainKey, address asset) returns ({OracleReport.Type} report, uint64 seq)");
    private static readonly AbiFunction s_latest = AbiFunction.Parse($"latest(bytes32 chainKey, address asset) returns ({OracleReport.Type} report, uint64 seq)");
    private static readonly AbiFunction s_threshold = AbiFunction.Parse("threshold() returns (uint256)");
    private static readonly AbiFunction s_maxStaleness = AbiFunction.Parse("maxStaleness() returns (uint64)");
    private static readonly AbiFunction s_isSigner = AbiFunction.Parse("isSigner(address account) returns (bool)");

    /// <summary>Where it is.</summary>
    public Address Address { get; } = address;

    /// <summary>The declarations, for whoever compares them with the compiled contract.</summary>
    internal static IEnumerable<AbiFunction> All => [s_submit, s_submitEach, s_published, s_latest, s_threshold, s_maxStaleness, s_isSigner];

    /// <summary>The input of the call that publishes one report under several signatures, in ascending order of their signers.</summary>
    public static byte[] Submit(Bytes32 chainKey, Address asset, OracleReport report, IEnumerable<EcdsaSignature> signatures)
    {
        ArgumentNullException.ThrowIfNull(report);
        return s_submit.EncodeCall(chainKey, asset, report.ToAbi(), AbiValue.Of([.. signatures.Select(signature => (AbiValue)signature.ToBytes())]));
    }

    /// <summary>The input of the call that publishes the median of several signers' reports, in ascending order of their signers.</summary>
    public static byte[] SubmitEach(Bytes32 chainKey, Address asset, IReadOnlyList<(OracleReport Report, EcdsaSignature Signature)> reports) => s_submitEach.EncodeCall(
        chainKey, asset, AbiValue.Of([.. reports.Select(it => it.Report.ToAbi())]), AbiValue.Of([.. reports.Select(it => (AbiValue)it.Signature.ToBytes())]));

    /// <summary>What was published last, whatever its age, and how many reports ever were; null before the first.</summary>
    public Task<OracleReport?> GetPublishedAsync(Bytes32 chainKey, Address asset, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_published, block, it => it[1].ToUInt64() == 0 ? null : OracleReport.Read(it[0]), cancellationToken, chainKey, asset);

    /// <summary>What holds: the last report, or the worst case once it is stale.</summary>
    public Task<OracleReport> GetLatestAsync(Bytes32 chainKey, Address asset, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_latest, block, it => OracleReport.Read(it[0]), cancellationToken, chainKey, asset);

    /// <summary>How many signatures a report needs.</summary>
    public Task<ulong> GetThresholdAsync(BlockReference block, CancellationToken cancellationToken = default) => node.AskAsync(Address, s_threshold, block, it => it[0].ToUInt64(), cancellationToken);

    /// <summary>After how many seconds a report stops to count.</summary>
    public Task<ulong> GetMaxStalenessAsync(BlockReference block, CancellationToken cancellationToken = default) => node.AskAsync(Address, s_maxStaleness, block, it => it[0].ToUInt64(), cancellationToken);

    /// <summary>Whether an account's signature counts.</summary>
    public Task<bool> IsSignerAsync(Address account, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_isSigner, block, it => it[0].ToBoolean(), cancellationToken, account);
}
