namespace Plimsoll.Snark.Circuits;

/// <summary>One of the three matrices of a constraint system: for each row the wires it takes and their coefficients.</summary>
/// <remarks>Eight bytes an entry, whatever the coefficients are. Immutable.</remarks>
public sealed class SparseMatrix
{
    private const int RowsPerTask = 4096;

    private readonly int[] _rowStarts, _wires, _numbers;
    private readonly Fr[] _coefficients;

    private SparseMatrix(int[] rowStarts, int[] wires, int[] numbers, Fr[] coefficients) =>
        (_rowStarts, _wires, _numbers, _coefficients) = (rowStarts, wires, numbers, coefficients);

    /// <summary>The number of rows.</summary>
    public int RowCount => _rowStarts.Length - 1;

    /// <summary>The number of entries that are not zero.</summary>
    public int EntryCount => _wires.Length;

    /// <summary>The wires of a row.</summary>
    public ReadOnlySpan<int> WiresOf(int row) => _wires.AsSpan(_rowStarts[row].._rowStarts[row + 1]);

    /// <summary>Returns the coefficient of the row's <paramref name="place"/>-th wire.</summary>
    public Fr CoefficientAt(int row, int place) => _coefficients[_numbers[_rowStarts[row] + place]];

    /// <summary>Returns the product of a row with the wires' values.</summary>
    internal Fr RowTimes(int row, ReadOnlySpan<Fr> values)
    {
        Fr sum = Fr.Zero;
        for (int i = _rowStarts[row]; i < _rowStarts[row + 1]; i++)
        {
            ref readonly Fr value = ref values[_wires[i]];
            sum += _numbers[i] == CoefficientTable.One ? value : _coefficients[_numbers[i]] * value;
        }

        return sum;
    }

    /// <summary>Writes the product with the wires' values, on all cores; rows that the matrix does not have are left alone.</summary>
    internal void Times(Fr[] values, Fr[] products) =>
        Parallel.For(0, (RowCount + RowsPerTask - 1) / RowsPerTask, task =>
        {
            for (int row = task * RowsPerTask; row < Math.Min(RowCount, (task + 1) * RowsPerTask); row++)
                products[row] = RowTimes(row, values);
        });

    /// <summary>Adds to each wire's sum Σ coefficient · weight of the row: the product of the transposed matrix with the rows' weights.</summary>
    internal void AddTransposedTimes(ReadOnlySpan<Fr> rowWeights, Span<Fr> wireSums)
    {
        for (int row = 0; row < RowCount; row++)
        {
            for (int i = _rowStarts[row]; i < _rowStarts[row + 1]; i++)
                wireSums[_wires[i]] += _numbers[i] == CoefficientTable.One ? rowWeights[row] : _coefficients[_numbers[i]] * rowWeights[row];
        }
    }

    /// <summary>Gathers entries by rows; coefficients are given by their numbers.</summary>
    internal static SparseMatrix FromEntries(List<(int Row, int Wire, int Coefficient)> entries, Fr[] coefficients)
    {
        int rows = 0;
        foreach ((int row, _, _) in entries)
            rows = Math.Max(rows, row + 1);
        int[] rowStarts = new int[rows + 1], wires = new int[entries.Count], numbers = new int[entries.Count];
        foreach ((int row, _, _) in entries)
            rowStarts[row + 1]++;
        for (int row = 0; row < rows; row++)
            rowStarts[row + 1] += rowStarts[row];
        int[] next = [.. rowStarts];
        foreach ((int row, int wire, int coefficient) in entries)
        {
            int place = next[row]++;
            (wires[place], numbers[place]) = (wire, coefficient);
        }

        return new(rowStarts, wires, numbers, coefficients);
    }

    /// <summary>Returns the matrix with rows below it that hold wires 0, 1, … alone.</summary>
    internal SparseMatrix WithUnitRows(int count)
    {
        int[] wires = [.. _wires, .. Enumerable.Range(0, count)];
        int[] rowStarts = [.. _rowStarts, .. Enumerable.Range(_wires.Length + 1, count)];
        return new(rowStarts, wires, [.. _numbers, .. new int[count]], _coefficients);
    }

    /// <summary>Collects rows.</summary>
    internal sealed class Builder(CoefficientTable table)
    {
        private readonly List<int> _rowStarts = [0], _wires = [], _numbers = [];

        public void AddRow(ReadOnlySpan<int> wires, ReadOnlySpan<Fr> coefficients)
        {
            _wires.AddRange(wires);
            foreach (ref readonly Fr coefficient in coefficients)
                _numbers.Add(table.NumberOf(coefficient));
            _rowStarts.Add(_wires.Count);
        }

        /// <summary>Returns the matrix; the coefficients are those of the table when the last row has been added.</summary>
        public SparseMatrix ToMatrix(Fr[] coefficients) => new([.. _rowStarts], [.. _wires], [.. _numbers], coefficients);
    }
}
