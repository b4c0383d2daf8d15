namespace Plimsoll.Crypto.Pairings;

/// <summary>A line through points of the twist, as a function of P = (x, y): <c>Constant + (OfX·x)·v + (OfY·y)·v·w</c>.</summary>
/// <remarks>
/// The untwist is (x, y) ↦ (x / w², y / w³). The line is scaled by elements of 𝔽q⁴, which the final exponentiation removes.
/// </remarks>
internal readonly record struct LineCoefficients(Fq2 Constant, Fq2 OfX, Fq2 OfY)
{
    /// <summary>Returns <paramref name="f"/> times the line's value at P.</summary>
    public Fq12 MultiplyInto(in Fq12 f, in G1Affine p) => Fq12.MultiplyBy014(f, Constant, OfX * p.X, OfY * p.Y);
}
