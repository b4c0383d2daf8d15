namespace Plimsoll.L1.Abi;

/// <summary>A function of a contract: how calls to it and its results are written.</summary>
public sealed class AbiFunction
{
    private readonly AbiType _inputs;
    private readonly AbiType _outputs;

    /// <summary>Describes a function.</summary>
    public AbiFunction(string name, IReadOnlyList<AbiParameter> inputs, IReadOnlyList<AbiParameter> outputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        Name = name;
        _inputs = AbiType.Parameters(inputs);
        _outputs = AbiType.Parameters(outputs);
        Signature = name + _inputs.Name;
        Selector = AbiSelector.Of(Signature);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<AbiParameter> Inputs => _inputs.Components;

    /// <summary>The results.</summary>
    public IReadOnlyList<AbiParameter> Outputs => _outputs.Components;

    /// <summary>Name and types without spaces: <c>transfer(address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>What calls begin with.</summary>
    public AbiSelector Selector { get; }

    /// <summary>Reads a declaration such as <c>function balanceOf(address owner) view returns (uint256)</c>; the first word and those behind the parameters may be left out.</summary>
    /// <exception cref="AbiException">The text is not such a declaration.</exception>
    public static AbiFunction Parse(string declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        AbiTextReader reader = new(declaration);
        string name = reader.ReadWord();
        if (name == "function")
            name = reader.ReadWord();
        if (name.Length == 0)
            throw new AbiException("A function has a name.");
        List<AbiParameter> inputs = reader.ReadParameters();
        string word = reader.ReadWord();
        while (word is "external" or "public" or "view" or "pure" or "payable" or "nonpayable")
            word = reader.ReadWord();
        List<AbiParameter> outputs = word == "returns" ? reader.ReadParameters() : [];
        if (word is not ("" or "returns"))
            throw new AbiException($"The word \"{word}\" does not belong in the declaration of a function.");
        reader.RequireEnd();
        return new(name, inputs, outputs);
    }

    /// <summary>Returns a call's input: the selector and the arguments.</summary>
    /// <exception cref="AbiException">The arguments do not fit.</exception>
    public byte[] EncodeCall(params ReadOnlySpan<AbiValue> arguments) => AbiEncoder.Encode(_inputs, arguments, Selector.ToBytes());

    /// <summary>Reads a call's input.</summary>
    /// <exception cref="AbiException">The bytes are not a canonical call of this function.</exception>
    public AbiRecord DecodeCall(ReadOnlySpan<byte> input) =>
        AbiSelector.TryRead(input, out AbiSelector selector) && selector == Selector
            ? new(Inputs, AbiDecoder.Decode(_inputs, input[AbiSelector.ByteLength..]))
            : throw new AbiException($"The input is not a call of {Signature}.");

    /// <summary>Returns what a call answers.</summary>
    /// <exception cref="AbiException">The results do not fit.</exception>
    public byte[] EncodeResult(params ReadOnlySpan<AbiValue> results) => AbiEncoder.Encode(_outputs, results, prefix: []);

    /// <summary>Reads what a call answers.</summary>
    /// <exception cref="AbiException">The bytes are not a canonical answer of this function; an account without code answers nothing.</exception>
    public AbiRecord DecodeResult(ReadOnlySpan<byte> output) => new(Outputs, AbiDecoder.Decode(_outputs, output));

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
