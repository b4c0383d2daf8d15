using CsCheck;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Sequencing.Tests;

public sealed class FormatTests
{
    private static readonly Gen<SchnorrSignature> s_signature =
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong, (a, b, c) => new SchnorrSignature(new(a, b), Scalar(c)));

    private static readonly Gen<OperationWord> s_word = Gen.Select(Gen.UInt, Gen.UInt, Gen.ULong, Gen.UShort, Gen.UInt,
        (from, to, amount, fee, until) => new OperationWord(OperationKind.Transfer, from, to, amount, fee, until));

    private static readonly Gen<Submission> s_submission = Gen.Select(s_word, s_word, s_signature, s_signature, Gen.UInt, Gen.UInt, Gen.Int[0, 3], (first, second, a, b, n, m, kind) => kind switch
    {
        0 => new Submission(new(first, a), n),
        1 => new(new(first with { Kind = OperationKind.SwapA }, a, second with { Kind = OperationKind.SwapB }, b), n, m),
        2 => new(new(first with { Kind = OperationKind.Open }, a, OperationWord.Extension(new Address(new byte[20])), PublishedKey: JubjubAffine.Generator), n),
        _ => new(new(first with { Kind = OperationKind.Withdraw }, a), n),
    });

    [Fact]
    public void Reading_inverts_writing() => s_submission.Sample(submission =>
    {
        byte[] bytes = Write(submission);
        return SubmissionFormat.TryRead(bytes, out Submission read, out int length) && length == bytes.Length && read == submission;
    });

    [Fact]
    public void Any_bytes_are_refused_or_written_again_as_they_were() =>
        Gen.Select(s_submission, Gen.Int[0, 199], Gen.Byte).Sample((submission, position, value) =>
        {
            byte[] bytes = Write(submission);
            bytes[position % bytes.Length] = value;
            if (!SubmissionFormat.TryRead(bytes, out Submission read, out int length))
                return true;
            return Write(read).AsSpan().SequenceEqual(bytes.AsSpan(0, length));
        });

    [Fact]
    public void A_record_that_is_cut_is_refused() => s_submission.Sample(submission =>
    {
        byte[] bytes = Write(submission);
        return !SubmissionFormat.TryRead(bytes.AsSpan(0, bytes.Length - 1), out _, out _);
    });

    private static byte[] Write(in Submission submission)
    {
        byte[] bytes = new byte[SubmissionFormat.LengthOf(submission)];
        Assert.Equal(bytes.Length, SubmissionFormat.Write(submission, bytes));
        return bytes;
    }

    private static JubjubScalar Scalar(ulong value)
    {
        byte[] bytes = new byte[32];
        BitConverter.TryWriteBytes(bytes.AsSpan(8), value);
        Assert.True(JubjubScalar.TryFromBytes(bytes, out JubjubScalar scalar));
        return scalar;
    }
}
