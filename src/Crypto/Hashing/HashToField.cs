namespace Plimsoll.Crypto.Hashing;

/// <summary>hash_to_field of RFC 9380, section 5.2: messages to field elements of negligible bias, 64 bytes for each element of 𝔽q.</summary>
internal static class HashToField
{
    private const int LengthPerElement = 64;

    private static readonly Fq s_twoTo256 = Fq.FromHex("10000000000000000000000000000000000000000000000000000000000000000");

    /// <summary>Fills <paramref name="elements"/>, at most four.</summary>
    public static void Fill(ReadOnlySpan<byte> message, ReadOnlySpan<byte> domainTag, Span<Fq> elements)
    {
        Span<byte> uniform = stackalloc byte[4 * LengthPerElement];
        uniform = uniform[..(LengthPerElement * elements.Length)];
        ExpandMessage.Xmd(message, domainTag, uniform);
        for (int i = 0; i < elements.Length; i++)
            elements[i] = Reduce(uniform.Slice(LengthPerElement * i, LengthPerElement));
    }

    /// <summary>Fills <paramref name="elements"/>, at most two.</summary>
    public static void Fill(ReadOnlySpan<byte> message, ReadOnlySpan<byte> domainTag, Span<Fq2> elements)
    {
        Span<Fq> coefficients = stackalloc Fq[4];
        coefficients = coefficients[..(2 * elements.Length)];
        Fill(message, domainTag, coefficients);
        for (int i = 0; i < elements.Length; i++)
            elements[i] = new(coefficients[2 * i], coefficients[2 * i + 1]);
    }

    // 64 big-endian bytes modulo q, as two halves that are below q by themselves.
    private static Fq Reduce(ReadOnlySpan<byte> bytes) => Half(bytes[..32]) * s_twoTo256 + Half(bytes[32..]);

    private static Fq Half(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[Fq.ByteLength];
        padded[..16].Clear();
        bytes.CopyTo(padded[16..]);
        return Fq.FromBytes(padded);
    }
}
