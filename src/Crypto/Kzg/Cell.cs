using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Crypto.Kzg;

/// <summary>The 2048 bytes of an EIP-7594 cell: 64 field elements, each canonical.</summary>
/// <remarks>
/// The evaluations of a blob's polynomial over the coset of 64 points that belongs to the cell's index, in bit-reversed order.
/// Cells 0..63 of an extended blob are the blob itself. Immutable.
/// </remarks>
public sealed class Cell
{
    /// <summary>The length in bytes.</summary>
    public const int ByteLength = ElementCount * Fr.ByteLength;

    /// <summary>The number of field elements.</summary>
    public const int ElementCount = 64;

    private readonly byte[] _bytes;
    private readonly Fr[] _elements;

    private Cell(byte[] bytes, Fr[] elements) => (_bytes, _elements) = (bytes, elements);

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The field elements: evaluations over the cell's coset, in bit-reversed order.</summary>
    public ReadOnlySpan<Fr> Elements => _elements;

    /// <summary>Copies and checks bytes.</summary>
    /// <exception cref="KzgException">The length is wrong or a field element is not canonical.</exception>
    public static Cell FromBytes(ReadOnlySpan<byte> bytes) =>
        TryFromBytes(bytes, out Cell? cell, out KzgRefusal refusal) ? cell : throw new KzgException(refusal);

    /// <summary>Copies and checks bytes, and says why when they are refused.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Cell? cell, out KzgRefusal refusal)
    {
        cell = null;
        refusal = KzgRefusal.WrongLength;
        if (bytes.Length != ByteLength)
            return false;
        Fr[] elements = new Fr[ElementCount];
        refusal = FieldElements.TryRead(bytes, elements);
        if (refusal != KzgRefusal.None)
            return false;
        cell = new(bytes.ToArray(), elements);
        return true;
    }

    internal static Cell FromElements(ReadOnlySpan<Fr> elements)
    {
        byte[] bytes = new byte[ByteLength];
        FieldElements.Write(elements, bytes);
        return new(bytes, elements.ToArray());
    }
}
