namespace Plimsoll.L1.Abi;

/// <summary>A named place for a value: an argument, a result, a field of a struct.</summary>
/// <param name="Name">The name; empty where the contract gives none.</param>
/// <param name="Type">The type.</param>
/// <param name="IsIndexed">In an event: whether the value is a topic instead of data.</param>
public sealed record AbiParameter(string Name, AbiType Type, bool IsIndexed = false);
