namespace Plimsoll.Crypto.Pairings;

/// <summary>A point of 𝔾2 with the 68 lines of its Miller loop, for points that are paired again and again.</summary>
/// <remarks>About 20 KB, or 70 KB where the loop runs in vector lanes; immutable and safe to share between threads.</remarks>
public sealed unsafe class PreparedG2
{
    /// <summary>The lines of a loop over |x|: 63 tangents and 5 chords.</summary>
    internal const int LineCount = 68;

    private readonly LineCoefficients[] _lines = [];
    private readonly AlignedWords? _lanes;

    /// <summary>Computes the lines. The caller guarantees that <paramref name="q"/> is in the subgroup of order r, or infinity.</summary>
    public PreparedG2(in G2Affine q)
        : this(q, FqLanes.IsSupported)
    {
    }

    /// <summary>Computes the lines in lanes or as field elements.</summary>
    internal PreparedG2(in G2Affine q, bool inLanes)
    {
        IsInfinity = q.IsInfinity;
        if (IsInfinity)
            return;
        if (inLanes)
            _lanes = MillerLoop.PrepareLanes(q);
        else
            _lines = MillerLoop.Prepare(q);
    }

    /// <summary>Whether the point is the neutral element, which pairs to one with everything.</summary>
    public bool IsInfinity { get; }

    /// <summary>The lines in the order of the loop.</summary>
    internal ReadOnlySpan<LineCoefficients> Lines => _lines;

    /// <summary>The lines' coefficients in the lanes 0 to 2 of consecutive groups, when prepared so.</summary>
    internal long* LaneLines => _lanes is null ? null : _lanes.Pointer;
}
