using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Rlp;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>A withdrawal that no user of the rollup ever made, with a made-up state in which it exists, and the output root of that state.</summary>
/// <remarks>
/// The message passer keeps hashes of withdrawals in a mapping at slot 0; a trie with that one entry is one leaf. Hashes and proofs as the
/// OP Stack specification has them (withdrawals; proposals, output root version 0).
/// </remarks>
internal sealed class ForgedWithdrawal
{
    private static readonly AbiFunction s_hashed = AbiFunction.Parse("withdrawal(uint256,address,address,uint256,uint256,bytes)");

    public ForgedWithdrawal(Address thief, UInt256 amount)
    {
        UInt256 nonce = UInt256.One << 240; // version 1
        AbiValue[] fields = [nonce, thief, thief, amount, 100_000, Array.Empty<byte>()];
        Transaction = AbiValue.Of(fields);
        Hash = Keccak256.Hash(s_hashed.EncodeCall(fields).AsSpan(AbiSelector.ByteLength));

        Bytes32 slot = Keccak256.Hash(Hash.Span, new byte[32]);
        Leaf = MakeLeaf(Keccak256.Hash(slot.Span));
        Bytes32[] output = [default, Bytes32.Parse("0x" + new string('5', 64)), Keccak256.Hash(Leaf), Bytes32.Parse("0x" + new string('b', 64))];
        OutputRootProof = AbiValue.Of([.. output.Select(part => (AbiValue)part)]);
        OutputRoot = Keccak256.Hash(output.SelectMany(part => part.ToBytes()).ToArray());
    }

    /// <summary>The struct <c>WithdrawalTransaction</c>.</summary>
    public AbiValue Transaction { get; }

    /// <summary>What the portal knows it by.</summary>
    public Bytes32 Hash { get; }

    /// <summary>The whole storage trie of the made-up message passer.</summary>
    public byte[] Leaf { get; }

    /// <summary>The struct <c>OutputRootProof</c>.</summary>
    public AbiValue OutputRootProof { get; }

    /// <summary>What the thief proposes.</summary>
    public Bytes32 OutputRoot { get; }

    /// <summary>The arguments of <c>proveWithdrawalTransaction</c>.</summary>
    public AbiValue[] ProofFor(ulong gameIndex) => [Transaction, gameIndex, OutputRootProof, AbiValue.Of([Leaf])];

    private static byte[] MakeLeaf(Bytes32 path)
    {
        const byte EvenLeaf = 0x20; // hex-prefix: a leaf, an even number of nibbles
        using RlpWriter writer = new();
        int list = writer.BeginList();
        writer.Write([EvenLeaf, .. path.Span]);
        writer.Write([1]);
        writer.EndList(list);
        return writer.ToArray();
    }
}
