using Plimsoll.Batches;
using Plimsoll.Node.Contracts;
using Plimsoll.State;

namespace Plimsoll.Node.Chain;

/// <summary>Which rollup is followed: what is fixed at its deployment.</summary>
/// <param name="ChainId">The base layer's chain.</param>
/// <param name="Rollup">The rollup's contract.</param>
/// <param name="Hub">The settlement hub.</param>
/// <param name="Profile">What it promises.</param>
/// <param name="Tokens">The ERC-20s by number, zero for ETH.</param>
public sealed record RollupIdentity(ulong ChainId, Address Rollup, Address Hub, RollupProfile Profile, IReadOnlyList<Address> Tokens)
{
    /// <summary>The header that the first batch follows.</summary>
    /// <remarks>Spec: docs/spec/batches.md#header.</remarks>
    public BatchHeader Genesis { get; } = new(
        Bytes32.Zero, new RollupState(Profile.Depth).Root, 0, 0, 0, Fr.Zero, 0, 0, Address.Zero, Profile.Id, []);

    /// <summary>The contract that judges proofs; zero where none counts.</summary>
    public Address Votes => Profile.Votes;

    /// <summary>Whether a validity proof counts: each batch is to be proven.</summary>
    public bool IsProven => Profile.Kinds.HasFlag(ProofKinds.Validity);

    /// <summary>What of a slot is in the blobs.</summary>
    public DataLayout Layout => Profile.Layout;

    /// <summary>The name of the genesis header.</summary>
    public Bytes32 GenesisHash => HashOf(Genesis);

    /// <summary>Names a batch.</summary>
    public Bytes32 HashOf(BatchHeader header) => HeaderEncoding.Hash(header, ChainId, Rollup);

    /// <summary>Reads what a deployed rollup says of itself.</summary>
    /// <exception cref="L1.Rpc.RpcException">The node does not answer.</exception>
    /// <exception cref="L1.Abi.AbiException">There is no such contract.</exception>
    public static async Task<RollupIdentity> ReadAsync(L1.Rpc.EthereumClient node, Address rollup, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ulong chainId = await node.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
        RollupContract contract = new(node, chainId, rollup);
        L1.Rpc.BlockReference latest = L1.Rpc.BlockReference.Latest;
        return new(
            chainId,
            rollup,
            await contract.GetHubAsync(latest, cancellationToken).ConfigureAwait(false),
            await contract.GetProfileAsync(latest, cancellationToken).ConfigureAwait(false),
            await contract.GetTokensAsync(latest, cancellationToken).ConfigureAwait(false));
    }
}
