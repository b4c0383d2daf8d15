using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <summary>Inclusion and change of a leaf in a quaternary tree.</summary>
/// <remarks>
/// Spec: docs/spec/state.md. A level takes the four children as hints: that the one at the index's digit is the node from below is stated, and the rest is
/// bound by the hash, as siblings always are. The new root is computed from the very same children, so nothing else in the tree changes.
/// </remarks>
public static class MerkleUpdate
{
    private const int Arity = 4;

    /// <summary>Siblings of a level.</summary>
    public const int SiblingsPerLevel = Arity - 1;

    /// <summary>Returns the roots with the old leaf and with the new one at an index; 535 constraints a level.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="indexBits">Two bits a level, least significant first, which the caller has stated to be such.</param>
    /// <param name="oldLeaf">The leaf that is there.</param>
    /// <param name="newLeaf">The leaf that replaces it.</param>
    /// <param name="siblings">Three a level, from below, in the order of their places.</param>
    /// <exception cref="ArgumentException">There are not as many siblings and bits as one depth needs.</exception>
    public static (Signal OldRoot, Signal NewRoot) UpdateRoots(
        this CircuitBuilder builder, ReadOnlySpan<Signal> indexBits, in Signal oldLeaf, in Signal newLeaf, ReadOnlySpan<Fr> siblings)
    {
        (Signal old, Signal updated) = (oldLeaf, newLeaf);
        Signal[] replaced = new Signal[Arity];
        for (int level = 1; level <= Depth(indexBits, siblings); level++)
        {
            ReadOnlySpan<Signal> digit = indexBits.Slice(2 * (level - 1), 2);
            Signal[] children = Children(builder, digit, old, siblings.Slice(SiblingsPerLevel * (level - 1), SiblingsPerLevel));
            Signal[] choice = OneHot(builder, digit);
            Signal change = updated - old, rest = change;
            for (int i = 0; i < SiblingsPerLevel; i++)
            {
                Signal here = builder.Multiply(choice[i], change);
                replaced[i] = children[i] + here;
                rest -= here;
            }

            replaced[SiblingsPerLevel] = children[SiblingsPerLevel] + rest;
            HashDomain domain = HashDomain.Node(level);
            old = builder.Compress(domain, children[0], children[1], children[2], children[3]);
            updated = builder.Compress(domain, replaced[0], replaced[1], replaced[2], replaced[3]);
        }

        return (old, updated);
    }

    /// <summary>Returns the root with the leaf at an index; 267 constraints a level.</summary>
    /// <inheritdoc cref="UpdateRoots"/>
    public static Signal RootOf(this CircuitBuilder builder, ReadOnlySpan<Signal> indexBits, in Signal leaf, ReadOnlySpan<Fr> siblings)
    {
        Signal node = leaf;
        for (int level = 1; level <= Depth(indexBits, siblings); level++)
        {
            Signal[] children = Children(builder, indexBits.Slice(2 * (level - 1), 2), node, siblings.Slice(SiblingsPerLevel * (level - 1), SiblingsPerLevel));
            node = builder.Compress(HashDomain.Node(level), children[0], children[1], children[2], children[3]);
        }

        return node;
    }

    // Which of the four it is; one constraint.
    private static Signal[] OneHot(CircuitBuilder builder, ReadOnlySpan<Signal> bits)
    {
        Signal both = builder.And(bits[0], bits[1]);
        return [1 - bits[0] - bits[1] + both, bits[0] - both, bits[1] - both, both];
    }

    // Four children, of which the one at the digit is the node; three constraints.
    private static Signal[] Children(CircuitBuilder builder, ReadOnlySpan<Signal> digit, in Signal node, ReadOnlySpan<Fr> siblings)
    {
        Signal[] children = new Signal[Arity];
        int place = (digit[0].Value.IsZero ? 0 : 1) + (digit[1].Value.IsZero ? 0 : 2);
        for (int i = 0; i < Arity; i++)
            children[i] = builder.Hint(i == place ? node.Value : siblings[i < place ? i : i - 1]);
        Signal low = builder.Select(digit[0], children[1], children[0]), high = builder.Multiply(digit[0], children[3] - children[2]) + children[2];
        builder.AssertProduct(digit[1], high - low, node - low);
        return children;
    }

    private static int Depth(ReadOnlySpan<Signal> indexBits, ReadOnlySpan<Fr> siblings)
    {
        int depth = indexBits.Length / 2;
        return indexBits.Length == 2 * depth && siblings.Length == SiblingsPerLevel * depth
            ? depth
            : throw new ArgumentException($"{siblings.Length} siblings do not belong to {indexBits.Length} bits of an index.", nameof(siblings));
    }
}
