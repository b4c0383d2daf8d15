namespace Plimsoll.Crypto.Kzg;

/// <summary>Sequences of field elements as bytes: 32 big-endian bytes each, below r.</summary>
internal static class FieldElements
{
    public static KzgRefusal TryRead(ReadOnlySpan<byte> bytes, Span<Fr> elements)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            if (!Fr.TryFromBytes(bytes.Slice(i * Fr.ByteLength, Fr.ByteLength), out elements[i]))
                return KzgRefusal.NonCanonicalFieldElement;
        }

        return KzgRefusal.None;
    }

    public static void Write(ReadOnlySpan<Fr> elements, Span<byte> bytes)
    {
        for (int i = 0; i < elements.Length; i++)
            elements[i].WriteBytes(bytes.Slice(i * Fr.ByteLength, Fr.ByteLength));
    }
}
