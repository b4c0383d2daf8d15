using System.Buffers.Binary;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Signatures;
using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>Submissions as records of a fixed length: on the wire and in the log.</summary>
/// <remarks>
/// One record a slot: W, X, Y as a blob holds them, 32 bytes each, and the payer's nonce, 4 bytes, all big-endian. A pair is two records one behind the other; an
/// extension's nonce is zero. Reading is total and strict: what is read is written again as the same bytes. Spec: docs/spec/soft-confirmations.md#submission.
/// </remarks>
public static class SubmissionFormat
{
    /// <summary>Bytes of a record.</summary>
    public const int RecordLength = 3 * Fr.ByteLength + sizeof(uint);

    private const int SignatureOffset = Fr.ByteLength, NonceOffset = 3 * Fr.ByteLength;

    /// <summary>How many bytes a submission takes.</summary>
    public static int LengthOf(in Submission submission) => RecordLength * submission.Operation.SlotCount;

    /// <summary>Writes a submission.</summary>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is too little room.</exception>
    public static int Write(in Submission submission, Span<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes.Length, LengthOf(submission));
        Operation operation = submission.Operation;
        WriteSigned(operation.Word, operation.Signature, submission.Nonce, bytes);
        if (operation.SlotCount == 1)
            return RecordLength;
        Span<byte> second = bytes[RecordLength..];
        if (operation.Word.Kind == OperationKind.SwapA)
        {
            WriteSigned(operation.LinkedWord, operation.LinkedSignature, submission.LinkedNonce, second);
        }
        else
        {
            WriteWord(operation.LinkedWord, second);
            operation.PublishedKey.X.WriteBytes(second[SignatureOffset..]);
            operation.PublishedKey.Y.WriteBytes(second[(SignatureOffset + Fr.ByteLength)..]);
            second.Slice(NonceOffset, sizeof(uint)).Clear();
        }

        return 2 * RecordLength;
    }

    /// <summary>Reads the submission at the beginning.</summary>
    /// <param name="bytes">One record or more.</param>
    /// <param name="submission">What is there.</param>
    /// <param name="length">How many bytes it takes.</param>
    /// <returns>False when this is no submission; whether its rules are kept is for admission to say.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Submission submission, out int length)
    {
        submission = default;
        length = RecordLength;
        if (!TryReadSigned(bytes, out OperationWord word, out SchnorrSignature signature, out uint nonce))
            return false;
        Operation operation = new(word, signature);
        submission = new(operation, nonce);
        if (operation.SlotCount == 1)
            return true;
        length = 2 * RecordLength;
        if (bytes.Length < length)
            return false;
        ReadOnlySpan<byte> second = bytes[RecordLength..];
        return word.Kind == OperationKind.SwapA ? TryReadLeg(second, ref submission) : TryReadExtension(second, ref submission);
    }

    private static bool TryReadLeg(ReadOnlySpan<byte> record, ref Submission submission)
    {
        if (!TryReadSigned(record, out OperationWord word, out SchnorrSignature signature, out uint nonce))
            return false;
        submission = new(submission.Operation with { LinkedWord = word, LinkedSignature = signature }, submission.Nonce, nonce);
        return word.Kind == OperationKind.SwapB;
    }

    private static bool TryReadExtension(ReadOnlySpan<byte> record, ref Submission submission)
    {
        if (!TryReadWord(record, out OperationWord word) || word.Kind != OperationKind.Extension
            || !Fr.TryFromBytes(record.Slice(SignatureOffset, Fr.ByteLength), out Fr x)
            || !Fr.TryFromBytes(record.Slice(SignatureOffset + Fr.ByteLength, Fr.ByteLength), out Fr y))
        {
            return false;
        }

        submission = submission with { Operation = submission.Operation with { LinkedWord = word, PublishedKey = new JubjubAffine(x, y) } };
        return !record.Slice(NonceOffset, sizeof(uint)).ContainsAnyExcept((byte)0);
    }

    private static bool TryReadSigned(ReadOnlySpan<byte> record, out OperationWord word, out SchnorrSignature signature, out uint nonce)
    {
        (signature, nonce) = (default, 0);
        if (!TryReadWord(record, out word) || !SchnorrSignature.TryDecode(record.Slice(SignatureOffset, SchnorrSignature.ByteLength), out signature))
            return false;
        nonce = BinaryPrimitives.ReadUInt32BigEndian(record[NonceOffset..]);
        return true;
    }

    private static bool TryReadWord(ReadOnlySpan<byte> record, out OperationWord word)
    {
        bool fits = record.Length >= RecordLength && record[0] == 0;
        word = fits ? OperationWord.Read(record[1..]) : default;
        return fits;
    }

    private static void WriteSigned(in OperationWord word, in SchnorrSignature signature, uint nonce, Span<byte> record)
    {
        WriteWord(word, record);
        signature.Encode(record.Slice(SignatureOffset, SchnorrSignature.ByteLength));
        BinaryPrimitives.WriteUInt32BigEndian(record[NonceOffset..], nonce);
    }

    private static void WriteWord(in OperationWord word, Span<byte> record)
    {
        record[0] = 0;
        word.Write(record[1..]);
    }
}
