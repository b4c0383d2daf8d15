namespace Plimsoll.L1.Abi;

/// <summary>A compiled contract as forge writes it: the ABI and the code that creates it.</summary>
/// <param name="Abi">The ABI.</param>
/// <param name="CreationCode">The code that creates the contract, without the constructor's arguments; empty for an interface.</param>
public sealed record ContractArtifact(ContractAbi Abi, ReadOnlyMemory<byte> CreationCode)
{
    /// <summary>Reads an artifact's JSON: <c>abi</c> and <c>bytecode.object</c>.</summary>
    /// <exception cref="AbiException">The JSON is not an artifact, or its code still needs the addresses of libraries.</exception>
    public static ContractArtifact Parse(ReadOnlyMemory<byte> utf8Json) => AbiJson.ParseArtifact(utf8Json);

    /// <summary>Returns the data of a transaction that creates the contract.</summary>
    /// <exception cref="AbiException">The arguments do not fit.</exception>
    public byte[] EncodeCreation(params ReadOnlySpan<AbiValue> arguments) => [.. CreationCode.Span, .. Abi.EncodeConstructor(arguments)];
}
