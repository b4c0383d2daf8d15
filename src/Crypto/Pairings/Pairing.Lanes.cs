using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Pairings;

/// <content>Products in vector lanes.</content>
public static unsafe partial class Pairing
{
    private static int MillerLength => MillerLoop.LoopLength + GroupLength * MillerLoop.PairLength;

    [SkipLocalsInit]
    internal static Fq12 ProductInLanes(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q)
    {
        long* unaligned = stackalloc long[AlignedWords.WithPadding(2 * Fq12Lanes.Length + MillerLength)];
        long* f = AlignedWords.Align(unaligned), group = f + Fq12Lanes.Length, memory = group + Fq12Lanes.Length;
        Fq12Lanes.FromFq12(f, Fq12.One);
        for (int start = 0; start < p.Length; start += GroupLength)
        {
            int length = Math.Min(GroupLength, p.Length - start);
            MillerLoop.RunLanes(group, p.Slice(start, length), q.Slice(start, length), memory);
            Fq12Lanes.Multiply(f, f, group, memory);
        }

        FinalExponentiation.ApplyLanes(f, memory);
        return Fq12Lanes.ToFq12(f);
    }

    [SkipLocalsInit]
    internal static Fq12 ProductInLanes(ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q)
    {
        long* unaligned = stackalloc long[AlignedWords.WithPadding(2 * Fq12Lanes.Length + MillerLength)];
        long* f = AlignedWords.Align(unaligned), group = f + Fq12Lanes.Length, memory = group + Fq12Lanes.Length;
        Fq12Lanes.FromFq12(f, Fq12.One);
        for (int start = 0; start < p.Length; start += GroupLength)
        {
            int length = Math.Min(GroupLength, p.Length - start);
            MillerLoop.RunLanes(group, p.Slice(start, length), q.Slice(start, length), memory);
            Fq12Lanes.Multiply(f, f, group, memory);
        }

        FinalExponentiation.ApplyLanes(f, memory);
        return Fq12Lanes.ToFq12(f);
    }
}
