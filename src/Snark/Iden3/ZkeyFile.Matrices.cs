using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Iden3;

/// <content>The entries of A and B; C is not in the file, because c = a·b.</content>
public static partial class ZkeyFile
{
    private static void PutMatrix(SectionWriter writer, uint number, SparseMatrix matrix)
    {
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<int> wires = matrix.WiresOf(row);
            for (int i = 0; i < wires.Length; i++)
            {
                writer.Put(number);
                writer.Put((uint)row);
                writer.Put((uint)wires[i]);
                writer.Put(PointFormat.EntryFactor * matrix.CoefficientAt(row, i));
            }
        }
    }

    // Entries come in any order; they are gathered by rows.
    private static (SparseMatrix A, SparseMatrix B) ReadMatrices(FieldReader section, uint wires, uint rows)
    {
        int count = section.Count(CoefficientLength);
        CoefficientTable table = new();
        List<(int Row, int Wire, int Coefficient)>[] entries = [[], []];
        for (int i = 0; i < count; i++)
        {
            uint matrix = section.UInt32(), row = section.UInt32(), wire = section.UInt32();
            if (matrix > 1 || row >= rows || wire >= wires)
                throw new Iden3Exception($"There is no entry ({row}, {wire}) in matrix {matrix}.");
            entries[matrix].Add(((int)row, (int)wire, table.NumberOf(section.Element() * PointFormat.InverseEntryFactor)));
        }

        section.End();
        Fr[] coefficients = table.ToArray();
        return (SparseMatrix.FromEntries(entries[0], coefficients), SparseMatrix.FromEntries(entries[1], coefficients));
    }
}
