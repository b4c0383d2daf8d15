using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Kzg;

/// <summary>The 8192nd roots of unity in bit-reversed order: 128 cosets of the 64th roots, one for each cell.</summary>
internal static class ExtendedDomain
{
    /// <summary>The number of points.</summary>
    public const int Size = 2 * Blob.ElementCount;

    private static readonly EvaluationDomain s_blob = EvaluationDomain.Of(12);
    private static readonly EvaluationDomain s_extended = EvaluationDomain.Of(13);
    private static readonly EvaluationDomain s_cells = EvaluationDomain.Of(7);
    private static readonly EvaluationDomain s_cell = EvaluationDomain.Of(6);

    /// <summary>h of the cell's coset h·⟨ω₆₄⟩.</summary>
    public static Fr ShiftOf(int cell) => s_extended.ElementAt(BitReversal.Of(cell, 7));

    /// <summary>h^64: the cell's vanishing polynomial is X^64 − h^64.</summary>
    public static Fr ShiftPowerOf(int cell) => s_cells.ElementAt(BitReversal.Of(cell, 7));

    /// <summary>Writes the 8192 values of a polynomial of degree below 4096, given its values on the first half and its coefficients.</summary>
    /// <remarks>
    /// The first half of the domain is the blob's own; the second half is its coset by the primitive 8192nd root.
    /// </remarks>
    public static void Extend(ReadOnlySpan<Fr> values, ReadOnlySpan<Fr> coefficients, Span<Fr> extended)
    {
        values.CopyTo(extended);
        Span<Fr> odd = extended[Blob.ElementCount..];
        coefficients.CopyTo(odd);
        s_blob.ForwardOnCosetToBitReversed(odd, s_extended.Root);
    }

    /// <summary>Replaces a cell's 64 values by the coefficients of the polynomial of degree below 64 that has them.</summary>
    public static void InterpolateCell(Span<Fr> values, int cell)
    {
        Fr shift = ShiftOf(cell);
        s_cell.InverseOnCosetFromBitReversed(values, shift);
    }

    /// <summary>Replaces 8192 values, zero where a cell is missing, by the coefficients of the polynomial that the others determine.</summary>
    /// <remarks>
    /// With Z vanishing on the missing cells, E·Z and P·Z agree on the whole domain and have degree below 8192; dividing by Z on a coset,
    /// where it has no zero, gives P. Source: consensus-specs fulu/polynomial-commitments-sampling.md, recover_polynomialcoeff.
    /// </remarks>
    public static void Recover(Span<Fr> values, ReadOnlySpan<bool> isMissing)
    {
        using RentedElements rented = new(Size);
        Span<Fr> vanishing = rented.Span;
        WriteVanishing(isMissing, vanishing);
        s_extended.ForwardToBitReversed(vanishing);
        for (int i = 0; i < Size; i++)
            values[i] *= vanishing[i];
        s_extended.InverseFromBitReversed(values);

        WriteVanishing(isMissing, vanishing);
        Fr shift = Fr.Generator; // not a root of unity of a power-of-two order, so Z is not zero on its coset
        s_extended.ForwardOnCosetToBitReversed(values, shift);
        s_extended.ForwardOnCosetToBitReversed(vanishing, shift);
        using RentedElements scratch = new(Size);
        FieldAlgorithms.BatchInvert(vanishing, scratch.Span);
        for (int i = 0; i < Size; i++)
            values[i] *= vanishing[i];
        s_extended.InverseOnCosetFromBitReversed(values, shift);
    }

    /// <summary>Writes the coefficients of <c>Π (X^64 − h^64)</c> over the missing cells.</summary>
    private static void WriteVanishing(ReadOnlySpan<bool> isMissing, Span<Fr> coefficients)
    {
        coefficients.Clear();
        coefficients[0] = Fr.One;
        int degree = 0;
        for (int cell = 0; cell < isMissing.Length; cell++)
        {
            if (!isMissing[cell])
                continue;
            Fr root = ShiftPowerOf(cell);
            degree++;
            for (int i = degree; i >= 0; i--)
            {
                Fr lower = i == 0 ? Fr.Zero : coefficients[(i - 1) * Cell.ElementCount];
                coefficients[i * Cell.ElementCount] = lower - root * coefficients[i * Cell.ElementCount];
            }
        }
    }
}
