using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Iden3;

/// <summary>Constraint systems as <c>.r1cs</c> files, version 1.</summary>
/// <remarks>Public wires are written as public inputs; when reading, outputs and inputs are both public, in that order. Names of constraints do not survive.</remarks>
public static class R1csFile
{
    private const uint Header = 1, Constraints = 2, Labels = 3;
    private const int TermLength = sizeof(uint) + Fr.ByteLength;

    /// <summary>Writes a constraint system.</summary>
    public static void Write(ConstraintSystem system, Stream output)
    {
        ArgumentNullException.ThrowIfNull(system);
        using SectionWriter writer = new(output, "r1cs"u8, version: 1, sections: 3);
        writer.PutPrime(PointFormat.ScalarPrime);
        writer.Put((uint)system.WireCount);
        writer.Put(0u); // outputs
        writer.Put((uint)system.PublicCount);
        writer.Put(0u); // secret inputs, which are not told apart from other wires here
        writer.Put((ulong)system.WireCount); // labels
        writer.Put((uint)system.ConstraintCount);
        writer.EndSection(Header);
        for (int row = 0; row < system.ConstraintCount; row++)
        {
            PutRow(writer, system.A, row);
            PutRow(writer, system.B, row);
            PutRow(writer, system.C, row);
        }

        writer.EndSection(Constraints);
        for (int wire = 0; wire < system.WireCount; wire++)
            writer.Put((ulong)wire);
        writer.EndSection(Labels);
    }

    /// <summary>Reads a constraint system.</summary>
    /// <exception cref="Iden3Exception">The file is not one, or belongs to another field.</exception>
    public static ConstraintSystem Read(ReadOnlySpan<byte> file)
    {
        SectionReader reader = new(file, "r1cs"u8, version: 1);
        FieldReader header = reader.Section(Header);
        header.Prime(PointFormat.ScalarPrime);
        uint wires = header.UInt32();
        ulong publics = (ulong)header.UInt32() + header.UInt32();
        _ = header.Bytes(sizeof(uint) + sizeof(ulong));
        uint constraints = header.UInt32();
        header.End();
        FieldReader rows = reader.Section(Constraints);
        if (wires == 0 || wires > int.MaxValue || publics >= wires || (ulong)constraints * 3 * sizeof(uint) > (ulong)rows.Length)
            throw new Iden3Exception("The header does not fit the file.");

        CoefficientTable coefficients = new();
        SparseMatrix.Builder a = new(coefficients), b = new(coefficients), c = new(coefficients);
        for (uint row = 0; row < constraints; row++)
        {
            ReadRow(ref rows, a, wires);
            ReadRow(ref rows, b, wires);
            ReadRow(ref rows, c, wires);
        }

        rows.End();
        Fr[] table = coefficients.ToArray();
        return new((int)wires, (int)publics, a.ToMatrix(table), b.ToMatrix(table), c.ToMatrix(table), ConstraintNames.None);
    }

    private static void PutRow(SectionWriter writer, SparseMatrix matrix, int row)
    {
        ReadOnlySpan<int> wires = matrix.WiresOf(row);
        writer.Put((uint)wires.Length);
        for (int i = 0; i < wires.Length; i++)
        {
            writer.Put((uint)wires[i]);
            writer.Put(matrix.CoefficientAt(row, i));
        }
    }

    private static void ReadRow(ref FieldReader rows, SparseMatrix.Builder matrix, uint wireCount)
    {
        int count = rows.Count(TermLength);
        int[] wires = new int[count];
        Fr[] coefficients = new Fr[count];
        for (int i = 0; i < count; i++)
        {
            uint wire = rows.UInt32();
            wires[i] = wire < wireCount ? (int)wire : throw new Iden3Exception($"There is no wire {wire}.");
            coefficients[i] = rows.Element();
        }

        matrix.AddRow(wires, coefficients);
    }
}
