using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Pairings;

/// <content>Products in vector lanes.</content>
public static unsafe partial class Pairing
{
    private static int MillerLength => MillerLoop.LoopLength + GroupLength * MillerLoop.PairLength;

    internal static Fq12 ProductInLanes(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q) => ProductInLanes(p, q, &MillerLoop.RunLanes);

    internal static Fq12 ProductInLanes(ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q) => ProductInLanes(p, q, &MillerLoop.RunLanes);

    [SkipLocalsInit]
    private static Fq12 ProductInLanes<TPoint>(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<TPoint> q, delegate*<long*, ReadOnlySpan<G1Affine>, ReadOnlySpan<TPoint>, long*, void> run)
    {
        long* unaligned = stackalloc long[AlignedWords.WithPadding(2 * Fq12Lanes.Length + MillerLength)];
        long* f = AlignedWords.Align(unaligned), group = f + Fq12Lanes.Length, memory = group + Fq12Lanes.Length;
        Fq12Lanes.FromFq12(f, Fq12.One);
        for (int start = 0; start < p.Length; start += GroupLength)
        {
            int length = Math.Min(GroupLength, p.Length - start);
            run(group, p.Slice(start, length), q.Slice(start, length), memory);
            Fq12Lanes.Multiply(f, f, group, memory);
        }

        FinalExponentiation.ApplyLanes(f, memory);
        return Fq12Lanes.ToFq12(f);
    }
}
