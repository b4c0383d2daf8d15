using System.Buffers.Binary;
using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Proofs;

/// <summary>A batch's proof as bytes, for files and stores; what a call to L1 holds is the same in other words.</summary>
/// <remarks>
/// <c>"PBP1" ‖ segments 2 ‖ openings 1</c>; a segment is <c>circuit 2 ‖ end 2 ‖ slots 2 ‖ collecting 1 ‖ newRoot ‖ link ‖ y ‖ h ‖ proof 512</c>, an opening <c>y ‖ commitment 48 ‖ proof 48</c>.
/// Big-endian; each value has one encoding.
/// </remarks>
public static class BatchProofEncoding
{
    /// <summary>The length of a segment's part, in bytes.</summary>
    public const int SegmentLength = 7 + 4 * Fr.ByteLength + Proof.ByteLength;

    private const int HeadLength = 7, OpeningLength = Fr.ByteLength + KzgCommitment.ByteLength + KzgProof.ByteLength;

    private static ReadOnlySpan<byte> Magic => "PBP1"u8;

    /// <summary>Returns the bytes.</summary>
    public static byte[] Encode(BatchProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        byte[] bytes = new byte[HeadLength + SegmentLength * proof.Segments.Count + OpeningLength * proof.Openings.Count];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), checked((ushort)proof.Segments.Count));
        bytes[6] = checked((byte)proof.Openings.Count);
        Span<byte> rest = bytes.AsSpan(HeadLength);
        foreach (SegmentProof segment in proof.Segments)
        {
            Encode(segment).CopyTo(rest);
            rest = rest[SegmentLength..];
        }

        foreach (BlobOpening opening in proof.Openings)
        {
            opening.Value.WriteBytes(rest[..Fr.ByteLength]);
            opening.Commitment.WriteBytes(rest.Slice(Fr.ByteLength, KzgCommitment.ByteLength));
            opening.Proof.WriteBytes(rest.Slice(Fr.ByteLength + KzgCommitment.ByteLength, KzgProof.ByteLength));
            rest = rest[OpeningLength..];
        }

        return bytes;
    }

    /// <summary>Reads a proof; false for anything that <see cref="Encode(BatchProof)"/> does not write, such as a number that is not below r or a point that no precompile takes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out BatchProof? proof)
    {
        proof = null;
        if (bytes.Length < HeadLength || !bytes.StartsWith(Magic))
            return false;
        int segments = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]), openings = bytes[6];
        if (openings > FullLayout.MaxBlobs || bytes.Length != HeadLength + SegmentLength * segments + OpeningLength * openings)
            return false;
        List<SegmentProof> made = [];
        for (int i = 0; i < segments; i++)
        {
            if (!TryDecodeSegment(bytes.Slice(HeadLength + SegmentLength * i, SegmentLength), out SegmentProof? segment))
                return false;
            made.Add(segment!);
        }

        List<BlobOpening> opened = [];
        for (ReadOnlySpan<byte> rest = bytes[(HeadLength + SegmentLength * segments)..]; !rest.IsEmpty; rest = rest[OpeningLength..])
        {
            if (!Fr.TryFromBytes(rest[..Fr.ByteLength], out Fr value)
                || !KzgCommitment.TryFromBytes(rest.Slice(Fr.ByteLength, KzgCommitment.ByteLength), out KzgCommitment commitment, out _)
                || !KzgProof.TryFromBytes(rest.Slice(Fr.ByteLength + KzgCommitment.ByteLength, KzgProof.ByteLength), out KzgProof opening, out _))
            {
                return false;
            }

            opened.Add(new(value, commitment, opening));
        }

        proof = new(made, opened);
        return true;
    }

    /// <summary>Returns the bytes of one segment.</summary>
    public static byte[] Encode(SegmentProof segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        byte[] bytes = new byte[SegmentLength];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, checked((ushort)segment.Circuit));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), checked((ushort)segment.EndElement));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), checked((ushort)segment.SlotCount));
        bytes[6] = segment.IsCollecting ? (byte)1 : (byte)0;
        int offset = 7;
        foreach (Fr number in (ReadOnlySpan<Fr>)[segment.NewRoot, segment.QueueLink, segment.Value, segment.Commitment])
        {
            number.WriteBytes(bytes.AsSpan(offset, Fr.ByteLength));
            offset += Fr.ByteLength;
        }

        segment.Proof.Encode().CopyTo(bytes, offset);
        return bytes;
    }

    /// <summary>Reads one segment.</summary>
    public static bool TryDecodeSegment(ReadOnlySpan<byte> bytes, out SegmentProof? segment)
    {
        segment = null;
        if (bytes.Length != SegmentLength || bytes[6] > 1)
            return false;
        Span<Fr> numbers = stackalloc Fr[4];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!Fr.TryFromBytes(bytes.Slice(7 + Fr.ByteLength * i, Fr.ByteLength), out numbers[i]))
                return false;
        }

        if (!Proof.TryDecode(bytes[(7 + Fr.ByteLength * numbers.Length)..], out Proof proof))
            return false;
        segment = new(
            BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]), bytes[6] == 1,
            numbers[0], numbers[1], numbers[2], numbers[3], proof);
        return true;
    }
}
