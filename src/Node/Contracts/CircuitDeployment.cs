namespace Plimsoll.Node.Contracts;

/// <summary>A circuit as L1 knows it.</summary>
/// <param name="VerifyingKey">Its key, encoded as docs/spec/groth16.md says.</param>
/// <param name="IsQueue">Whether its slots are the queue's; else users'.</param>
public sealed record CircuitDeployment(byte[] VerifyingKey, bool IsQueue);
