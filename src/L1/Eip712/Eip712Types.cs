using System.Text;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Eip712;

/// <summary>Struct types that refer to one another, and the hashes of their values (EIP-712, "Definition of hashStruct").</summary>
/// <remarks>A struct's value is a sequence of its members' values in the order of the declaration. Immutable and thread-safe.</remarks>
public sealed class Eip712Types
{
    /// <summary>How many struct types there may be.</summary>
    public const int MaxStructs = 256;

    /// <summary>The name of the struct type that domains have.</summary>
    public const string DomainName = "EIP712Domain";

    private readonly Dictionary<string, (string Name, MemberType Type)[]> _structs;
    private readonly Dictionary<string, Bytes32> _typeHashes = [];

    /// <summary>Collects struct types.</summary>
    /// <exception cref="Eip712Exception">A name is no identifier or is taken, a type does not exist, or there are too many.</exception>
    public Eip712Types(IReadOnlyDictionary<string, IReadOnlyList<Eip712Field>> structs)
    {
        ArgumentNullException.ThrowIfNull(structs);
        if (structs.Count > MaxStructs)
            throw new Eip712Exception($"There are more than {MaxStructs} struct types.");
        foreach (string name in structs.Keys)
        {
            if (!IsIdentifier(name) || MemberType.TryParseValue(name) is not null)
                throw new Eip712Exception($"\"{name}\" cannot name a struct type.");
        }

        _structs = structs.ToDictionary(pair => pair.Key, pair => ReadMembers(pair.Key, pair.Value, structs.ContainsKey));
        foreach (string name in _structs.Keys)
            _typeHashes[name] = Keccak256.HashUtf8(EncodeType(name));
    }

    /// <summary>Whether there is a struct type with this name.</summary>
    public bool Contains(string name) => _structs.ContainsKey(name);

    /// <summary>Returns the type's own description, followed by those of the types it refers to, sorted by name.</summary>
    /// <exception cref="Eip712Exception">There is no such type.</exception>
    public string EncodeType(string name)
    {
        SortedSet<string> referenced = new(StringComparer.Ordinal);
        Stack<string> open = new([name]);
        while (open.TryPop(out string? next))
        {
            foreach ((_, MemberType type) in Members(next))
            {
                if (type.ReferencedStruct is { } found && found != name && referenced.Add(found))
                    open.Push(found);
            }
        }

        StringBuilder text = new();
        foreach (string part in referenced.Prepend(name))
            text.Append(part).Append('(').AppendJoin(',', Members(part).Select(member => $"{member.Type.Text} {member.Name}")).Append(')');
        return text.ToString();
    }

    /// <summary>Returns the Keccak-256 hash of <see cref="EncodeType"/>.</summary>
    /// <exception cref="Eip712Exception">There is no such type.</exception>
    public Bytes32 TypeHash(string name) => _typeHashes.TryGetValue(name, out Bytes32 hash) ? hash : throw NoStruct(name);

    /// <summary>Returns the hash of a struct's value.</summary>
    /// <exception cref="Eip712Exception">There is no such type, or the value does not fit it.</exception>
    public Bytes32 HashStruct(string name, AbiValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        (string Name, MemberType Type)[] members = Members(name);
        IReadOnlyList<AbiValue> values = Items(value, name);
        if (values.Count != members.Length)
            throw new Eip712Exception($"{name} has {members.Length} members, but {values.Count} values are given.");
        byte[] encoded = new byte[AbiType.WordLength * (members.Length + 1)];
        TypeHash(name).Span.CopyTo(encoded);
        for (int i = 0; i < members.Length; i++)
            EncodeMember(members[i].Type, values[i]).Span.CopyTo(encoded.AsSpan(AbiType.WordLength * (i + 1)));
        return Keccak256.Hash(encoded);
    }

    /// <summary>The members of a struct type, in the order of the declaration.</summary>
    internal IReadOnlyList<(string Name, MemberType Type)> MembersOf(string name) => Members(name);

    private Bytes32 EncodeMember(MemberType type, AbiValue value)
    {
        if (type.Struct is { } name)
            return HashStruct(name, value);
        if (type.Element is { } element)
            return HashArray(type, element, value);
        try
        {
            return AbiTopic.Of(type.Value!, value); // the same rule: one word, or the hash of the bytes
        }
        catch (AbiException misfit)
        {
            throw new Eip712Exception(misfit.Message, misfit);
        }
    }

    private Bytes32 HashArray(MemberType type, MemberType element, AbiValue value)
    {
        IReadOnlyList<AbiValue> items = Items(value, type.Text);
        if (type.Length is { } length && items.Count != length)
            throw new Eip712Exception($"{items.Count} values are given for {type.Text}.");
        byte[] encoded = new byte[checked(AbiType.WordLength * items.Count)];
        for (int i = 0; i < items.Count; i++)
            EncodeMember(element, items[i]).Span.CopyTo(encoded.AsSpan(AbiType.WordLength * i));
        return Keccak256.Hash(encoded);
    }

    private static IReadOnlyList<AbiValue> Items(AbiValue value, string type)
    {
        try
        {
            return value.ToItems();
        }
        catch (InvalidOperationException mismatch)
        {
            throw new Eip712Exception($"The value does not fit {type}: {mismatch.Message}", mismatch);
        }
    }

    private (string Name, MemberType Type)[] Members(string name) =>
        _structs.TryGetValue(name, out (string Name, MemberType Type)[]? members) ? members : throw NoStruct(name);

    private static Eip712Exception NoStruct(string name) => new($"There is no struct type \"{name}\".");

    private static (string Name, MemberType Type)[] ReadMembers(string owner, IReadOnlyList<Eip712Field> fields, Func<string, bool> isStruct)
    {
        HashSet<string> names = [];
        foreach (Eip712Field field in fields)
        {
            if (!IsIdentifier(field.Name) || !names.Add(field.Name))
                throw new Eip712Exception($"\"{field.Name}\" cannot name a member of {owner}, or names two.");
        }

        return [.. fields.Select(field => (field.Name, MemberType.Parse(field.Type, isStruct)))];
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$');
}
