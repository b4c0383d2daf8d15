namespace Plimsoll.Crypto.Pairings;

/// <summary>The loop of the optimal ate pairing over |x|, x = −0xd201000000010000, for any number of pairs at once.</summary>
/// <remarks>Vercauteren 2010; x is negative, so the result is conjugated. Pairs with infinity are left out: their factor is one.</remarks>
internal static partial class MillerLoop
{
    /// <summary>|x|.</summary>
    internal const ulong Parameter = 0xd201000000010000;

    /// <summary>The position of |x|'s highest bit.</summary>
    internal const int TopBit = 63;

    /// <summary>Whether |x| has this bit.</summary>
    internal static bool HasBit(int bit) => ((Parameter >> bit) & 1) != 0;

    /// <summary>The product of the pairs' Miller functions; the squarings of the accumulator are shared.</summary>
    internal static Fq12 Run(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q, Span<TwistPoint> points)
    {
        for (int i = 0; i < q.Length; i++)
            points[i] = new(q[i]);
        Fq12 f = Fq12.One;
        for (int bit = TopBit - 1; bit >= 0; bit--)
        {
            if (bit != TopBit - 1)
                f = Fq12.Square(f);
            for (int i = 0; i < p.Length; i++)
            {
                if (p[i].IsInfinity || q[i].IsInfinity)
                    continue;
                f = points[i].Double().MultiplyInto(f, p[i]);
                if (HasBit(bit))
                    f = points[i].Add(q[i]).MultiplyInto(f, p[i]);
            }
        }

        return Fq12.Conjugate(f);
    }

    /// <summary>The same over prepared points.</summary>
    internal static Fq12 Run(ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q)
    {
        Fq12 f = Fq12.One;
        int line = 0;
        for (int bit = TopBit - 1; bit >= 0; bit--)
        {
            if (bit != TopBit - 1)
                f = Fq12.Square(f);
            int lines = HasBit(bit) ? 2 : 1;
            for (int i = 0; i < p.Length; i++)
            {
                if (p[i].IsInfinity || q[i].IsInfinity)
                    continue;
                for (int j = 0; j < lines; j++)
                    f = q[i].Lines[line + j].MultiplyInto(f, p[i]);
            }

            line += lines;
        }

        return Fq12.Conjugate(f);
    }

    /// <summary>The lines of a point's loop, in order.</summary>
    internal static LineCoefficients[] Prepare(in G2Affine q)
    {
        LineCoefficients[] lines = new LineCoefficients[PreparedG2.LineCount];
        TwistPoint point = new(q);
        int count = 0;
        for (int bit = TopBit - 1; bit >= 0; bit--)
        {
            lines[count++] = point.Double();
            if (HasBit(bit))
                lines[count++] = point.Add(q);
        }

        return lines;
    }
}
