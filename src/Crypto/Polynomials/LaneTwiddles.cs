namespace Plimsoll.Crypto.Polynomials;

/// <summary>The twiddles of the vector transforms of one domain: s_i = w^rev(i), as in the scalar ones.</summary>
/// <remarks>
/// A level over whole vectors takes one twiddle a block, in all lanes. The last three levels work on blocks of 64 elements, as 8 lanes of 8: lane l
/// of block b takes s_i, s_2i, s_2i+1 and s_4i to s_4i+3 with i = 8b + l. Each of s_4i, s_2i, s_i is the square of the one before,
/// s_4i = s_32b·s_4l, and odd indices are even ones times a constant. So 7.5 bytes an element suffice: 31 MB for 2^22.
/// </remarks>
internal sealed class LaneTwiddles
{
    /// <summary>Makes the twiddles of a domain of 2^log2Size elements, at least 64.</summary>
    public LaneTwiddles(int log2Size, in Fr root)
    {
        Fr[] roots = new Fr[log2Size + 1]; // roots[k] has order 2^k
        roots[log2Size] = root;
        for (int k = log2Size; k > 0; k--)
            roots[k - 1] = Fr.Square(roots[k]);

        int size = 1 << log2Size;
        Levels = Factors(Strided(roots, size / 16, 0));
        Blocks = Factors(Strided(roots, size / 64, 5));
        InverseBlocks = Factors(Inverted(Strided(roots, size / 64, 5)));
        FrLanes.Load(Strided(roots, FrLanes.Count, 2), out LaneShare);
        FrLanes.Load(Inverted(Strided(roots, FrLanes.Count, 2)), out InverseLaneShare);
        Odd = Factors(Strided(roots, 4, 0));
        InverseOdd = Factors(Inverted(Strided(roots, 4, 0)));
        First = Strided(roots, 32, 0);
        Fr[] elements = [.. First.SelectMany(element => (Fr[])[element, -element])];
        FirstElements = new FrLanes[elements.Length / FrLanes.Count];
        for (int i = 0; i < FirstElements.Length; i++)
            FrLanes.Load(elements.AsSpan(FrLanes.Count * i), out FirstElements[i]);
    }

    /// <summary>s_i for i below n/16.</summary>
    public FrFactor[] Levels { get; }

    /// <summary>s_32b for b below n/64.</summary>
    public FrFactor[] Blocks { get; }

    /// <summary>1/s_32b for b below n/64.</summary>
    public FrFactor[] InverseBlocks { get; }

    /// <summary>s_0 to s_3.</summary>
    public FrFactor[] Odd { get; }

    /// <summary>The inverses of s_0 to s_3.</summary>
    public FrFactor[] InverseOdd { get; }

    /// <summary>s_0 to s_31.</summary>
    public Fr[] First { get; }

    /// <summary>The first 64 elements of the domain in bit-reversed order; times s_32b they are those of block b.</summary>
    public FrLanes[] FirstElements { get; }

    /// <summary>s_4l in lane l.</summary>
    public readonly FrLanes LaneShare;

    /// <summary>1/s_4l in lane l.</summary>
    public readonly FrLanes InverseLaneShare;

    /// <summary>s_(i·2^shift) for i below count. At i = 2^k it has order 2^(k + shift + 2); other indices are products of these.</summary>
    private static Fr[] Strided(Fr[] roots, int count, int shift)
    {
        Fr[] s = new Fr[count];
        s[0] = Fr.One;
        for (int length = 1; length < count; length *= 2)
        {
            Fr leading = roots[int.Log2(length) + shift + 2];
            for (int i = 0; i < length; i++)
                s[length + i] = leading * s[i];
        }

        return s;
    }

    private static Fr[] Inverted(Fr[] elements)
    {
        FieldAlgorithms.BatchInvert<Fr>(elements, new Fr[elements.Length]);
        return elements;
    }

    private static FrFactor[] Factors(Fr[] elements) => [.. elements.Select(element => new FrFactor(element))];
}
