using System.Globalization;

namespace Plimsoll.L1.Abi;

/// <summary>Reads types, parameters and declarations as Solidity writes them.</summary>
internal ref struct AbiTextReader(string text)
{
    private readonly string _text = text;
    private int _position;
    private int _depth;

    public AbiType ReadType()
    {
        if (++_depth > AbiType.MaxDepth)
            throw Refusal($"types nested at most {AbiType.MaxDepth} deep are");
        AbiType type;
        if (TryRead('('))
        {
            type = AbiType.Tuple(ReadParametersAfterParenthesis());
        }
        else
        {
            string word = ReadWord();
            type = word == "tuple" && TryRead('(') ? AbiType.Tuple(ReadParametersAfterParenthesis()) : Elementary(word);
        }

        _depth--;
        return ReadArraySuffixes(type);
    }

    public AbiType ReadArraySuffixes(AbiType type)
    {
        while (TryRead('['))
        {
            string length = ReadWord();
            Require(']');
            type = length.Length == 0 ? AbiType.Array(type) : AbiType.FixedArray(type, ParseNumber(length));
        }

        return type;
    }

    public List<AbiParameter> ReadParameters()
    {
        Require('(');
        return ReadParametersAfterParenthesis();
    }

    /// <summary>Reads letters, digits, <c>_</c> and <c>$</c>; may be nothing.</summary>
    public string ReadWord()
    {
        SkipSpaces();
        int start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '_' or '$'))
            _position++;
        return _text[start.._position];
    }

    public readonly void RequireEnd()
    {
        if (_text.AsSpan(_position).Trim().Length > 0)
            throw Refusal("nothing further is");
    }

    private List<AbiParameter> ReadParametersAfterParenthesis()
    {
        List<AbiParameter> parameters = [];
        if (TryRead(')'))
            return parameters;
        do
        {
            AbiType type = ReadType();
            string name = ReadWord();
            bool isIndexed = name == "indexed";
            if (isIndexed || name is "memory" or "calldata" or "payable")
                name = ReadWord();
            parameters.Add(new(name, type, isIndexed));
        }
        while (TryRead(','));
        Require(')');
        return parameters;
    }

    private readonly AbiType Elementary(string word) => word switch
    {
        "address" => AbiType.Address,
        "bool" => AbiType.Boolean,
        "bytes" => AbiType.Bytes,
        "string" => AbiType.Text,
        "uint" => AbiType.UnsignedInteger(),
        "int" => AbiType.SignedInteger(),
        _ when word.StartsWith("uint", StringComparison.Ordinal) => AbiType.UnsignedInteger(ParseNumber(word[4..])),
        _ when word.StartsWith("int", StringComparison.Ordinal) => AbiType.SignedInteger(ParseNumber(word[3..])),
        _ when word.StartsWith("bytes", StringComparison.Ordinal) => AbiType.FixedBytes(ParseNumber(word[5..])),
        _ => throw Refusal("a type of the contract ABI is"),
    };

    private readonly int ParseNumber(string digits) =>
        digits.Length > 0 && digits[0] != '0' && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Refusal("a positive number without leading zeros is");

    private void Require(char expected)
    {
        if (!TryRead(expected))
            throw Refusal($"'{expected}' is");
    }

    private bool TryRead(char expected)
    {
        SkipSpaces();
        bool isThere = _position < _text.Length && _text[_position] == expected;
        if (isThere)
            _position++;
        return isThere;
    }

    private void SkipSpaces()
    {
        while (_position < _text.Length && _text[_position] == ' ')
            _position++;
    }

    private readonly AbiException Refusal(string expectation)
    {
        string shown = _text.Length <= 200 ? _text : string.Concat(_text.AsSpan(0, 200), "…");
        return new($"\"{shown}\": at position {_position} {expectation} expected.");
    }
}
