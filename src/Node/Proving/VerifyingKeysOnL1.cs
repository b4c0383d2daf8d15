using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Node.Proving;

/// <summary>A circuit's verifier as L1 has it.</summary>
/// <param name="Verifier">The contract.</param>
/// <param name="KeyHash">Keccak-256 of its key.</param>
/// <param name="IsQueue">Whether its segments are of queue slots.</param>
/// <param name="Key">The key itself.</param>
public sealed record VerifierOnL1(Address Verifier, Bytes32 KeyHash, bool IsQueue, VerifyingKey Key);

/// <summary>Reads verifying keys from L1, so that nobody has to be asked for them.</summary>
/// <remarks>A verifier keeps its key, with α, γ and δ negated, as the code of the one contract that it creates, behind a STOP: contracts/src/ImmutableData.sol. What is read is compared with the key's hash.</remarks>
public static class VerifyingKeysOnL1
{
    private const ulong MaxCircuits = 256;

    private static readonly AbiFunction s_count = AbiFunction.Parse("circuitCount() view returns (uint256)");
    private static readonly AbiFunction s_at = AbiFunction.Parse("circuitAt(uint256 number) view returns ((address verifier, bool isQueue) circuit)");
    private static readonly AbiFunction s_keyHash = AbiFunction.Parse("keyHash() view returns (bytes32)");

    /// <summary>Reads the verifiers of all circuits, by number.</summary>
    /// <param name="node">L1.</param>
    /// <param name="votes">The contract that judges proofs.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="RpcException">The node does not answer.</exception>
    /// <exception cref="AbiException">There is no such contract.</exception>
    /// <exception cref="InvalidOperationException">A key is not what its hash says, or proves nothing.</exception>
    public static async Task<IReadOnlyList<VerifierOnL1>> ReadAsync(EthereumClient node, Address votes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ulong count = (await CallAsync(votes, s_count).ConfigureAwait(false)).ToUInt64();
        if (count > MaxCircuits)
            throw new InvalidOperationException($"There are {count} circuits.");
        List<VerifierOnL1> verifiers = [];
        for (ulong i = 0; i < count; i++)
        {
            AbiValue circuit = await CallAsync(votes, s_at, i).ConfigureAwait(false);
            Address verifier = circuit[0].ToAddress();
            Bytes32 hash = (await CallAsync(verifier, s_keyHash).ConfigureAwait(false)).ToBytes32();
            byte[] code = await node.GetCodeAsync(FirstCreatedBy(verifier), BlockReference.Latest, cancellationToken).ConfigureAwait(false);
            verifiers.Add(new(verifier, hash, circuit[1].ToBoolean(), KeyOf(code, hash, verifier)));
        }

        return verifiers;

        Task<AbiValue> CallAsync(Address to, AbiFunction function, params AbiValue[] arguments) => node.AskAsync(to, function, BlockReference.Latest, it => it[0], cancellationToken, arguments);
    }

    internal static VerifyingKey KeyOf(ReadOnlySpan<byte> code, Bytes32 hash, Address verifier)
    {
        if (!code.IsEmpty && code[0] == 0 && VerifyingKey.TryDecode(code[1..], out VerifyingKey? kept) == KeyRefusal.None
            && VerifyingKey.TryCreate(-kept!.Alpha, kept.Beta, -kept.Gamma, -kept.Delta, kept.Inputs, out VerifyingKey? key) == KeyRefusal.None
            && Keccak256.Hash(key!.Encode()) == hash)
        {
            return key;
        }

        throw new InvalidOperationException($"The verifier {verifier} does not hold the key of its hash {hash}.");
    }

    // keccak256(rlp([creator, 1]))[12..]: a contract's first nonce is 1 (EIP-161).
    private static Address FirstCreatedBy(Address creator) =>
        new(Keccak256.Hash([0xd6, 0x80 + Address.ByteLength, .. creator.Span, 1]).Span[(Bytes32.ByteLength - Address.ByteLength)..]);
}
