using Plimsoll.Disputes;
using Plimsoll.L1.Abi;

namespace Plimsoll.Node.Contracts;

/// <summary>Fraud proofs as the contract takes them.</summary>
/// <remarks>Spec: docs/spec/fraud-proofs.md.</remarks>
internal static class FraudProofEncoding
{
    /// <summary>The struct's fields, as Solidity writes them.</summary>
    public const string Type = "(uint8 fault, uint32 slot, (uint32 position, uint256 value, bytes commitment, bytes proof)[] elements, uint256[] witness)";

    /// <summary>Returns the struct.</summary>
    public static AbiValue ToAbi(FraudProof proof) => AbiValue.Of(
        (ulong)proof.Fault,
        (ulong)proof.Slot,
        AbiValue.Of([.. proof.Elements.Select(it => AbiValue.Of((ulong)it.Position, it.Value.ToWord(), it.Commitment.ToArray(), it.Proof.ToArray()))]),
        AbiValue.Of([.. proof.Witness.Select(word => word.ToWord())]));
}
