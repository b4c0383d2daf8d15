namespace Plimsoll.L1.Abi;

/// <summary>A type of the contract ABI (Solidity documentation, "Contract ABI Specification", Types).</summary>
/// <remarks>
/// Two types are equal when their canonical names are. Every type takes at least 32 bytes: zero-length arrays and empty structs, which
/// Solidity does not have either, are refused, and so the values in an encoding are never more than its words.
/// </remarks>
public sealed class AbiType : IEquatable<AbiType>
{
    /// <summary>How deep types may be nested.</summary>
    public const int MaxDepth = 16;

    internal const int WordLength = 32;
    private const long MaxStaticLength = 1 << 24; // of a type's static part, in bytes: far above what a transaction can carry

    private readonly int _depth;

    private AbiType(AbiKind kind, string name, int size, long staticLength, AbiType? element, IReadOnlyList<AbiParameter> components)
    {
        _depth = 1 + Math.Max(element?._depth ?? 0, components.Count == 0 ? 0 : components.Max(component => component.Type._depth));
        if (_depth > MaxDepth)
            throw new AbiException($"Types are nested deeper than {MaxDepth}.");
        if (staticLength > MaxStaticLength)
            throw new AbiException($"The type takes more than {MaxStaticLength} bytes.");
        (Kind, Name, Size, StaticLength, Element, Components) = (kind, name, size, (int)staticLength, element, components);
    }

    /// <summary><c>address</c>.</summary>
    public static AbiType Address { get; } = Elementary(AbiKind.Address, "address", 160);

    /// <summary><c>bool</c>.</summary>
    public static AbiType Boolean { get; } = Elementary(AbiKind.Boolean, "bool", 1);

    /// <summary><c>bytes</c>.</summary>
    public static AbiType Bytes { get; } = new(AbiKind.Bytes, "bytes", 0, 0, null, []);

    /// <summary><c>string</c>.</summary>
    public static AbiType Text { get; } = new(AbiKind.Text, "string", 0, 0, null, []);

    /// <summary>The family.</summary>
    public AbiKind Kind { get; }

    /// <summary>The canonical name, as selectors hash it: <c>(uint256,bytes)[]</c>.</summary>
    public string Name { get; }

    /// <summary>The width of an integer in bits, the length of fixed bytes in bytes, or the length of a fixed array; else without meaning.</summary>
    public int Size { get; }

    /// <summary>The type of an array's elements.</summary>
    public AbiType? Element { get; }

    /// <summary>The fields of a tuple.</summary>
    public IReadOnlyList<AbiParameter> Components { get; }

    /// <summary>Whether values are encoded apart from their place, at an offset.</summary>
    public bool IsDynamic => StaticLength == 0;

    /// <summary>Whether a value takes exactly one word in its place.</summary>
    public bool IsElementary => Kind <= AbiKind.FixedBytes;

    /// <summary>The length of every value's encoding, in bytes; 0 for dynamic types.</summary>
    internal int StaticLength { get; }

    /// <summary>The bytes a value takes in its place: its encoding, or the offset of it.</summary>
    internal int HeadLength => IsDynamic ? WordLength : StaticLength;

    /// <summary><c>uintN</c>.</summary>
    /// <exception cref="AbiException">N is not a multiple of 8 between 8 and 256.</exception>
    public static AbiType UnsignedInteger(int bits = 256) => Elementary(AbiKind.UnsignedInteger, $"uint{RequireWidth(bits)}", bits);

    /// <summary><c>intN</c>.</summary>
    /// <exception cref="AbiException">N is not a multiple of 8 between 8 and 256.</exception>
    public static AbiType SignedInteger(int bits = 256) => Elementary(AbiKind.SignedInteger, $"int{RequireWidth(bits)}", bits);

    /// <summary><c>bytesN</c>.</summary>
    /// <exception cref="AbiException">N is not between 1 and 32.</exception>
    public static AbiType FixedBytes(int length) => length is >= 1 and <= WordLength
        ? Elementary(AbiKind.FixedBytes, $"bytes{length}", length)
        : throw new AbiException($"There is no type bytes{length}.");

    /// <summary><c>T[]</c>.</summary>
    public static AbiType Array(AbiType element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(AbiKind.Array, $"{element.Name}[]", 0, 0, element, []);
    }

    /// <summary><c>T[n]</c>.</summary>
    /// <exception cref="AbiException">n is not positive, or the type takes more than 16 MiB.</exception>
    public static AbiType FixedArray(AbiType element, int length)
    {
        ArgumentNullException.ThrowIfNull(element);
        if (length < 1 || length > MaxStaticLength / WordLength)
            throw new AbiException($"An array of {length} elements is not supported.");
        return new(AbiKind.FixedArray, $"{element.Name}[{length}]", length, (long)element.StaticLength * length, element, []);
    }

    /// <summary><c>(T1,…,Tn)</c>.</summary>
    /// <exception cref="AbiException">There are no components.</exception>
    public static AbiType Tuple(params IReadOnlyList<AbiParameter> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        return components.Count > 0 ? Parameters(components) : throw new AbiException("A tuple has at least one component.");
    }

    /// <summary>Reads a type as Solidity or an ABI's JSON writes it, <c>uint</c> and <c>(address,bytes)[2]</c> included.</summary>
    /// <exception cref="AbiException">There is no such type.</exception>
    public static AbiType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        AbiTextReader reader = new(text);
        AbiType type = reader.ReadType();
        reader.RequireEnd();
        return type;
    }

    /// <summary>A tuple that may be empty: the parameters of a function.</summary>
    internal static AbiType Parameters(IReadOnlyList<AbiParameter> components) => new(
        AbiKind.Tuple,
        $"({string.Join(',', components.Select(component => component.Type.Name))})",
        components.Count,
        components.Any(component => component.Type.IsDynamic) ? 0 : components.Sum(component => (long)component.Type.StaticLength),
        null,
        components);

    /// <summary>The type of the value with this index in an array or tuple.</summary>
    internal AbiType TypeOfItem(int index) => Element ?? Components[index].Type;

    /// <summary>The bytes that so many values of an array, or all of a tuple, take in their places.</summary>
    internal long HeadLengthOfItems(int count) =>
        Element is not null ? (long)count * Element.HeadLength : Components.Sum(component => (long)component.Type.HeadLength);

    /// <inheritdoc/>
    public bool Equals(AbiType? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AbiType);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The canonical name.</summary>
    public override string ToString() => Name;

    private static AbiType Elementary(AbiKind kind, string name, int size) => new(kind, name, size, WordLength, null, []);

    private static int RequireWidth(int bits) =>
        bits is >= 8 and <= 256 && bits % 8 == 0 ? bits : throw new AbiException($"There are no integers of {bits} bits.");
}
