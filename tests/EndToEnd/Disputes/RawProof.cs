using Plimsoll.Disputes;
using Plimsoll.L1.Abi;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>A proof as words and bytes, to be changed in ways that the prover's types do not allow.</summary>
internal sealed record RawProof(ulong Fault, ulong Slot, IReadOnlyList<RawElement> Elements, IReadOnlyList<UInt256> Witness)
{
    public static RawProof Of(FraudProof proof) => new(
        (ulong)proof.Fault,
        proof.Slot,
        [.. proof.Elements.Select(it => new RawElement(it.Position, Dispute.Number(it.Value), it.Commitment.ToArray(), it.Proof.ToArray()))],
        [.. proof.Witness.Select(word => Dispute.Number(word))]);

    public AbiValue Encode() => AbiValue.Of(
        Fault,
        Slot,
        AbiValue.Of([.. Elements.Select(it => AbiValue.Of(it.Position, it.Value, it.Commitment, it.Proof))]),
        AbiValue.Of([.. Witness.Select(word => (AbiValue)word)]));

    /// <summary>The same with one element replaced, or left out.</summary>
    public RawProof WithElement(int index, RawElement? element) =>
        this with { Elements = [.. Elements.Take(index), .. element is null ? [] : (RawElement[])[element], .. Elements.Skip(index + 1)] };

    /// <summary>The same with one word of the witness replaced.</summary>
    public RawProof WithWord(int index, UInt256 word) => this with { Witness = [.. Witness.Take(index), word, .. Witness.Skip(index + 1)] };
}

/// <summary>An element of a proof as words and bytes.</summary>
internal sealed record RawElement(ulong Position, UInt256 Value, byte[] Commitment, byte[] Proof);
