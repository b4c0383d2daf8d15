using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Hashing;

[Trait("Category", "Law")]
public sealed class HashToCurveTests
{
    [Fact]
    public void Every_field_element_is_mapped_into_the_subgroup()
    {
        AnyField.Fq.Sample(u => IsInG1(HashToCurve.MapToG1(u)) && HashToCurve.MapToCurve(u).ToAffine().IsOnCurve, iter: 50);
        AnyField.Fq2.Sample(u => IsInG2(HashToCurve.MapToG2(u)) && HashToCurve.MapToCurve(u).ToAffine().IsOnCurve, iter: 50);
    }

    [Fact]
    public void The_exceptional_inputs_of_the_map_give_points()
    {
        // Z²u⁴ + Zu² = 0: zero always, and the roots of −1/Z where they exist.
        Assert.True(IsInG1(HashToCurve.MapToG1(Fq.Zero)));
        Assert.True(IsInG2(HashToCurve.MapToG2(Fq2.Zero)));
        if (Fq.TrySqrt(-Fq.Inverse(Fq.FromUInt64(11)), out Fq u))
            Assert.True(IsInG1(HashToCurve.MapToG1(u)) && HashToCurve.MapToCurve(u).ToAffine().IsOnCurve);
        if (Fq2.TrySqrt(Fq2.Inverse(new(Fq.FromUInt64(2), Fq.One)), out Fq2 v))
            Assert.True(IsInG2(HashToCurve.MapToG2(v)) && HashToCurve.MapToCurve(v).ToAffine().IsOnCurve);
    }

    [Fact]
    public void Opposite_elements_are_mapped_to_opposite_points()
    {
        AnyField.Fq.Where(u => !u.IsZero).Sample(u => HashToCurve.MapToG1(u) == -HashToCurve.MapToG1(-u), iter: 20);
        AnyField.Fq2.Where(u => !u.IsZero).Sample(u => HashToCurve.MapToG2(u) == -HashToCurve.MapToG2(-u), iter: 20);
    }

    [Fact]
    public void Message_and_tag_both_matter()
    {
        G2Projective p = HashToCurve.ToG2("message"u8, "a tag of the protocol"u8);
        Assert.Equal(p, HashToCurve.ToG2("message"u8, "a tag of the protocol"u8));
        Assert.NotEqual(p, HashToCurve.ToG2("massage"u8, "a tag of the protocol"u8));
        Assert.NotEqual(p, HashToCurve.ToG2("message"u8, "a tag of another protocol"u8));
        Assert.NotEqual(p, HashToCurve.ToG2("messagea"u8, " tag of the protocol"u8));
        Assert.NotEqual(p, HashToCurve.ToG2NonUniform("message"u8, "a tag of the protocol"u8));
    }

    [Fact]
    public void A_missing_tag_and_too_long_an_output_are_refused()
    {
        Assert.Throws<ArgumentException>(() => HashToCurve.ToG1("message"u8, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpandMessage.Xmd([], "tag"u8, new byte[ExpandMessage.MaxOutputLength + 1]));
        ExpandMessage.Xmd([], "tag"u8, new byte[ExpandMessage.MaxOutputLength]);
    }

    [Fact]
    public void The_length_of_the_tag_decides_whether_it_is_hashed()
    {
        byte[] tag = new byte[257];
        byte[][] outputs = [.. Enumerable.Range(254, 4).Select(length => Expand(tag.AsSpan(0, length)))];
        Assert.Equal(4, outputs.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void A_prefix_of_the_output_is_not_the_shorter_output()
    {
        // The length is hashed, so asking for less does not give a prefix.
        byte[] longer = new byte[64], shorter = new byte[32];
        ExpandMessage.Xmd("message"u8, "tag"u8, longer);
        ExpandMessage.Xmd("message"u8, "tag"u8, shorter);
        Assert.NotEqual(longer[..32], shorter);
    }

    [Fact]
    public void A_long_message_passes_through_the_pool() =>
        Gen.Byte.Array[900, 5000].Sample(message => IsInG2(HashToCurve.ToG2(message, "tag"u8)), iter: 5);

    [Fact]
    public void Hashing_allocates_nothing()
    {
        byte[] message = new byte[32], tag = new byte[43];
        _ = HashToCurve.ToG2(message, tag);
        _ = HashToCurve.ToG1(message, tag);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = HashToCurve.ToG2(message, tag);
        _ = HashToCurve.ToG1(message, tag);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static byte[] Expand(ReadOnlySpan<byte> tag)
    {
        byte[] output = new byte[32];
        ExpandMessage.Xmd("message"u8, tag, output);
        return output;
    }

    private static bool IsInG1(in G1Projective p) => p.ToAffine() is var affine && affine.IsOnCurve && SubgroupCheck.IsInSubgroup(affine);

    private static bool IsInG2(in G2Projective p) => p.ToAffine() is var affine && affine.IsOnCurve && SubgroupCheck.IsInSubgroup(affine);
}
