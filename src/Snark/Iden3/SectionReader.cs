using System.Buffers.Binary;

namespace Plimsoll.Snark.Iden3;

/// <summary>The container of all four formats: four letters, a version, and numbered sections in any order.</summary>
/// <remarks>All integers are little-endian. Sections of unknown numbers are ignored; one that occurs twice is refused.</remarks>
internal readonly ref struct SectionReader
{
    private const int HeaderLength = 12, SectionHeaderLength = 12;

    private readonly ReadOnlySpan<byte> _file;
    private readonly Dictionary<uint, Range> _sections = [];

    /// <summary>Finds the sections.</summary>
    /// <exception cref="Iden3Exception">The file is another one, of another version, or cut short.</exception>
    public SectionReader(ReadOnlySpan<byte> file, ReadOnlySpan<byte> letters, uint version)
    {
        _file = file;
        if (file.Length < HeaderLength || !file[..4].SequenceEqual(letters))
            throw new Iden3Exception($"The file does not begin with '{System.Text.Encoding.ASCII.GetString(letters)}'.");
        uint actual = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]), count = BinaryPrimitives.ReadUInt32LittleEndian(file[8..]);
        if (actual == 0 || actual > version)
            throw new Iden3Exception($"Version {actual} is unknown.");
        int position = HeaderLength;
        for (uint i = 0; i < count; i++)
        {
            if (file.Length - position < SectionHeaderLength)
                throw new Iden3Exception("The file ends before its last section.");
            uint number = BinaryPrimitives.ReadUInt32LittleEndian(file[position..]);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file[(position + 4)..]);
            position += SectionHeaderLength;
            if (length > (ulong)(file.Length - position))
                throw new Iden3Exception($"Section {number} is longer than the file.");
            if (!_sections.TryAdd(number, position..(position + (int)length)))
                throw new Iden3Exception($"Section {number} occurs twice.");
            position += (int)length;
        }

        if (position != file.Length)
            throw new Iden3Exception("Bytes follow the last section.");
    }

    /// <summary>Whether the file has a section.</summary>
    public bool Has(uint section) => _sections.ContainsKey(section);

    /// <summary>Returns what reads a section.</summary>
    /// <exception cref="Iden3Exception">There is no such section.</exception>
    public FieldReader Section(uint section) =>
        _sections.TryGetValue(section, out Range range) ? new(_file[range], section) : throw new Iden3Exception($"Section {section} is missing.");
}
