namespace Plimsoll.L1.Eip712;

/// <summary>A member of a struct type.</summary>
/// <param name="Type">The type as EIP-712 writes it: <c>uint256</c>, <c>Person[]</c>.</param>
/// <param name="Name">The name.</param>
public sealed record Eip712Field(string Type, string Name);
