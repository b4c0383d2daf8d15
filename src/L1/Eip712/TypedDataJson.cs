using System.Text.Json;
using Plimsoll.L1.Abi;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Eip712;

/// <summary>Reads the JSON of <c>eth_signTypedData_v4</c>.</summary>
internal static class TypedDataJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public static TypedData Parse(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Length > TypedData.MaxJsonLength)
            throw new Eip712Exception($"The JSON is longer than {TypedData.MaxJsonLength} bytes.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json, Options);
            return Read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException
            || (broken is FormatException && broken is not Eip712Exception))
        {
            throw new Eip712Exception("The JSON is not typed data as eth_signTypedData_v4 takes it.", broken);
        }
    }

    private static TypedData Read(JsonElement root)
    {
        JsonElement domain = root.GetProperty("domain");
        Dictionary<string, IReadOnlyList<Eip712Field>> structs = ReadStructs(root.GetProperty("types"));
        if (!structs.ContainsKey(Eip712Types.DomainName))
            structs[Eip712Types.DomainName] = [.. Eip712Domain.AllFields.Where(field => domain.TryGetProperty(field.Name, out _))];
        if (structs[Eip712Types.DomainName] is { Count: 0 } || structs[Eip712Types.DomainName].Except(Eip712Domain.AllFields).Any())
            throw new Eip712Exception("The domain has no member, or one that the standard does not name.");

        Eip712Types types = new(structs);
        string primaryType = root.GetProperty("primaryType").GetString() ?? "";
        if (primaryType == Eip712Types.DomainName)
            throw new Eip712Exception("The message is a domain: there is nothing to sign.");
        AbiValue domainValue = ReadStruct(types, Eip712Types.DomainName, domain);
        return new(
            ReadDomain(types, domainValue),
            types.HashStruct(Eip712Types.DomainName, domainValue),
            types,
            primaryType,
            ReadStruct(types, primaryType, root.GetProperty("message")));
    }

    private static Dictionary<string, IReadOnlyList<Eip712Field>> ReadStructs(JsonElement types)
    {
        Dictionary<string, IReadOnlyList<Eip712Field>> structs = [];
        foreach (JsonProperty type in types.EnumerateObject())
            structs.Add(type.Name, [.. type.Value.EnumerateArray().Select(ReadField)]);
        return structs;
    }

    private static Eip712Field ReadField(JsonElement field) =>
        new(field.GetProperty("type").GetString() ?? "", field.GetProperty("name").GetString() ?? "");

    private static Eip712Domain ReadDomain(Eip712Types types, AbiValue value)
    {
        Dictionary<string, AbiValue> members = types.MembersOf(Eip712Types.DomainName)
            .Select((member, i) => (member.Name, Value: value[i]))
            .ToDictionary(member => member.Name, member => member.Value);
        return new(
            members.GetValueOrDefault("name")?.ToText(),
            members.GetValueOrDefault("version")?.ToText(),
            members.GetValueOrDefault("chainId")?.ToUInt256(),
            members.GetValueOrDefault("verifyingContract")?.ToAddress(),
            members.GetValueOrDefault("salt")?.ToBytes32());
    }

    private static AbiValue ReadStruct(Eip712Types types, string name, JsonElement json)
    {
        IReadOnlyList<(string Name, MemberType Type)> members = types.MembersOf(name);
        if (json.GetPropertyCount() != members.Count)
            throw new Eip712Exception($"The JSON of a {name} has {json.GetPropertyCount()} members instead of {members.Count}.");
        return AbiValue.Of([.. members.Select(member => ReadValue(types, member.Type, json.GetProperty(member.Name)))]);
    }

    private static AbiValue ReadValue(Eip712Types types, MemberType type, JsonElement json)
    {
        if (type.Struct is { } name)
            return ReadStruct(types, name, json);
        if (type.Element is { } element)
            return AbiValue.Of([.. json.EnumerateArray().Select(item => ReadValue(types, element, item))]);
        return type.Value!.Kind switch
        {
            AbiKind.UnsignedInteger => UInt256.Parse(ReadNumber(json)),
            AbiKind.SignedInteger => Int256.Parse(ReadNumber(json)),
            AbiKind.Address => AddressChecksum.Parse(json.GetString()),
            AbiKind.Boolean => json.GetBoolean(),
            AbiKind.Text => json.GetString() ?? throw new Eip712Exception("Text is null."),
            _ => ReadBytes(json),
        };
    }

    private static string ReadNumber(JsonElement json) => json.ValueKind == JsonValueKind.Number ? json.GetRawText() : json.GetString() ?? "";

    private static byte[] ReadBytes(JsonElement json) =>
        json.GetString() is { } text && text.StartsWith("0x", StringComparison.Ordinal)
            ? Hex.Decode(text)
            : throw new Eip712Exception("Bytes are hexadecimal digits after 0x.");
}
