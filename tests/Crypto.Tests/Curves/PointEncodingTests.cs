namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>What the decoders of points accept, and each way in which they refuse.</summary>
public sealed class PointEncodingTests
{
    private const int Samples = 20;

    private static readonly byte[] s_q = Convert.FromHexString(
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab");

    [Fact]
    public void Decoding_inverts_encoding()
    {
        AnyPoint.G1.Sample(
            p => PointEncoding.TryDecompress(PointEncoding.Compress(p), out G1Affine a) && a == p
                && PointEncoding.TryDecodeUncompressed(PointEncoding.EncodeUncompressed(p), out G1Affine b) && b == p,
            iter: Samples);
        AnyPoint.G2.Sample(
            p => PointEncoding.TryDecompress(PointEncoding.Compress(p), out G2Affine a) && a == p
                && PointEncoding.TryDecodeUncompressed(PointEncoding.EncodeUncompressed(p), out G2Affine b) && b == p,
            iter: Samples);
    }

    [Fact]
    public void The_other_sign_is_the_opposite_point()
    {
        AnyPoint.G1.Where(p => !p.IsInfinity).Sample(
            p => PointEncoding.TryDecompress(FlipSign(PointEncoding.Compress(p)), out G1Affine a) && a == -p, iter: Samples);
        AnyPoint.G2.Where(p => !p.IsInfinity).Sample(
            p => PointEncoding.TryDecompress(FlipSign(PointEncoding.Compress(p)), out G2Affine a) && a == -p, iter: Samples);
    }

    [Fact]
    public void A_point_outside_of_the_subgroup_is_refused_unless_the_caller_asks_for_it()
    {
        AnyPoint.OnG1Curve.Sample(
            p => Refusal1(PointEncoding.Compress(p)) == PointRefusal.NotInSubgroup
                && Refusal1(PointEncoding.EncodeUncompressed(p)) == PointRefusal.NotInSubgroup
                && PointEncoding.TryDecompressWithoutSubgroupCheck(PointEncoding.Compress(p), out G1Affine a, out _) && a == p
                && PointEncoding.TryDecodeUncompressedWithoutSubgroupCheck(PointEncoding.EncodeUncompressed(p), out G1Affine b, out _) && b == p,
            iter: Samples);
        AnyPoint.OnG2Curve.Sample(
            p => Refusal2(PointEncoding.Compress(p)) == PointRefusal.NotInSubgroup
                && Refusal2(PointEncoding.EncodeUncompressed(p)) == PointRefusal.NotInSubgroup
                && PointEncoding.TryDecompressWithoutSubgroupCheck(PointEncoding.Compress(p), out G2Affine a, out _) && a == p
                && PointEncoding.TryDecodeUncompressedWithoutSubgroupCheck(PointEncoding.EncodeUncompressed(p), out G2Affine b, out _) && b == p,
            iter: Samples);
    }

    [Fact]
    public void A_wrong_length_is_refused()
    {
        for (int length = 0; length <= 200; length++)
        {
            if (length is not (48 or 96))
                Assert.Equal(PointRefusal.WrongLength, Refusal1(new byte[length]));
            if (length is not (96 or 192))
                Assert.Equal(PointRefusal.WrongLength, Refusal2(new byte[length]));
        }
    }

    [Fact]
    public void The_compression_flag_must_match_the_format()
    {
        G1Affine g = G1Affine.Generator;
        G2Affine h = G2Affine.Generator;
        Assert.Equal(PointRefusal.WrongCompressionFlag, Refusal1(Xor(PointEncoding.Compress(g), 0, 0x80)));
        Assert.Equal(PointRefusal.WrongCompressionFlag, Refusal1(Xor(PointEncoding.EncodeUncompressed(g), 0, 0x80)));
        Assert.Equal(PointRefusal.WrongCompressionFlag, Refusal2(Xor(PointEncoding.Compress(h), 0, 0x80)));
        Assert.Equal(PointRefusal.WrongCompressionFlag, Refusal2(Xor(PointEncoding.EncodeUncompressed(h), 0, 0x80)));
    }

    [Fact]
    public void A_sign_without_a_root_is_refused()
    {
        Assert.Equal(PointRefusal.UnexpectedSignFlag, Refusal1(Xor(PointEncoding.EncodeUncompressed(G1Affine.Generator), 0, 0x20)));
        Assert.Equal(PointRefusal.UnexpectedSignFlag, Refusal2(Xor(PointEncoding.EncodeUncompressed(G2Affine.Generator), 0, 0x20)));
        Assert.Equal(PointRefusal.UnexpectedSignFlag, Refusal1(Xor(PointEncoding.Compress(G1Affine.Infinity), 0, 0x20)));
        Assert.Equal(PointRefusal.UnexpectedSignFlag, Refusal2(Xor(PointEncoding.EncodeUncompressed(G2Affine.Infinity), 0, 0x20)));
    }

    [Fact]
    public void Infinity_has_one_encoding_in_each_format()
    {
        foreach (byte[] encoding in new[] { PointEncoding.Compress(G1Affine.Infinity), PointEncoding.EncodeUncompressed(G1Affine.Infinity) })
        {
            Assert.Equal(PointRefusal.None, Refusal1(encoding));
            for (int bit = 0; bit < encoding.Length * 8; bit++)
                Assert.NotEqual(PointRefusal.None, Refusal1(Xor(encoding, bit / 8, (byte)(1 << (bit % 8)))));
        }

        foreach (byte[] encoding in new[] { PointEncoding.Compress(G2Affine.Infinity), PointEncoding.EncodeUncompressed(G2Affine.Infinity) })
        {
            Assert.Equal(PointRefusal.None, Refusal2(encoding));
            for (int bit = 0; bit < encoding.Length * 8; bit++)
                Assert.NotEqual(PointRefusal.None, Refusal2(Xor(encoding, bit / 8, (byte)(1 << (bit % 8)))));
        }

        Assert.Equal(PointRefusal.NotOnCurve, Refusal1(new byte[96])); // (0, 0) without the flag
        Assert.Equal(PointRefusal.NotOnCurve, Refusal2(new byte[192]));
    }

    [Fact]
    public void A_coordinate_that_is_not_below_q_is_refused()
    {
        byte[] compressed = [.. s_q];
        compressed[0] |= 0x80;
        Assert.Equal(PointRefusal.NonCanonicalCoordinate, Refusal1(compressed));
        Assert.Equal(PointRefusal.NonCanonicalCoordinate, Refusal2([.. compressed, .. new byte[48]]));
        Assert.Equal(PointRefusal.NonCanonicalCoordinate, Refusal2([0x80, .. new byte[47], .. s_q]));
        Assert.Equal(PointRefusal.NonCanonicalCoordinate, Refusal1([.. s_q, .. new byte[48]]));
        Assert.Equal(PointRefusal.NonCanonicalCoordinate, Refusal1([.. new byte[48], .. s_q]));
        for (int position = 0; position < 4; position++)
        {
            byte[] uncompressed = PointEncoding.EncodeUncompressed(G2Affine.Generator);
            s_q.CopyTo(uncompressed, position * 48);
            Assert.Equal(PointRefusal.NonCanonicalCoordinate, Refusal2(uncompressed));
        }
    }

    [Fact]
    public void An_aliased_coordinate_is_refused()
    {
        // Where x + q still fits into 381 bits, which happens for some of the first multiples.
        int refused = 0;
        G1Projective p = G1Projective.Generator;
        for (int i = 0; i < 64; i++, p += G1Affine.Generator)
        {
            byte[] bytes = PointEncoding.EncodeUncompressed(p.ToAffine());
            System.Numerics.BigInteger aliased = new System.Numerics.BigInteger(bytes.AsSpan(0, 48), true, true) + new System.Numerics.BigInteger(s_q, true, true);
            if (aliased >= System.Numerics.BigInteger.One << 381)
                continue;
            aliased.ToByteArray(true, true).CopyTo(bytes.AsSpan(0, 48));
            Assert.Equal(PointRefusal.NonCanonicalCoordinate, Refusal1(bytes));
            refused++;
        }

        Assert.NotEqual(0, refused);
    }

    [Fact]
    public void Coordinates_off_the_curve_are_refused()
    {
        Assert.Equal(PointRefusal.NotOnCurve, Refusal1(Xor(PointEncoding.EncodeUncompressed(G1Affine.Generator), 95, 1)));
        Assert.Equal(PointRefusal.NotOnCurve, Refusal2(Xor(PointEncoding.EncodeUncompressed(G2Affine.Generator), 191, 1)));
        Assert.Contains(PointRefusal.NotOnCurve, Enumerable.Range(1, 20).Select(x => Refusal1([0x80, .. new byte[46], (byte)x])));
        Assert.Contains(PointRefusal.NotOnCurve, Enumerable.Range(1, 20).Select(x => Refusal2([0x80, .. new byte[94], (byte)x])));
    }

    [Fact]
    public void Any_bytes_are_a_point_or_a_typed_refusal() =>
        Gen.Select(AnyPoint.OneOf(48, 96, 192), Gen.Byte).SelectMany((length, flags) => Gen.Byte.Array[length].Select(bytes =>
        {
            bytes[0] = (byte)((flags & 0xe0) | (bytes[0] & 0x1f));
            return bytes;
        })).Sample(
            bytes => (bytes.Length == 192 || Reencodes(bytes, Refusal1(bytes))) && (bytes.Length == 48 || Refusal2(bytes) is >= PointRefusal.None and <= PointRefusal.NotInSubgroup),
            iter: 300);

    [Fact]
    public void Decoding_allocates_nothing()
    {
        byte[] g1 = PointEncoding.Compress(G1Affine.Generator), g2 = PointEncoding.Compress(G2Affine.Generator);
        byte[] plain1 = PointEncoding.EncodeUncompressed(G1Affine.Generator), plain2 = PointEncoding.EncodeUncompressed(G2Affine.Generator);
        DecodeAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        DecodeAll();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void DecodeAll()
        {
            _ = PointEncoding.TryDecompress(g1, out G1Affine p) && PointEncoding.TryDecodeUncompressed(plain1, out p);
            _ = PointEncoding.TryDecompress(g2, out G2Affine q) && PointEncoding.TryDecodeUncompressed(plain2, out q);
            PointEncoding.Compress(p, g1);
            PointEncoding.Compress(q, g2);
            PointEncoding.EncodeUncompressed(p, plain1);
            PointEncoding.EncodeUncompressed(q, plain2);
        }
    }

    [Fact]
    public void A_buffer_of_another_length_is_refused_by_the_encoders()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PointEncoding.Compress(G1Affine.Generator, new byte[47]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PointEncoding.EncodeUncompressed(G2Affine.Generator, new byte[193]));
    }

    private static PointRefusal Refusal1(byte[] bytes)
    {
        bool isAccepted = bytes.Length == 96 || (bytes.Length > 0 && bytes.Length != 48 && bytes[0] < 0x80)
            ? PointEncoding.TryDecodeUncompressed(bytes, out G1Affine p, out PointRefusal refusal)
            : PointEncoding.TryDecompress(bytes, out p, out refusal);
        Assert.Equal(isAccepted, refusal == PointRefusal.None);
        Assert.True(isAccepted || p.IsInfinity);
        return refusal;
    }

    private static PointRefusal Refusal2(byte[] bytes)
    {
        bool isAccepted = bytes.Length == 192
            ? PointEncoding.TryDecodeUncompressed(bytes, out G2Affine p, out PointRefusal refusal)
            : PointEncoding.TryDecompress(bytes, out p, out refusal);
        Assert.Equal(isAccepted, refusal == PointRefusal.None);
        Assert.True(isAccepted || p.IsInfinity);
        return refusal;
    }

    // What is accepted in 48 bytes has no other encoding.
    private static bool Reencodes(byte[] bytes, PointRefusal refusal) =>
        refusal != PointRefusal.None || bytes.Length != 48
        || (PointEncoding.TryDecompress(bytes, out G1Affine p) && PointEncoding.Compress(p).AsSpan().SequenceEqual(bytes));

    private static byte[] FlipSign(byte[] bytes) => Xor(bytes, 0, 0x20);

    private static byte[] Xor(byte[] bytes, int index, byte mask)
    {
        byte[] changed = [.. bytes];
        changed[index] ^= mask;
        return changed;
    }
}
