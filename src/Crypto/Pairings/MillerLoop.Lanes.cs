namespace Plimsoll.Crypto.Pairings;

/// <content>The same loops in vector lanes.</content>
internal static unsafe partial class MillerLoop
{
    /// <summary>The words that a pair's state takes in a loop: the running point, Q and P.</summary>
    internal static int PairLength => 3 * Fq2Lanes.Length;

    /// <summary>The words that a loop needs beside the pairs' states.</summary>
    internal static int LoopLength => Fq2Lanes.Length + TwistLanes.ScratchLength;

    /// <summary>Writes the product of the pairs' Miller functions; the squarings are shared.</summary>
    internal static void RunLanes(long* f, ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q, long* memory)
    {
        // Invariant: memory has LoopLength + p.Length·PairLength words.
        long* line = memory, scratch = line + Fq2Lanes.Length, states = scratch + TwistLanes.ScratchLength;
        int pairs = 0;
        for (int i = 0; i < p.Length; i++)
        {
            if (p[i].IsInfinity || q[i].IsInfinity)
                continue;
            long* state = states + pairs++ * PairLength;
            TwistLanes.Set(state, q[i]);
            Fq2Lanes.FromFq2(state + Fq2Lanes.Length, [q[i].X, q[i].Y]);
            Fq2Lanes.FromFq2(state + 2 * Fq2Lanes.Length, [new(p[i].X, Fq.Zero), new(p[i].Y, Fq.Zero)]);
        }

        Fq12Lanes.FromFq12(f, Fq12.One);
        for (int bit = TopBit - 1; bit >= 0; bit--)
        {
            if (bit != TopBit - 1)
                Fq12Lanes.Square(f, f, scratch);
            for (int i = 0; i < pairs; i++)
            {
                long* point = states + i * PairLength, affine = point + Fq2Lanes.Length, at = affine + Fq2Lanes.Length;
                TwistLanes.Double(point, at, line, scratch);
                Fq12Lanes.MultiplyByLine(f, f, line, scratch);
                if (!HasBit(bit))
                    continue;
                TwistLanes.Add(point, affine, at, line, scratch);
                Fq12Lanes.MultiplyByLine(f, f, line, scratch);
            }
        }

        Fq12Lanes.Conjugate(f, f);
    }

    /// <summary>The same over points that were prepared in lanes.</summary>
    internal static void RunLanes(long* f, ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q, long* memory)
    {
        long* line = memory, scratch = line + Fq2Lanes.Length, states = scratch + TwistLanes.ScratchLength;
        for (int i = 0; i < p.Length; i++)
            Fq2Lanes.FromFq2(states + i * Fq2Lanes.Length, [Fq2.One, new(p[i].X, Fq.Zero), new(p[i].Y, Fq.Zero)]);
        Fq12Lanes.FromFq12(f, Fq12.One);
        int count = 0;
        for (int bit = TopBit - 1; bit >= 0; bit--)
        {
            if (bit != TopBit - 1)
                Fq12Lanes.Square(f, f, scratch);
            int lines = HasBit(bit) ? 2 : 1;
            for (int i = 0; i < p.Length; i++)
            {
                if (p[i].IsInfinity || q[i].IsInfinity)
                    continue;
                long* factors = states + i * Fq2Lanes.Length;
                for (int j = 0; j < lines; j++)
                {
                    long* prepared = q[i].LaneLines + (count + j) * Fq2Lanes.Length;
                    FqLanes.Multiply(line, prepared, factors);
                    FqLanes.Multiply(line + FqLanes.Length, prepared + FqLanes.Length, factors);
                    Fq12Lanes.MultiplyByLine(f, f, line, scratch);
                }
            }

            count += lines;
        }

        Fq12Lanes.Conjugate(f, f);
    }

    /// <summary>The lines of a point's loop, in order, for P = (1, 1).</summary>
    internal static AlignedWords PrepareLanes(in G2Affine q)
    {
        AlignedWords lines = new(PreparedG2.LineCount * Fq2Lanes.Length);
        long* memory = stackalloc long[AlignedWords.WithPadding(PairLength + TwistLanes.ScratchLength)];
        long* point = AlignedWords.Align(memory), affine = point + Fq2Lanes.Length, at = affine + Fq2Lanes.Length, scratch = at + Fq2Lanes.Length;
        TwistLanes.Set(point, q);
        Fq2Lanes.FromFq2(affine, [q.X, q.Y]);
        Fq2Lanes.FromFq2(at, [Fq2.One, Fq2.One]);
        long* line = lines.Pointer;
        for (int bit = TopBit - 1; bit >= 0; bit--)
        {
            TwistLanes.Double(point, at, line, scratch);
            line += Fq2Lanes.Length;
            if (!HasBit(bit))
                continue;
            TwistLanes.Add(point, affine, at, line, scratch);
            line += Fq2Lanes.Length;
        }

        return lines;
    }
}
