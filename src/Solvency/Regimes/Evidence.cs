using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Solvency.Regimes;

/// <summary>Binds a report to the facts behind it: a Merkle tree over texts, so that each can be shown on its own.</summary>
/// <remarks>
/// SHA-256 as in RFC 6962: a leaf is H(0 ‖ text), a node H(1 ‖ left ‖ right), the left subtree holds the largest power of two of leaves below their number;
/// nothing is H of nothing. Auditors who
/// saw the same facts in the same order have the same root. Spec: docs/spec/solvency.md#evidence.
/// </remarks>
public static class Evidence
{
    /// <summary>The root over facts.</summary>
    public static Bytes32 Root(IReadOnlyList<string> facts) => new(Hash(facts, 0, facts.Count));

    /// <summary>The hashes beside the way from a fact to the root, from the fact up.</summary>
    /// <param name="facts">All of them.</param>
    /// <param name="index">Below their number.</param>
    public static IReadOnlyList<Bytes32> Prove(IReadOnlyList<string> facts, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, facts.Count);
        List<Bytes32> path = [];
        for (int begin = 0, count = facts.Count; count > 1;)
        {
            int left = LeftOf(count);
            bool isLeft = index - begin < left;
            path.Add(new(isLeft ? Hash(facts, begin + left, count - left) : Hash(facts, begin, left)));
            (begin, count) = isLeft ? (begin, left) : (begin + left, count - left);
        }

        path.Reverse();
        return path;
    }

    /// <summary>Whether a fact is one of those under a root.</summary>
    /// <param name="root">From a report.</param>
    /// <param name="fact">The text.</param>
    /// <param name="index">Its place.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="path">From <see cref="Prove"/>.</param>
    public static bool Verify(Bytes32 root, string fact, int index, int count, IReadOnlyList<Bytes32> path)
    {
        if (index < 0 || index >= count)
            return false;
        Stack<bool> turns = new(); // whether the way goes left, from the root down
        for (int begin = 0, size = count; size > 1;)
        {
            int left = LeftOf(size);
            turns.Push(index - begin < left);
            (begin, size) = turns.Peek() ? (begin, left) : (begin + left, size - left);
        }

        if (turns.Count != path.Count)
            return false;
        byte[] hash = Leaf(fact);
        foreach (Bytes32 sibling in path)
            hash = turns.Pop() ? Node(hash, sibling.ToBytes()) : Node(sibling.ToBytes(), hash);
        return new Bytes32(hash) == root;
    }

    private static byte[] Hash(IReadOnlyList<string> facts, int begin, int count) => count switch
    {
        0 => SHA256.HashData([]),
        1 => Leaf(facts[begin]),
        _ => Node(Hash(facts, begin, LeftOf(count)), Hash(facts, begin + LeftOf(count), count - LeftOf(count))),
    };

    private static int LeftOf(int count) => 1 << (31 - int.LeadingZeroCount(count - 1));

    private static byte[] Leaf(string fact) => SHA256.HashData([0, .. Encoding.UTF8.GetBytes(fact)]);

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}
