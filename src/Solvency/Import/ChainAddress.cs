namespace Plimsoll.Solvency.Import;

/// <summary>An address on a chain, as discovery files name it.</summary>
/// <param name="Chain">The chain's name: <c>ethereum</c>, <c>arbitrum</c>, or a prefix such as <c>eth</c>, <c>arb1</c>.</param>
/// <param name="Address">In lower case.</param>
internal readonly record struct ChainAddress(string Chain, string Address)
{
    private const int Length = 42;

    /// <summary>Whether it is nobody's.</summary>
    public bool IsZero => Address.AsSpan(2).TrimStart('0').IsEmpty;

    /// <summary>The address on L1 whose messages appear under this one on an Arbitrum or OP Stack chain: less 0x1111…1111, modulo 2^160.</summary>
    public string Unaliased
    {
        get
        {
            UInt256 own = UInt256.Parse("0x" + Address[2..]), offset = UInt256.Parse("0x1111000000000000000000000000000000001111");
            UInt256 source = own >= offset ? own - offset : own + (UInt256.One << 160) - offset;
            return Hex.Encode(source.ToBytes().AsSpan(UInt256.ByteLength - Plimsoll.Primitives.Address.ByteLength));
        }
    }

    /// <summary>Reads <c>0x…</c>, on the chain of its file, or <c>chain:0x…</c>.</summary>
    public static bool TryParse(string? text, string chain, out ChainAddress address)
    {
        address = default;
        if (text is null)
            return false;
        int colon = text.IndexOf(':');
        string digits = text[(colon + 1)..];
        if (digits.Length != Length || !Plimsoll.Primitives.Address.TryParseIgnoringCase(digits, out _))
            return false;
        address = new(colon < 0 ? chain : ChainNames.Full(text[..colon]), digits.ToLowerInvariant());
        return true;
    }
}
