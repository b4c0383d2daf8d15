using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>A Merkle tree in a circuit, of which the nodes at the top are signals that go from one update to the next.</summary>
/// <remarks>
/// What an update finds at the top is known, so it is chosen and compared instead of hashed: a level costs 535 constraints below, and near the top about 9·4^(k − 1) for all of
/// the k levels that are carried. Nodes above the lowest carried level are hashed above a change, or once in the end when nobody asks for the roots between.
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

    /// <summary>The root as of the last <see cref="HashAll"/> or update with <see cref="Hashed.ToTheRoot"/>.</summary>
    public Signal Root => _levels[_top][0];

    /// <summary>Replaces a leaf, and thereby states that the old one was there.</summary>
    /// <param name="indexBits">Two bits a level, least significant first, which the caller has stated to be such.</param>
    /// <param name="oldLeaf">The leaf that is there.</param>
    /// <param name="newLeaf">The leaf that replaces it.</param>
    /// <param name="siblings">Three for each level of the whole path; those of the carried levels are not looked at.</param>
    /// <param name="hashed">Which of the carried nodes above are brought up to date.</param>
    public void Update(ReadOnlySpan<Signal> indexBits, in Signal oldLeaf, in Signal newLeaf, ReadOnlySpan<Fr> siblings, Hashed hashed)
    {
        int below = _depth - _top;
        (Signal old, Signal updated) = _builder.UpdateRoots(indexBits[..(2 * below)], oldLeaf, newLeaf, siblings[..(MerkleUpdate.SiblingsPerLevel * below)]);
        ReadOnlySpan<Signal> place = indexBits[(2 * below)..];
        Signal[] groups = OneHot(place[2..]);
        Signal[] children = Siblings(_levels[0], place);
        AssertIsAt(children, place, old);
        Replace(0, children, place, groups, updated - old);
        for (int j = 1; j <= _top && hashed != Hashed.Nothing; j++)
        {
            if (j == _top)
            {
                if (hashed == Hashed.ToTheRoot)
                    _levels[j] = [Hash(j, children)];
                return;
            }

            Signal node = Hash(j, children);
            place = place[2..];
            groups = Sums(groups);
            children = Siblings(_levels[j], place);
            Replace(j, children, place, groups, node - Choose(children, place[..2]));
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
                _levels[j][i] = Hash(j, below.AsSpan(Arity * i, Arity));
        }
    }

    private Signal Hash(int j, ReadOnlySpan<Signal> children) =>
        _builder.Compress(HashDomain.Node(_depth - _top + j), children[0], children[1], children[2], children[3]);

    // The four nodes of which one is at the place.
    private Signal[] Siblings(Signal[] nodes, ReadOnlySpan<Signal> place)
    {
        Signal[] siblings = new Signal[Arity];
        for (int child = 0; child < Arity; child++)
        {
            Signal[] candidates = new Signal[nodes.Length / Arity];
            for (int i = 0; i < candidates.Length; i++)
                candidates[i] = nodes[Arity * i + child];
            siblings[child] = Choose(candidates, place[2..]);
        }

        return siblings;
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

    private void AssertIsAt(Signal[] four, ReadOnlySpan<Signal> place, in Signal node)
    {
        Signal low = _builder.Select(place[0], four[1], four[0]), high = _builder.Select(place[0], four[3], four[2]);
        _builder.AssertProduct(place[1], high - low, node - low);
    }

    // Adds a change to the node at the place, among its siblings and among all nodes of the level; each node stays one wire where there are more than four.
    private void Replace(int j, Signal[] siblings, ReadOnlySpan<Signal> place, Signal[] groups, in Signal change)
    {
        Signal high = _builder.Multiply(place[1], change), three = _builder.Multiply(place[0], high), one = _builder.Multiply(place[0], change - high);
        Signal[] shares = [change - high - one, one, high - three, three], nodes = _levels[j];
        for (int child = 0; child < Arity; child++)
        {
            siblings[child] += shares[child];
            for (int group = 0; group < groups.Length; group++)
            {
                ref Signal node = ref nodes[Arity * group + child];
                node = groups.Length == 1 ? siblings[child] : _builder.MultiplyAdd(groups[group], shares[child], node);
            }
        }
    }

    // One bit for each value of the bits.
    private Signal[] OneHot(ReadOnlySpan<Signal> bits)
    {
        Signal[] hot = [1];
        foreach (ref readonly Signal bit in bits)
        {
            Signal[] twice = new Signal[2 * hot.Length];
            for (int i = 0; i < hot.Length; i++)
            {
                twice[hot.Length + i] = _builder.Multiply(hot[i], bit);
                twice[i] = hot[i] - twice[hot.Length + i];
            }

            hot = twice;
        }

        return hot;
    }

    // The same for the bits without the lowest two.
    private static Signal[] Sums(Signal[] hot)
    {
        Signal[] sums = new Signal[hot.Length / Arity];
        for (int i = 0; i < sums.Length; i++)
            sums[i] = Signal.Sum(hot.AsSpan(Arity * i, Arity));
        return sums;
    }

    /// <summary>Which of the carried nodes above a changed leaf are hashed.</summary>
    public enum Hashed
    {
        /// <summary>None: <see cref="HashAll"/> will be called.</summary>
        Nothing,

        /// <summary>All but the root: another update follows.</summary>
        ToBelowTheRoot,

        /// <summary>All.</summary>
        ToTheRoot,
    }
}
