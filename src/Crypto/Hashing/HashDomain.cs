namespace Plimsoll.Crypto.Hashing;

/// <summary>What a Poseidon2 hash is for: the registry of domain tags.</summary>
/// <remarks>
/// Every hash names its domain, so leaves, nodes of different levels, messages and challenges never share a function. The number of a
/// domain is part of the protocol and is never used again for something else. Spec: docs/spec/hashing.md#domains.
/// </remarks>
public sealed class HashDomain
{
    /// <summary>The greatest level that <see cref="Node"/> knows.</summary>
    public const int MaxLevel = 32;

    private static readonly HashDomain[] s_nodes = [.. Enumerable.Range(0, MaxLevel).Select(i => new HashDomain(0x0201 + i, 4, $"node of level {i + 1}"))];

    private readonly Fr _tag; // Id · 2^64

    private HashDomain(int id, int arity, string name)
    {
        Id = id;
        Arity = arity;
        Name = name;
        _tag = Fr.FromUInt64((ulong)id) * Fr.FromHex("10000000000000000");
    }

    /// <summary>The leaf of one account, in one compression.</summary>
    public static HashDomain AccountLeaf { get; } = new(0x0101, 4, "account leaf");

    /// <summary>The root of the whole state over its parts' roots and counters, in one compression.</summary>
    public static HashDomain StateRoot { get; } = new(0x0103, 4, "state root");

    /// <summary>What an account's key signs.</summary>
    public static HashDomain Message { get; } = new(0x0301, 0, "message");

    /// <summary>The challenge of a Schnorr signature.</summary>
    public static HashDomain Challenge { get; } = new(0x0302, 0, "challenge");

    /// <summary>The elements of a batch, as a validity proof commits to them.</summary>
    public static HashDomain BatchData { get; } = new(0x0304, 0, "batch data");

    /// <summary>One link of the hash chain over the queue on L1: the chain so far and the three elements of an item.</summary>
    public static HashDomain QueueLink { get; } = new(0x0104, 4, "queue link");

    /// <summary>The key that an item of the queue names.</summary>
    public static HashDomain QueueKey { get; } = new(0x0401, 2, "queue key");

    /// <summary>The number that the protocol knows the domain by; never zero.</summary>
    public int Id { get; }

    /// <summary>The domain's name in the specification.</summary>
    public string Name { get; }

    /// <summary>How many elements a compression of this domain takes, 2 or 4; 0 for a sponge, which takes any number.</summary>
    public int Arity { get; }

    /// <summary>An inner node whose children are <paramref name="level"/> − 1 levels above the leaves.</summary>
    /// <param name="level">From 1, directly above the leaves, to <see cref="MaxLevel"/>.</param>
    public static HashDomain Node(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaxLevel);
        return s_nodes[level - 1];
    }

    /// <summary>Returns <c>Id · 2^64 + count</c>, what the last element of the state is raised by.</summary>
    internal Fr Constant(int count) => _tag + Fr.FromUInt64((ulong)count);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
