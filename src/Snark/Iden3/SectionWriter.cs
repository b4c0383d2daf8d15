using System.Buffers.Binary;

namespace Plimsoll.Snark.Iden3;

/// <summary>Writes the container and its fields.</summary>
internal sealed class SectionWriter : IDisposable
{
    private readonly Stream _output;
    private readonly MemoryStream _section = new();

    /// <summary>Writes the head of a file.</summary>
    public SectionWriter(Stream output, ReadOnlySpan<byte> letters, uint version, uint sections)
    {
        _output = output;
        output.Write(letters);
        WriteTo(output, version);
        WriteTo(output, sections);
    }

    /// <summary>Writes what has been put since the last call as a section.</summary>
    public void EndSection(uint number)
    {
        WriteTo(_output, number);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)_section.Length);
        _output.Write(length);
        _section.Position = 0;
        _section.CopyTo(_output);
        _section.SetLength(0);
    }

    public void Put(ReadOnlySpan<byte> bytes) => _section.Write(bytes);

    public void Put(uint value) => WriteTo(_section, value);

    public void Put(ulong value)
    {
        Put((uint)value);
        Put((uint)(value >> 32));
    }

    public void PutPrime(ReadOnlySpan<byte> littleEndian)
    {
        Put((uint)littleEndian.Length);
        Put(littleEndian);
    }

    public void Put(in Fr element)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        element.WriteBytes(bytes);
        bytes.Reverse();
        Put(bytes);
    }

    public void Put(in G1Affine point)
    {
        Put(point.X);
        Put(point.Y);
    }

    public void Put(in G2Affine point)
    {
        Put(point.X.C0);
        Put(point.X.C1);
        Put(point.Y.C0);
        Put(point.Y.C1);
    }

    public void Put(ReadOnlySpan<G1Affine> points)
    {
        foreach (ref readonly G1Affine point in points)
            Put(point);
    }

    public void Put(ReadOnlySpan<G2Affine> points)
    {
        foreach (ref readonly G2Affine point in points)
            Put(point);
    }

    private void Put(in Fq coordinate)
    {
        Span<byte> bytes = stackalloc byte[Fq.ByteLength];
        (coordinate * PointFormat.Radix).WriteBytes(bytes);
        bytes.Reverse();
        Put(bytes);
    }

    public void Dispose() => _section.Dispose();

    private static void WriteTo(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
