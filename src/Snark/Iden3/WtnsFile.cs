using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Iden3;

/// <summary>Witnesses as <c>.wtns</c> files, version 2. A witness is secret as far as its inputs are.</summary>
public static class WtnsFile
{
    private const uint Header = 1, Values = 2;

    /// <summary>Writes a witness.</summary>
    public static void Write(Witness witness, Stream output)
    {
        ArgumentNullException.ThrowIfNull(witness);
        using SectionWriter writer = new(output, "wtns"u8, version: 2, sections: 2);
        writer.PutPrime(PointFormat.ScalarPrime);
        writer.Put((uint)witness.Values.Length);
        writer.EndSection(Header);
        foreach (ref readonly Fr value in witness.Values)
            writer.Put(value);
        writer.EndSection(Values);
    }

    /// <summary>Reads a witness; whether it satisfies a circuit is another question.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="publicCount">How many of its wires are public, which the file does not say.</param>
    /// <exception cref="Iden3Exception">The file is not one, belongs to another field, or does not begin with one.</exception>
    public static Witness Read(ReadOnlySpan<byte> file, int publicCount)
    {
        SectionReader reader = new(file, "wtns"u8, version: 2);
        FieldReader header = reader.Section(Header), values = reader.Section(Values);
        header.Prime(PointFormat.ScalarPrime);
        uint count = header.UInt32();
        header.End();
        if ((ulong)count * Fr.ByteLength != (ulong)values.Length || count <= (uint)publicCount)
            throw new Iden3Exception("The header does not fit the file.");
        Fr[] elements = new Fr[count];
        foreach (ref Fr element in elements.AsSpan())
            element = values.Element();
        return elements[0] == Fr.One ? new(elements, publicCount) : throw new Iden3Exception("Wire 0 is not one.");
    }
}
