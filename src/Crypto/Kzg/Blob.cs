using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Crypto.Kzg;

/// <summary>The 131,072 bytes of an EIP-4844 blob: 4096 field elements, each canonical.</summary>
/// <remarks>
/// A blob is a polynomial of degree below 4096 in evaluation form: element i is its value at ω^brp(i), where ω is the 4096th root
/// of unity <c>7^((r − 1)/4096)</c> and brp reverses 12 bits. Immutable; it holds the bytes and the decoded elements, 256 KiB in all.
/// </remarks>
public sealed class Blob
{
    /// <summary>The length in bytes.</summary>
    public const int ByteLength = ElementCount * Fr.ByteLength;

    /// <summary>The number of field elements.</summary>
    public const int ElementCount = 4096;

    private readonly byte[] _bytes;
    private readonly Fr[] _elements;

    private Blob(byte[] bytes, Fr[] elements) => (_bytes, _elements) = (bytes, elements);

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The field elements: evaluations in bit-reversed order.</summary>
    public ReadOnlySpan<Fr> Elements => _elements;

    /// <summary>Copies and checks bytes.</summary>
    /// <exception cref="KzgException">The length is wrong or a field element is not canonical.</exception>
    public static Blob FromBytes(ReadOnlySpan<byte> bytes) =>
        TryFromBytes(bytes, out Blob? blob, out KzgRefusal refusal) ? blob : throw new KzgException(refusal);

    /// <summary>Copies and checks bytes, and says why when they are refused.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Blob? blob, out KzgRefusal refusal)
    {
        blob = null;
        refusal = KzgRefusal.WrongLength;
        if (bytes.Length != ByteLength)
            return false;
        Fr[] elements = new Fr[ElementCount];
        refusal = FieldElements.TryRead(bytes, elements);
        if (refusal != KzgRefusal.None)
            return false;
        blob = new(bytes.ToArray(), elements);
        return true;
    }

    /// <summary>Makes a blob of 4096 field elements.</summary>
    /// <exception cref="KzgException">The number of elements is wrong.</exception>
    public static Blob FromElements(ReadOnlySpan<Fr> elements)
    {
        KzgException.ThrowIf(elements.Length != ElementCount, KzgRefusal.WrongLength);
        byte[] bytes = new byte[ByteLength];
        FieldElements.Write(elements, bytes);
        return new(bytes, elements.ToArray());
    }
}
