using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>A Merkle tree in a circuit, of which the nodes at the top are signals that go from one update to the next.</summary>
/// <remarks>
/// What an update finds at the top is known, so it is chosen and compared instead of hashed: a level costs 535 constraints below, and near the top 2·4^k for all of
/// the k levels that are carried. Nodes above the lowest carried level are hashed when a root is asked for, and then only above the changes.
/// </remarks>
internal sealed class TreeTop
{
    private const int Arity = MerkleTree.Arity;

    private readonly CircuitBuilder _builder;
    private readonly int _depth, _top;

    // _levels[j] holds the 4^(top − j) nodes of the tree's level depth − top + j.
    private readonly Signal[][] _levels;

    /// <summary>Takes the nodes of the lowest carried level as hints, and hashes the ones above.</summary>
    public TreeTop(CircuitBuilder builder, int depth, int top, ReadOnlySpan<Fr> nodes)
    {
        (_builder, _depth, _top) = (builder, depth, top);
        _levels = new Signal[top + 1][];
        _levels[0] = new Signal[1 << (2 * top)];
        for (int i = 0; i < _levels[0].Length; i++)
            _levels[0][i] = builder.Hint(nodes[i]);
        HashAll();
    }

    /// <summary>The root as of the last <see cref="HashAll"/> or <see cref="HashAbove"/>.</summary>
    public Signal Root => _levels[_top][0];

    /// <summary>Replaces a leaf, and thereby states that the old one was there.</summary>
    /// <param name="indexBits">Two bits a level, least significant first, which the caller has stated to be such.</param>
    /// <param name="oldLeaf">The leaf that is there.</param>
    /// <param name="newLeaf">The leaf that replaces it.</param>
    /// <param name="siblings">Three for each level of the whole path; those of the carried levels are not looked at.</param>
    public void Update(ReadOnlySpan<Signal> indexBits, in Signal oldLeaf, in Signal newLeaf, ReadOnlySpan<Fr> siblings)
    {
        int below = _depth - _top;
        (Signal old, Signal updated) = _builder.UpdateRoots(indexBits[..(2 * below)], oldLeaf, newLeaf, siblings[..(MerkleUpdate.SiblingsPerLevel * below)]);
        ReadOnlySpan<Signal> place = indexBits[(2 * below)..];
        _builder.AssertEqual(Choose(_levels[0], place), old);
        Change(_levels[0], place, updated - old);
    }

    /// <summary>Brings the nodes above a leaf up to date.</summary>
    /// <param name="indexBits">The leaf's.</param>
    /// <param name="withRoot">Whether the root is hashed as well.</param>
    public void HashAbove(ReadOnlySpan<Signal> indexBits, bool withRoot)
    {
        ReadOnlySpan<Signal> place = indexBits[(2 * (_depth - _top))..];
        for (int j = 1; j < _top + (withRoot ? 1 : 0); j++)
        {
            place = place[2..];
            Signal node = Hash(j, Child(j, 0, place), Child(j, 1, place), Child(j, 2, place), Child(j, 3, place));
            if (j == _top)
                _levels[j][0] = node;
            else
                Change(_levels[j], place, node - Choose(_levels[j], place));
        }
    }

    /// <summary>Brings all carried nodes up to date.</summary>
    public void HashAll()
    {
        for (int j = 1; j <= _top; j++)
        {
            Signal[] below = _levels[j - 1];
            _levels[j] = new Signal[below.Length / Arity];
            for (int i = 0; i < _levels[j].Length; i++)
                _levels[j][i] = Hash(j, below[Arity * i], below[Arity * i + 1], below[Arity * i + 2], below[Arity * i + 3]);
        }
    }

    private Signal Hash(int j, in Signal a, in Signal b, in Signal c, in Signal d) => _builder.Compress(HashDomain.Node(_depth - _top + j), a, b, c, d);

    // One of the four children of the node at a place of level j.
    private Signal Child(int j, int child, ReadOnlySpan<Signal> place)
    {
        Signal[] candidates = new Signal[_levels[j].Length];
        for (int i = 0; i < candidates.Length; i++)
            candidates[i] = _levels[j - 1][Arity * i + child];
        return Choose(candidates, place);
    }

    private Signal Choose(Signal[] nodes, ReadOnlySpan<Signal> place)
    {
        foreach (ref readonly Signal bit in place)
        {
            Signal[] half = new Signal[nodes.Length / 2];
            for (int i = 0; i < half.Length; i++)
                half[i] = _builder.Select(bit, nodes[2 * i + 1], nodes[2 * i]);
            nodes = half;
        }

        return nodes[0];
    }

    // The change is split from the top bit downwards, so that it arrives at one node and zero at the others; each node becomes one wire again.
    private void Change(Signal[] nodes, ReadOnlySpan<Signal> place, in Signal change)
    {
        Signal[] shares = [change];
        for (int i = place.Length - 1; i > 0; i--)
        {
            Signal[] halves = new Signal[2 * shares.Length];
            for (int k = 0; k < shares.Length; k++)
            {
                halves[2 * k + 1] = _builder.Multiply(place[i], shares[k]);
                halves[2 * k] = shares[k] - halves[2 * k + 1];
            }

            shares = halves;
        }

        for (int k = 0; k < shares.Length; k++)
        {
            nodes[2 * k] = _builder.MultiplyAdd(1 - place[0], shares[k], nodes[2 * k]);
            nodes[2 * k + 1] = _builder.MultiplyAdd(place[0], shares[k], nodes[2 * k + 1]);
        }
    }
}
