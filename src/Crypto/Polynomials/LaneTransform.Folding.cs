using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Polynomials;

/// <content>Three folds at once: 64 values become 8.</content>
internal sealed unsafe partial class LaneTransform
{
    /// <summary>The tables.</summary>
    public LaneTwiddles Twiddles => twiddles;

    /// <summary>Folds values in bit-reversed order three times at z, z², z⁴, too large by 8. The values may be the first ones of the result.</summary>
    /// <param name="values">A multiple of 64, at most a domain's size.</param>
    /// <param name="folded">At least an eighth of that.</param>
    /// <param name="z">The point.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fold(ReadOnlySpan<Fr> values, Span<Fr> folded, in Fr z)
    {
        FrLanes* x = Scratch;
        FrFactor point = new(z);
        FrFactor[] odd = twiddles.InverseOdd;
        fixed (Fr* elements = values)
        {
            for (int b = 0; b < values.Length / 64; b++)
            {
                // Lane l holds 8 neighbours, whose twiddles in the three folds are s_4i+k, s_2i+k and s_i with i = 8b + l.
                FrLanes.LoadTransposed(elements + 64 * b, x);
                FrLanes.Multiply(in twiddles.InverseLaneShare, in twiddles.InverseBlocks[b], out FrLanes t);
                FrLanes.Multiply(in t, in point, out t);
                for (int step = 4; step >= 1; step /= 2)
                {
                    for (int k = 0; k < step; k++)
                    {
                        FrLanes s = k == 0 ? t : t * odd[k];
                        FrLanes.Subtract(in x[2 * k], in x[2 * k + 1], out FrLanes difference);
                        FrLanes.Multiply(in difference, in s, out difference);
                        FrLanes.Add(in x[2 * k], in x[2 * k + 1], out FrLanes sum);
                        FrLanes.Add(in sum, in difference, out x[k]);
                    }

                    FrLanes.Square(in t, out t);
                }

                x[0].Store(folded.Slice(FrLanes.Count * b, FrLanes.Count));
            }
        }
    }
}
