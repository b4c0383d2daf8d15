using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;
using Plimsoll.L1.Abi;
using Plimsoll.Node.Contracts;
using Plimsoll.Proofs;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Node.Proving;

/// <summary>The call that shows L1 a batch's proof, written and read back.</summary>
/// <param name="Rollup">Whose batch it is.</param>
/// <param name="Header">The batch.</param>
/// <param name="Parent">The batch before.</param>
/// <param name="Proof">The proof.</param>
public sealed record ValidityCall(Address Rollup, BatchHeader Header, BatchHeader Parent, BatchProof Proof)
{
    private const string SegmentType =
        "(uint8 circuit, uint16 endElement, uint16 slotCount, bool isCollecting, uint256 newRoot, uint256 queueLink, uint256 value, uint256 commitment, bytes proof)";

    private const int OpeningLength = Fr.ByteLength + KzgCommitment.ByteLength + KzgProof.ByteLength;

    private static readonly AbiFunction s_function = AbiFunction.Parse(
        $"function proveValidity(address rollup, {HeaderEncoding.Type} header, {HeaderEncoding.Type} parent, {SegmentType}[] segments, bytes openings)");

    /// <summary>Returns the call's input.</summary>
    public byte[] Encode() => s_function.EncodeCall(
        Rollup,
        HeaderEncoding.ToAbi(Header),
        HeaderEncoding.ToAbi(Parent),
        AbiValue.Of([.. Proof.Segments.Select(ToAbi)]),
        Proof.Openings.SelectMany(opening => (byte[])[.. Bytes(opening.Value), .. opening.Commitment.ToBytes(), .. opening.Proof.ToBytes()]).ToArray());

    /// <summary>Reads a call back; null for anything that the contract takes for no such call, or no proof.</summary>
    public static ValidityCall? Read(ReadOnlySpan<byte> input)
    {
        try
        {
            AbiRecord arguments = s_function.DecodeCall(input);
            SegmentProof[] segments = [.. arguments[3].ToItems().Select(ReadSegment)];
            return new(arguments[0].ToAddress(), HeaderEncoding.Read(arguments[1]), HeaderEncoding.Read(arguments[2]), new(segments, ReadOpenings(arguments[4].ToBytes().Span)));
        }
        catch (Exception e) when (e is AbiException or RollupLogException or KzgException)
        {
            return null;
        }
    }

    private static AbiValue ToAbi(SegmentProof segment) => AbiValue.Of(
        (ulong)segment.Circuit,
        (ulong)segment.EndElement,
        (ulong)segment.SlotCount,
        segment.IsCollecting,
        segment.NewRoot.ToWord(),
        segment.QueueLink.ToWord(),
        segment.Value.ToWord(),
        segment.Commitment.ToWord(),
        segment.Proof.Encode());

    private static SegmentProof ReadSegment(AbiValue segment) => new(
        segment[0].ToByte(),
        (int)segment[1].ToUInt32(),
        (int)segment[2].ToUInt32(),
        segment[3].ToBoolean(),
        segment[4].ToFr("a root"),
        segment[5].ToFr("a link"),
        segment[6].ToFr("a value"),
        segment[7].ToFr("a commitment"),
        Plimsoll.Snark.Groth16.Proof.TryDecode(segment[8].ToBytes().Span, out Proof proof) ? proof : throw new RollupLogException("a proof is none"));

    private static BlobOpening[] ReadOpenings(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % OpeningLength != 0 || bytes.Length > FullLayout.MaxBlobs * OpeningLength)
            throw new RollupLogException("the openings have a wrong length");
        BlobOpening[] openings = new BlobOpening[bytes.Length / OpeningLength];
        for (int i = 0; i < openings.Length; i++)
        {
            ReadOnlySpan<byte> own = bytes.Slice(i * OpeningLength, OpeningLength);
            if (!Fr.TryFromBytes(own[..Fr.ByteLength], out Fr value))
                throw new RollupLogException("a blob's value is not below r");
            openings[i] = new(
                value, KzgCommitment.FromBytes(own.Slice(Fr.ByteLength, KzgCommitment.ByteLength)), KzgProof.FromBytes(own[(Fr.ByteLength + KzgCommitment.ByteLength)..]));
        }

        return openings;
    }

    private static byte[] Bytes(in Fr number)
    {
        byte[] bytes = new byte[Fr.ByteLength];
        number.WriteBytes(bytes);
        return bytes;
    }
}
