using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Pairings;

namespace Plimsoll.Crypto.Kzg;

/// <summary>Cells of extended blobs with their proofs, as EIP-7594 defines them.</summary>
/// <remarks>
/// Immutable and thread-safe. A blob transaction carries 128 cell proofs per blob since the Fusaka upgrade.
/// Source: consensus-specs fulu/polynomial-commitments-sampling.md.
/// </remarks>
public sealed partial class CellKzg
{
    private static readonly Lazy<CellKzg> s_mainnet = new(static () => new(TrustedSetup.Mainnet));

    private readonly TrustedSetup _setup;
    private readonly Lazy<CellProver> _prover;
    private readonly Lazy<PreparedG2[]> _verifier;

    /// <summary>Works with the points of <paramref name="setup"/>; the tables for proving are made at the first proof.</summary>
    public CellKzg(TrustedSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _setup = setup;
        _prover = new(() => new(CellColumns.Of(setup)));
        _verifier = new(() => [new(setup.G2Monomial[Cell.ElementCount]), new(setup.G2Monomial[0])]);
    }

    /// <summary>Works with the setup of Ethereum mainnet.</summary>
    public static CellKzg Mainnet => s_mainnet.Value;

    /// <summary>Returns the 128 cells of the extended blob; three transforms of 4096 elements.</summary>
    public static Cell[] ComputeCells(Blob blob)
    {
        ArgumentNullException.ThrowIfNull(blob);
        using RentedElements coefficients = Interpolate(blob);
        return ExtendToCells(blob.Elements, coefficients.Span);
    }

    /// <summary>Returns the 128 cells of the extended blob and their proofs.</summary>
    public ExtendedBlob ComputeCellsAndProofs(Blob blob, MsmOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(blob);
        using RentedElements coefficients = Interpolate(blob);
        return new(ExtendToCells(blob.Elements, coefficients.Span), _prover.Value.Prove(coefficients.Span, options ?? MsmOptions.Default));
    }

    /// <summary>Returns the proofs of the 128 cells: all that a blob transaction needs beside the commitment.</summary>
    public KzgProof[] ComputeProofs(Blob blob, MsmOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(blob);
        using RentedElements coefficients = Interpolate(blob);
        return _prover.Value.Prove(coefficients.Span, options ?? MsmOptions.Default);
    }

    /// <summary>Returns all cells and proofs from any 64 or more cells of one extended blob.</summary>
    /// <param name="cellIndices">The cells' indices, strictly ascending.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="options">Threads.</param>
    /// <remarks>
    /// The specification lets cells that contradict each other pass and returns something else; here they are refused. Cells that were not
    /// verified before may still belong to another blob.
    /// </remarks>
    /// <exception cref="KzgException">The lists differ in length, an index is refused, cells are too few or contradict each other.</exception>
    public ExtendedBlob Recover(ReadOnlySpan<int> cellIndices, ReadOnlySpan<Cell> cells, MsmOptions? options = null)
    {
        KzgException.ThrowIf(cellIndices.Length != cells.Length, KzgRefusal.CountMismatch);
        Span<bool> isMissing = stackalloc bool[ExtendedBlob.CellCount];
        MarkMissing(cellIndices, isMissing);
        KzgException.ThrowIf(cells.Length < ExtendedBlob.CellCount / 2, KzgRefusal.TooFewCells);

        using RentedElements rented = new(ExtendedDomain.Size);
        Span<Fr> values = rented.Span;
        values.Clear();
        for (int i = 0; i < cells.Length; i++)
            cells[i].Elements.CopyTo(values[(cellIndices[i] * Cell.ElementCount)..]);
        ExtendedDomain.Recover(values, isMissing);

        Span<Fr> coefficients = values[..Blob.ElementCount];
        KzgException.ThrowIf(values[Blob.ElementCount..].ContainsAnyExcept(Fr.Zero), KzgRefusal.InconsistentCells);
        using RentedElements blob = new(Blob.ElementCount);
        coefficients.CopyTo(blob.Span);
        BlobDomain.Evaluate(blob.Span);
        return new(ExtendToCells(blob.Span, coefficients), _prover.Value.Prove(coefficients, options ?? MsmOptions.Default));
    }

    private static void MarkMissing(ReadOnlySpan<int> cellIndices, Span<bool> isMissing)
    {
        isMissing.Fill(true);
        int previous = -1;
        foreach (int index in cellIndices)
        {
            KzgException.ThrowIf((uint)index >= ExtendedBlob.CellCount, KzgRefusal.CellIndexOutOfRange);
            KzgException.ThrowIf(index <= previous, KzgRefusal.CellIndicesNotAscending);
            isMissing[previous = index] = false;
        }
    }

    private static RentedElements Interpolate(Blob blob)
    {
        RentedElements coefficients = new(Blob.ElementCount);
        blob.Elements.CopyTo(coefficients.Span);
        BlobDomain.Interpolate(coefficients.Span);
        return coefficients;
    }

    private static Cell[] ExtendToCells(ReadOnlySpan<Fr> values, ReadOnlySpan<Fr> coefficients)
    {
        using RentedElements extended = new(ExtendedDomain.Size);
        ExtendedDomain.Extend(values, coefficients, extended.Span);
        Cell[] cells = new Cell[ExtendedBlob.CellCount];
        for (int i = 0; i < cells.Length; i++)
            cells[i] = Cell.FromElements(extended.Span.Slice(i * Cell.ElementCount, Cell.ElementCount));
        return cells;
    }
}
