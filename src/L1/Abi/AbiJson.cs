using System.Text.Json;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <summary>Reads ABIs from JSON (Solidity documentation, "JSON" of the contract ABI).</summary>
internal static class AbiJson
{
    public static ContractAbi ParseAbi(ReadOnlyMemory<byte> utf8Json) => Parse(utf8Json, root =>
        ReadAbi(root.ValueKind == JsonValueKind.Object ? root.GetProperty("abi") : root));

    public static ContractArtifact ParseArtifact(ReadOnlyMemory<byte> utf8Json) => Parse(utf8Json, root =>
    {
        JsonElement code = root.GetProperty("bytecode");
        if (code.ValueKind == JsonValueKind.Object)
            code = code.GetProperty("object");
        return new ContractArtifact(ReadAbi(root.GetProperty("abi")), Hex.Decode(code.GetString()));
    });

    private static T Parse<T>(ReadOnlyMemory<byte> utf8Json, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json);
            return read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException
            || (broken is FormatException && broken is not AbiException))
        {
            throw new AbiException("The JSON is not the ABI of a contract, or not the artifact of one.", broken);
        }
    }

    private static ContractAbi ReadAbi(JsonElement entries)
    {
        List<AbiFunction> functions = [];
        List<AbiEvent> events = [];
        List<AbiError> errors = [];
        List<AbiParameter> constructor = [];
        foreach (JsonElement entry in entries.EnumerateArray())
        {
            switch (entry.GetProperty("type").GetString())
            {
                case "function":
                    functions.Add(new(ReadName(entry), ReadParameters(entry, "inputs"), ReadParameters(entry, "outputs")));
                    break;
                case "event":
                    bool isAnonymous = entry.TryGetProperty("anonymous", out JsonElement anonymous) && anonymous.GetBoolean();
                    events.Add(new(ReadName(entry), ReadParameters(entry, "inputs"), isAnonymous));
                    break;
                case "error":
                    errors.Add(new(ReadName(entry), ReadParameters(entry, "inputs")));
                    break;
                case "constructor":
                    constructor = ReadParameters(entry, "inputs");
                    break;
                default:
                    break; // fallback and receive have no parameters
            }
        }

        return new(functions, events, errors, constructor);
    }

    private static string ReadName(JsonElement entry) => entry.GetProperty("name").GetString() is { Length: > 0 } name
        ? name
        : throw new AbiException("A part of the ABI has no name.");

    private static List<AbiParameter> ReadParameters(JsonElement entry, string property)
    {
        List<AbiParameter> parameters = [];
        if (!entry.TryGetProperty(property, out JsonElement items))
            return parameters;
        foreach (JsonElement item in items.EnumerateArray())
        {
            string name = item.TryGetProperty("name", out JsonElement named) ? named.GetString() ?? "" : "";
            bool isIndexed = item.TryGetProperty("indexed", out JsonElement indexed) && indexed.GetBoolean();
            parameters.Add(new(name, ReadType(item), isIndexed));
        }

        return parameters;
    }

    private static AbiType ReadType(JsonElement parameter)
    {
        string type = parameter.GetProperty("type").GetString() ?? "";
        if (!type.StartsWith("tuple", StringComparison.Ordinal))
            return AbiType.Parse(type);
        AbiTextReader suffixes = new(type["tuple".Length..]);
        AbiType read = suffixes.ReadArraySuffixes(AbiType.Tuple(ReadParameters(parameter, "components")));
        suffixes.RequireEnd();
        return read;
    }
}
