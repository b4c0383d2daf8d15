using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Attesting;

namespace Plimsoll.Node.Contracts;

/// <summary>What a rollup's judge of votes says of its attesters, and the call that brings it their signatures.</summary>
/// <remarks>Spec: contracts/src/interfaces/IBatchVotes.sol.</remarks>
public static class VotesContract
{
    private static readonly AbiFunction s_attesters = AbiFunction.Parse("attesters() view returns (address[])");
    private static readonly AbiFunction s_quorum = AbiFunction.Parse("quorum() view returns (uint256)");
    private static readonly AbiFunction s_attest = AbiFunction.Parse("attest(address rollup, bytes32 headerHash, bytes[] signatures)");

    /// <summary>The declarations, for whoever compares them with the compiled contract.</summary>
    internal static IEnumerable<AbiFunction> All => [s_attesters, s_quorum, s_attest];

    /// <summary>Reads who attests, and how many have to.</summary>
    /// <param name="node">L1.</param>
    /// <param name="votes">The judge of votes.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="RpcException">The node does not answer.</exception>
    /// <exception cref="AbiException">There is no such contract.</exception>
    public static async Task<Committee> ReadCommitteeAsync(EthereumClient node, Address votes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(
            await node.AskAsync(votes, s_attesters, BlockReference.Latest, it => it[0].ToItems().Select(item => item.ToAddress()).ToArray(), cancellationToken).ConfigureAwait(false),
            await node.AskAsync(votes, s_quorum, BlockReference.Latest, it => checked((int)it[0].ToUInt32()), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Brings signatures for a batch, by strictly rising address of their signers.</summary>
    public static byte[] Attest(Address rollup, Bytes32 headerHash, IReadOnlyList<EcdsaSignature> signatures) =>
        s_attest.EncodeCall(rollup, headerHash, AbiValue.Of([.. signatures.Select(signature => (AbiValue)signature.ToBytes())]));
}
