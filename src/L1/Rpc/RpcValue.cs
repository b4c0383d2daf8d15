using System.Globalization;
using System.Text.Json;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>A value in an answer that knows where it stands, so that a refusal can say so.</summary>
/// <remarks>
/// Strict as EIP-1474: a quantity is <c>0x</c> and digits without leading zeros, data is <c>0x</c> and pairs of digits.
/// Every member throws <see cref="RpcProtocolException"/> for anything else.
/// </remarks>
internal readonly struct RpcValue(JsonElement element, string request, string path = "result")
{
    public bool IsNothing => element.IsNothing();

    /// <summary>The member of an object, which may be nothing.</summary>
    public RpcValue this[string name] =>
        element.ValueKind == JsonValueKind.Object
            ? new(element.Member(name), request, $"{path}.{name}")
            : throw Refuse("an object");

    public bool Boolean() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refuse("true or false"),
    };

    public string Text() => element.TextOrNull() ?? throw Refuse("a text");

    public double Ratio() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double ratio) && double.IsFinite(ratio) ? ratio : throw Refuse("a finite number");

    public ulong UInt64()
    {
        ReadOnlySpan<char> digits = QuantityDigits(maxDigits: 16);
        return ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    public UInt256 UInt256() => Primitives.UInt256.Parse(string.Concat("0x", QuantityDigits(maxDigits: 64)));

    public byte[] Bytes()
    {
        string text = element.TextOrNull() ?? throw Refuse("data");
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length % 2 != 0)
            throw Refuse("data");
        byte[] bytes = new byte[(text.Length - 2) / 2];
        return Hex.TryDecodeExactly(text.AsSpan(2), bytes) ? bytes : throw Refuse("data");
    }

    public byte[] Bytes(int length) => Bytes() is var bytes && bytes.Length == length ? bytes : throw Refuse($"{length} bytes");

    public Bytes32 Bytes32() => new(Bytes(Primitives.Bytes32.ByteLength));

    public Address Address() => new(Bytes(Primitives.Address.ByteLength));

    public T? OrNull<T>(Func<RpcValue, T> read)
        where T : struct => IsNothing ? null : read(this);

    public T[] Items<T>(Func<RpcValue, T> read)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Refuse("an array");
        List<T> items = []; // not of the announced length: an element of two bytes may stand for a value of many
        foreach (JsonElement item in element.EnumerateArray())
            items.Add(read(new(item, request, $"{path}[{items.Count}]")));
        return [.. items];
    }

    public RpcProtocolException Refuse(string expected) =>
        new(request, $"{path} is not {expected}: {(element.ValueKind == JsonValueKind.Undefined ? "it is missing" : RpcAnswer.Quote(element))}");

    private ReadOnlySpan<char> QuantityDigits(int maxDigits)
    {
        string text = element.TextOrNull() ?? throw Refuse("a quantity");
        ReadOnlySpan<char> digits = text.AsSpan(Math.Min(2, text.Length));
        if (!text.StartsWith("0x", StringComparison.Ordinal) || digits.IsEmpty || (digits[0] == '0' && digits.Length > 1))
            throw Refuse("a quantity");
        if (digits.Length > maxDigits)
            throw Refuse($"a quantity of at most {4 * maxDigits} bits");
        foreach (char digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
                throw Refuse("a quantity");
        }

        return digits;
    }
}
