namespace Plimsoll.Crypto.Pairings;

/// <summary>A point of 𝔾2 with the 68 lines of its Miller loop, for points that are paired again and again.</summary>
/// <remarks>About 20 KB; immutable and safe to share between threads.</remarks>
public sealed class PreparedG2
{
    /// <summary>The lines of a loop over |x|: 63 tangents and 5 chords.</summary>
    internal const int LineCount = 68;

    private readonly LineCoefficients[] _lines = [];

    /// <summary>Computes the lines. The caller guarantees that <paramref name="q"/> is in the subgroup of order r, or infinity.</summary>
    public PreparedG2(in G2Affine q)
    {
        if (q.IsInfinity)
            return;
        _lines = new LineCoefficients[LineCount];
        TwistPoint t = new(q);
        int count = 0;
        for (int bit = MillerLoop.TopBit - 1; bit >= 0; bit--)
        {
            _lines[count++] = t.Double();
            if (MillerLoop.HasBit(bit))
                _lines[count++] = t.Add(q);
        }
    }

    /// <summary>Whether the point is the neutral element, which pairs to one with everything.</summary>
    public bool IsInfinity => _lines.Length == 0;

    /// <summary>The lines in the order of the loop.</summary>
    internal ReadOnlySpan<LineCoefficients> Lines => _lines;
}
