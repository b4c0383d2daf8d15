using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <summary>An event of a contract: how the logs it leaves are written.</summary>
/// <remarks>Indexed values of dynamic types, arrays and structs are in a log as hashes only, and are decoded to these 32 bytes.</remarks>
public sealed class AbiEvent
{
    private const int MaxTopics = 4;

    private readonly AbiType _data;

    /// <summary>Describes an event.</summary>
    /// <exception cref="AbiException">More than 3 parameters are indexed, or 4 if the event is anonymous.</exception>
    public AbiEvent(string name, IReadOnlyList<AbiParameter> parameters, bool isAnonymous = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Name = name;
        Parameters = parameters;
        IsAnonymous = isAnonymous;
        _data = AbiType.Parameters([.. parameters.Where(parameter => !parameter.IsIndexed)]);
        Signature = name + AbiType.Parameters(parameters).Name;
        Topic = Keccak256.HashUtf8(Signature);
        if (TopicCount > MaxTopics)
            throw new AbiException($"The event {Signature} has more than {MaxTopics} topics.");
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The parameters, indexed or not, in the order of the declaration.</summary>
    public IReadOnlyList<AbiParameter> Parameters { get; }

    /// <summary>Whether the logs do not say which event they are of.</summary>
    public bool IsAnonymous { get; }

    /// <summary>Name and types without spaces: <c>Transfer(address,address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>The hash of the signature: the first topic, unless the event is anonymous.</summary>
    public Bytes32 Topic { get; }

    private int TopicCount => Parameters.Count - _data.Components.Count + (IsAnonymous ? 0 : 1);

    /// <summary>Reads a declaration such as <c>event Transfer(address indexed from, address indexed to, uint256 value)</c>; the first word may be left out, <c>anonymous</c> may follow.</summary>
    /// <exception cref="AbiException">The text is not such a declaration.</exception>
    public static AbiEvent Parse(string declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        AbiTextReader reader = new(declaration);
        string name = reader.ReadWord();
        if (name == "event")
            name = reader.ReadWord();
        if (name.Length == 0)
            throw new AbiException("An event has a name.");
        List<AbiParameter> parameters = reader.ReadParameters();
        string word = reader.ReadWord();
        if (word is not ("" or "anonymous"))
            throw new AbiException($"The word \"{word}\" does not belong in the declaration of an event.");
        reader.RequireEnd();
        return new(name, parameters, word == "anonymous");
    }

    /// <summary>Whether a log with these topics can be of this event: the first topic and the number of them are right.</summary>
    public bool Matches(ReadOnlySpan<Bytes32> topics) => topics.Length == TopicCount && (IsAnonymous || topics[0] == Topic);

    /// <summary>Returns the topics and the data of a log, the values given in the order of the declaration.</summary>
    /// <exception cref="AbiException">The values do not fit.</exception>
    public (Bytes32[] Topics, byte[] Data) Encode(params ReadOnlySpan<AbiValue> values)
    {
        if (values.Length != Parameters.Count)
            throw new AbiException($"{Parameters.Count} values are expected for {Signature}, not {values.Length}.");
        List<Bytes32> topics = IsAnonymous ? [] : [Topic];
        List<AbiValue> data = [];
        for (int i = 0; i < values.Length; i++)
        {
            if (Parameters[i].IsIndexed)
                topics.Add(AbiTopic.Of(Parameters[i].Type, values[i]));
            else
                data.Add(values[i]);
        }

        return ([.. topics], AbiEncoder.Encode(_data, data.ToArray(), prefix: []));
    }

    /// <summary>Reads a log.</summary>
    /// <exception cref="AbiException">Topics or data are not those of a log of this event.</exception>
    public AbiRecord Decode(ReadOnlySpan<Bytes32> topics, ReadOnlySpan<byte> data)
    {
        if (!Matches(topics))
            throw new AbiException($"The log is not of the event {Signature}.");
        AbiValue[] unindexed = AbiDecoder.Decode(_data, data);
        AbiValue[] values = new AbiValue[Parameters.Count];
        int nextTopic = IsAnonymous ? 0 : 1;
        int nextUnindexed = 0;
        for (int i = 0; i < values.Length; i++)
            values[i] = Parameters[i].IsIndexed ? AbiTopic.Read(Parameters[i].Type, topics[nextTopic++]) : unindexed[nextUnindexed++];
        return new(Parameters, values);
    }

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
