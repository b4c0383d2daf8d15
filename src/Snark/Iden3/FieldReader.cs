using System.Buffers.Binary;

namespace Plimsoll.Snark.Iden3;

/// <summary>Reads the fields of one section, one after the other.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes, uint section)
{
    private readonly uint _section = section;
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The bytes that are left.</summary>
    public readonly int Length => _rest.Length;

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (_rest.Length < count)
            throw new Iden3Exception($"Section {_section} is too short.");
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(sizeof(uint)));

    /// <summary>Reads a number of things of which each takes so many bytes of this section: no file makes us reserve more than it has itself.</summary>
    public int Count(int bytesEach)
    {
        uint count = UInt32();
        return (ulong)count * (ulong)bytesEach <= (ulong)_rest.Length ? (int)count : throw new Iden3Exception($"Section {_section} says {count} of what it has no room for.");
    }

    /// <summary>Reads a plain element, 32 bytes below r.</summary>
    public Fr Element()
    {
        Span<byte> bigEndian = stackalloc byte[Fr.ByteLength];
        Bytes(Fr.ByteLength).CopyTo(bigEndian);
        bigEndian.Reverse();
        return Fr.TryFromBytes(bigEndian, out Fr element) ? element : throw new Iden3Exception($"Section {_section} has a number that is not below r.");
    }

    /// <summary>Reads a point of the curve, inside the subgroup or not.</summary>
    public G1Affine G1()
    {
        Fq x = Coordinate(), y = Coordinate();
        G1Affine point = new(x, y);
        return point.IsOnCurve ? point : throw new Iden3Exception($"Section {_section} has a point that is not on the curve.");
    }

    /// <summary>Reads a point of the twist, inside the subgroup or not.</summary>
    public G2Affine G2()
    {
        Fq x0 = Coordinate(), x1 = Coordinate(), y0 = Coordinate(), y1 = Coordinate();
        G2Affine point = new(new(x0, x1), new(y0, y1));
        return point.IsOnCurve ? point : throw new Iden3Exception($"Section {_section} has a point that is not on the curve.");
    }

    public G1Affine[] ManyG1(int count)
    {
        Require(count, PointFormat.G1Length);
        G1Affine[] points = new G1Affine[count];
        foreach (ref G1Affine point in points.AsSpan())
            point = G1();
        return points;
    }

    public G2Affine[] ManyG2(int count)
    {
        Require(count, PointFormat.G2Length);
        G2Affine[] points = new G2Affine[count];
        foreach (ref G2Affine point in points.AsSpan())
            point = G2();
        return points;
    }

    /// <summary>States the prime: its length in bytes, then itself.</summary>
    public void Prime(ReadOnlySpan<byte> littleEndian)
    {
        if (UInt32() != littleEndian.Length || !Bytes(littleEndian.Length).SequenceEqual(littleEndian))
            throw new Iden3Exception("The file belongs to another curve.");
    }

    /// <summary>States that nothing is left.</summary>
    public readonly void End()
    {
        if (_rest.Length != 0)
            throw new Iden3Exception($"Section {_section} is too long.");
    }

    private Fq Coordinate()
    {
        Span<byte> bigEndian = stackalloc byte[Fq.ByteLength];
        Bytes(Fq.ByteLength).CopyTo(bigEndian);
        bigEndian.Reverse();
        return Fq.TryFromBytes(bigEndian, out Fq montgomery) ? montgomery * PointFormat.InverseRadix : throw new Iden3Exception($"Section {_section} has a coordinate that is not below q.");
    }

    private readonly void Require(int count, int bytesEach)
    {
        if ((long)count * bytesEach > _rest.Length)
            throw new Iden3Exception($"Section {_section} is too short.");
    }
}
