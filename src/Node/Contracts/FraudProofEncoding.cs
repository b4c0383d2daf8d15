namespace Plimsoll.Node.Contracts;

/// <summary>Fraud proofs as the contract takes them.</summary>
/// <remarks>Spec: docs/spec/fraud-proofs.md.</remarks>
internal static class FraudProofEncoding
{
    public const string Type = "(uint8 fault, uint32 slot, (uint32 position, uint256 value, bytes commitment, bytes proof)[] elements, uint256[] witness)";
}
