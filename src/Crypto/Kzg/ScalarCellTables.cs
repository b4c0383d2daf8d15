using System.Runtime.CompilerServices;
using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Kzg;

/// <summary>What <see cref="CellTables"/> does, without vectors: for every point its multiples 1 to 16, 12 MiB.</summary>
/// <remarks>A row is 51 windows of 5 bits, five doublings and 64 additions each. Any points are allowed, infinity too. Safety: pointers stay within one row's scalars and the stack.</remarks>
internal sealed unsafe class ScalarCellTables : ICellTables
{
    private const int WindowBits = 5, Multiples = 1 << (WindowBits - 1);

    private readonly G1Affine[] _entries;

    /// <summary>Makes the tables; 15 additions per point and one inversion per row.</summary>
    public ScalarCellTables(CellColumns columns)
    {
        _entries = new G1Affine[columns.Points.Length * Multiples];
        Parallel.For(0, ExtendedBlob.CellCount, row =>
        {
            const int Count = CellColumns.RowLength * Multiples;
            G1Projective[] multiples = new G1Projective[Count];
            for (int i = 0; i < Count; i += Multiples)
            {
                JacobianPoint<Fq, G1> multiple = default;
                for (int m = 0; m < Multiples; m++)
                    multiples[i + m] = (multiple += columns.Row(row)[i / Multiples]).ToProjective();
            }

            G1Projective.BatchToAffine(multiples, _entries.AsSpan(row * Count, Count));
        });
    }

    /// <inheritdoc/>
    public void SumRows(ReadOnlySpan<Fr> scalars, Span<G1Projective> sums, MsmOptions options)
    {
        fixed (Fr* factors = scalars)
        fixed (G1Projective* results = sums)
        {
            Fr* source = factors;
            G1Projective* target = results;
            Parallel.For(0, sums.Length, new() { MaxDegreeOfParallelism = options.Threads }, row => target[row] = Sum(row, source));
        }
    }

    [SkipLocalsInit]
    private G1Projective Sum(int row, Fr* scalars)
    {
        ulong* words = stackalloc ulong[CellColumns.RowLength * ScalarDigits.Length];
        bool* isNegative = stackalloc bool[CellColumns.RowLength];
        for (int i = 0; i < CellColumns.RowLength; i++)
        {
            Span<ulong> own = new(words + i * ScalarDigits.Length, ScalarDigits.Length);
            isNegative[i] = ScalarDigits.Write(scalars[row * CellColumns.RowLength + i], own);
        }

        ReadOnlySpan<G1Affine> entries = _entries.AsSpan(row * CellColumns.RowLength * Multiples, CellColumns.RowLength * Multiples);
        JacobianPoint<Fq, G1> sum = default;
        for (int window = ScalarDigits.WindowCount(WindowBits) - 1; window >= 0; window--)
        {
            for (int i = 0; i < WindowBits; i++)
                sum = JacobianPoint<Fq, G1>.Double(sum);
            for (int i = 0; i < CellColumns.RowLength; i++)
            {
                int digit = ScalarDigits.Digit(words + i * ScalarDigits.Length, window, WindowBits);
                if (digit == 0)
                    continue;
                ref readonly G1Affine entry = ref entries[i * Multiples + Math.Abs(digit) - 1];
                sum += digit < 0 ^ isNegative[i] ? -entry : entry;
            }
        }

        return sum.ToProjective();
    }
}
