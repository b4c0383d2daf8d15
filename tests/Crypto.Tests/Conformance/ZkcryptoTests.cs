namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>Suite zkcrypto-bls12-381: the multiples 0·G … 999·G of both generators in both formats, concatenated.</summary>
[Trait("Category", "Conformance")]
public sealed class ZkcryptoTests
{
    private const string Suite = "zkcrypto-bls12-381";
    private const string G1Compressed = "g1_compressed_valid_test_vectors.dat", G1Uncompressed = "g1_uncompressed_valid_test_vectors.dat";
    private const string G2Compressed = "g2_compressed_valid_test_vectors.dat", G2Uncompressed = "g2_uncompressed_valid_test_vectors.dat";

    private static readonly Lazy<G1Affine[]> s_g1 = new(() =>
        Multiples(G1Projective.Infinity, sum => sum + G1Affine.Generator).Select(p => p.ToAffine()).ToArray());

    private static readonly Lazy<G2Affine[]> s_g2 = new(() =>
        Multiples(G2Projective.Infinity, sum => sum + G2Affine.Generator).Select(p => p.ToAffine()).ToArray());

    public static IEnumerable<TheoryDataRow<string, int>> Cases()
    {
        foreach ((string file, int length) in new[] { (G1Compressed, 48), (G1Uncompressed, 96), (G2Compressed, 96), (G2Uncompressed, 192) })
        {
            long count = Vectors.Find(Suite, file) is { } path ? new FileInfo(path).Length / length : 0;
            for (int i = 0; i < count; i++)
                yield return new(file, i);
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public void A_multiple_of_the_generator_is_decoded_and_encoded(string file, int multiple)
    {
        switch (file)
        {
            case G1Compressed:
                byte[] bytes = Entry(file, multiple, 48);
                Assert.True(PointEncoding.TryDecompress(bytes, out G1Affine p));
                Assert.Equal(s_g1.Value[multiple], p);
                Assert.Equal(bytes, PointEncoding.Compress(p));
                break;
            case G1Uncompressed:
                bytes = Entry(file, multiple, 96);
                Assert.True(PointEncoding.TryDecodeUncompressed(bytes, out p));
                Assert.Equal(s_g1.Value[multiple], p);
                Assert.Equal(bytes, PointEncoding.EncodeUncompressed(p));
                break;
            case G2Compressed:
                bytes = Entry(file, multiple, 96);
                Assert.True(PointEncoding.TryDecompress(bytes, out G2Affine q));
                Assert.Equal(s_g2.Value[multiple], q);
                Assert.Equal(bytes, PointEncoding.Compress(q));
                break;
            default:
                bytes = Entry(file, multiple, 192);
                Assert.True(PointEncoding.TryDecodeUncompressed(bytes, out q));
                Assert.Equal(s_g2.Value[multiple], q);
                Assert.Equal(bytes, PointEncoding.EncodeUncompressed(q));
                break;
        }
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, byte[]> s_files = new();

    private static byte[] Entry(string file, int position, int length) =>
        s_files.GetOrAdd(file, name => File.ReadAllBytes(Vectors.Find(Suite, name)!)).AsSpan(position * length, length).ToArray();

    private static IEnumerable<T> Multiples<T>(T zero, Func<T, T> next)
    {
        for (int i = 0; i < 1000; i++, zero = next(zero))
            yield return zero;
    }
}
