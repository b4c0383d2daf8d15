namespace Plimsoll.L1.Abi;

/// <summary>A custom error of a contract: how the data it reverts with is written.</summary>
public sealed class AbiError
{
    private readonly AbiType _parameters;

    /// <summary>Describes an error.</summary>
    public AbiError(string name, IReadOnlyList<AbiParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Name = name;
        _parameters = AbiType.Parameters(parameters);
        Signature = name + _parameters.Name;
        Selector = AbiSelector.Of(Signature);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<AbiParameter> Parameters => _parameters.Components;

    /// <summary>Name and types without spaces: <c>AlreadyPaid(uint64)</c>.</summary>
    public string Signature { get; }

    /// <summary>What the data begins with.</summary>
    public AbiSelector Selector { get; }

    /// <summary>Reads a declaration such as <c>error AlreadyPaid(uint64 index)</c>; the first word may be left out.</summary>
    /// <exception cref="AbiException">The text is not such a declaration.</exception>
    public static AbiError Parse(string declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        AbiTextReader reader = new(declaration);
        string name = reader.ReadWord();
        if (name == "error")
            name = reader.ReadWord();
        if (name.Length == 0)
            throw new AbiException("An error has a name.");
        List<AbiParameter> parameters = reader.ReadParameters();
        reader.RequireEnd();
        return new(name, parameters);
    }

    /// <summary>Returns the data that a contract reverts with.</summary>
    /// <exception cref="AbiException">The arguments do not fit.</exception>
    public byte[] Encode(params ReadOnlySpan<AbiValue> arguments) => AbiEncoder.Encode(_parameters, arguments, Selector.ToBytes());

    /// <summary>Reads the data that a contract reverted with.</summary>
    /// <exception cref="AbiException">The bytes are not a canonical encoding of this error.</exception>
    public AbiRecord Decode(ReadOnlySpan<byte> data) =>
        AbiSelector.TryRead(data, out AbiSelector selector) && selector == Selector
            ? new(Parameters, AbiDecoder.Decode(_parameters, data[AbiSelector.ByteLength..]))
            : throw new AbiException($"The data is not the error {Signature}.");

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
