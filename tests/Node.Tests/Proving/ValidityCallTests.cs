using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.Node.Proving;
using Plimsoll.Proofs;

namespace Plimsoll.Node.Tests.Proving;

public sealed class ValidityCallTests
{
    [Fact]
    public void A_call_is_read_back_as_it_was_written()
    {
        ValidityCall read = ValidityCall.Read(SmallProof.Call.Encode())!;
        Assert.Equal(SmallProof.Call.Encode(), read.Encode());
        Assert.Equal(SmallProof.Whole.Segments, read.Proof.Segments);
        Assert.Equal(SmallProof.Whole.Openings, read.Proof.Openings);
        Assert.Equal(SmallProof.Call.Rollup, read.Rollup);
    }

    [Fact]
    public void A_number_that_stands_for_another_is_no_call()
    {
        byte[] input = SmallProof.Call.Encode();
        UInt256 modulus = UInt256.FromBytes((-Fr.One).ToBytes()) + UInt256.One;
        foreach (ulong number in (ulong[])[11, 12, 13, 14, 15, 21])
        {
            byte[] aliased = [.. input];
            int at = aliased.AsSpan().IndexOf(Fr.FromUInt64(number).ToBytes());
            Assert.True(at > 0);
            (UInt256.FromBytes(aliased.AsSpan(at, 32)) + modulus).WriteBytes(aliased.AsSpan(at, 32));
            Assert.Null(ValidityCall.Read(aliased));
        }
    }

    [Fact]
    public void What_is_cut_off_or_of_another_function_is_no_call()
    {
        byte[] input = SmallProof.Call.Encode();
        Assert.Null(ValidityCall.Read([]));
        Assert.Null(ValidityCall.Read(input.AsSpan(..^32)));
        input[0] ^= 1;
        Assert.Null(ValidityCall.Read(input));
    }

    [Fact]
    public void The_point_is_drawn_as_L1_draws_it()
    {
        AbiType words = AbiType.Parse("uint256[]");
        Bytes32 header = Keccak256.HashUtf8("header");
        SegmentRange[] ranges = [new(0, 4, 4), new(4, 9, 5, false, true)];
        Fr[] commitments = [Fr.FromUInt64(7), -Fr.One];
        byte[] encoded = AbiEncoder.Encode(
            [AbiType.FixedBytes(32), words, words],
            header,
            AbiValue.Of([.. ranges.Select(range => (AbiValue)UInt256.FromBytes(range.ToField().ToBytes()))]),
            AbiValue.Of([.. commitments.Select(commitment => (AbiValue)UInt256.FromBytes(commitment.ToBytes()))]));
        byte[] expected = [0, .. Keccak256.Hash(encoded).Span[..31]];
        Assert.Equal(expected, EvaluationPoint.Draw(header, ranges, commitments, Keccak256.Hash).ToBytes());
        Assert.Throws<ArgumentException>(() => EvaluationPoint.Draw(header, ranges, [], Keccak256.Hash));
    }
}
