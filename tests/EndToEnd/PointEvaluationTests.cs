using Plimsoll.Crypto.Kzg;
using Plimsoll.L1.Rpc;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd;

/// <summary>Openings of blobs against the point-evaluation precompile (0x0a, EIP-4844) of a real node.</summary>
public sealed class PointEvaluationTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const string Success =
        "000000000000000000000000000000000000000000000000000000000000100073eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001";

    private static readonly Address s_precompile = Address.Parse("0x000000000000000000000000000000000000000a");
    private static readonly Blob s_blob = MakeBlob(1);
    private static readonly KzgCommitment s_commitment = BlobKzg.Mainnet.Commit(s_blob);

    [Fact]
    public async Task Openings_at_any_point_are_accepted()
    {
        Fr[] points = [Fr.Zero, Fr.One, -Fr.One, Fr.FromUInt64(2), Fr.FromHex("0x5eb7004fe57383e6c88b99d839937fddf3f99279353aaf8d5c9a75f91ce33c62"), Fr.Generator];
        foreach (Fr z in points)
        {
            (KzgProof proof, Fr y) = BlobKzg.Mainnet.Open(s_blob, z);
            await AgreeAsync(Input(s_commitment, z.ToBytes(), y.ToBytes(), proof.ToBytes()), isValid: true);
        }
    }

    [Fact]
    public async Task Elements_of_the_blob_are_opened_at_their_points()
    {
        foreach (int index in new[] { 0, 1, 2, 17, 2048, 4095 })
        {
            KzgProof proof = BlobKzg.Mainnet.OpenElement(s_blob.Elements, index);
            byte[] z = BlobKzg.PointAt(index).ToBytes();
            await AgreeAsync(Input(s_commitment, z, s_blob.Elements[index].ToBytes(), proof.ToBytes()), isValid: true);
            await AgreeAsync(Input(s_commitment, z, s_blob.Elements[index ^ 1].ToBytes(), proof.ToBytes()), isValid: false);
        }
    }

    [Fact]
    public async Task The_zero_and_the_constant_blob_are_opened_with_infinity()
    {
        byte[] infinity = default(KzgProof).ToBytes(), z = Fr.FromUInt64(9).ToBytes();
        await AgreeAsync(Input(default, z, new byte[32], infinity), isValid: true);
        await AgreeAsync(Input(default, z, Fr.One.ToBytes(), infinity), isValid: false);
        Fr[] constant = new Fr[Blob.ElementCount];
        Array.Fill(constant, Fr.FromUInt64(77));
        await AgreeAsync(Input(BlobKzg.Mainnet.Commit(constant), z, Fr.FromUInt64(77).ToBytes(), infinity), isValid: true);
    }

    [Fact]
    public async Task Whatever_is_changed_is_refused()
    {
        Fr z = Fr.FromUInt64(123456789);
        (KzgProof proof, Fr y) = BlobKzg.Mainnet.Open(s_blob, z);
        byte[] input = Input(s_commitment, z.ToBytes(), y.ToBytes(), proof.ToBytes());
        await AgreeAsync(input, isValid: true);
        // The last bit of each part: versioned hash, z, y, commitment, proof.
        foreach (int position in new[] { 31, 63, 95, 143, 191 })
        {
            byte[] changed = [.. input];
            changed[position] ^= 1;
            await AgreeAsync(changed, isValid: false);
        }

        await AgreeAsync(Input(s_commitment, z.ToBytes(), y.ToBytes(), default(KzgProof).ToBytes()), isValid: false);
        await AgreeAsync(Input(BlobKzg.Mainnet.Commit(MakeBlob(2)), z.ToBytes(), y.ToBytes(), proof.ToBytes()), isValid: false);
        await AgreeAsync(input[..191], isValid: false);
        await AgreeAsync([.. input, 0], isValid: false);
        await AgreeAsync([], isValid: false);
        input[0] = 2; // another version of the hash
        await AgreeAsync(input, isValid: false);
    }

    [Fact]
    public async Task Numbers_that_are_not_field_elements_are_refused()
    {
        byte[] modulus = Convert.FromHexString(Success[64..]), ones = Convert.FromHexString(new string('f', 64));
        (KzgProof proof, Fr y) = BlobKzg.Mainnet.Open(s_blob, Fr.Zero);
        // z = r is zero under another name, and y + r is y.
        await AgreeAsync(Input(s_commitment, modulus, y.ToBytes(), proof.ToBytes()), isValid: false);
        await AgreeAsync(Input(s_commitment, ones, y.ToBytes(), proof.ToBytes()), isValid: false);
        await AgreeAsync(Input(default, Fr.One.ToBytes(), modulus, default(KzgProof).ToBytes()), isValid: false);
        await AgreeAsync(Input(default, Fr.One.ToBytes(), ones, default(KzgProof).ToBytes()), isValid: false);
    }

    [Fact]
    public async Task Points_that_are_not_in_the_group_are_refused()
    {
        byte[] z = Fr.One.ToBytes(), y = new byte[32];
        string[] points =
        [
            "80" + new string('0', 94), // (0, 2) has order 3
            "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bc", // not on the curve
            "9a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", // x = q
            "e0" + new string('0', 94), // infinity with a sign
            new string('0', 96),
        ];
        foreach (string point in points)
            await AgreeAsync(Input(default, z, y, Convert.FromHexString(point)), isValid: false);
    }

    [Fact]
    public async Task Random_openings_and_neighbours_of_them_get_the_same_answer()
    {
        foreach (int seed in Enumerable.Range(0, 8))
        {
            Fr z = Fr.FromUInt64((ulong)Gen.Long[0, long.MaxValue].Single()) * Fr.Generator;
            (KzgProof proof, Fr y) = BlobKzg.Mainnet.Open(s_blob, z);
            Fr claimed = seed % 2 == 0 ? y : y + Fr.FromUInt64((ulong)seed);
            await AgreeAsync(Input(s_commitment, z.ToBytes(), claimed.ToBytes(), proof.ToBytes()), isValid: seed % 2 == 0);
        }
    }

    /// <summary>Asks the node and this library, and expects of both the same answer.</summary>
    private async Task AgreeAsync(byte[] input, bool isValid)
    {
        Assert.Equal(isValid, VerifyHere(input));
        CallRequest call = new(s_precompile, input) { Gas = 100_000 };
        EthereumClient client = new(Client);
        if (isValid)
            Assert.Equal(Success, Convert.ToHexStringLower(await client.CallAsync(call, BlockReference.Latest, Cancellation)));
        else
            await Assert.ThrowsAnyAsync<RpcException>(() => client.CallAsync(call, BlockReference.Latest, Cancellation));
    }

    private static bool VerifyHere(byte[] input) =>
        input.Length == 192
        && Fr.TryFromBytes(input.AsSpan(32, 32), out Fr z)
        && Fr.TryFromBytes(input.AsSpan(64, 32), out Fr y)
        && KzgCommitment.TryFromBytes(input.AsSpan(96, 48), out KzgCommitment commitment, out _)
        && KzgProof.TryFromBytes(input.AsSpan(144, 48), out KzgProof proof, out _)
        && input.AsSpan(0, 32).SequenceEqual(commitment.ToVersionedHash())
        && BlobKzg.Mainnet.Verify(commitment, z, y, proof);

    private static byte[] Input(KzgCommitment commitment, byte[] z, byte[] y, byte[] proof) =>
        [.. commitment.ToVersionedHash(), .. z, .. y, .. commitment.ToBytes(), .. proof];

    private static Blob MakeBlob(ulong seed)
    {
        Fr[] elements = new Fr[Blob.ElementCount];
        Fr element = Fr.FromUInt64(seed);
        for (int i = 0; i < elements.Length; i++)
            elements[i] = element = Fr.Square(element) + Fr.FromUInt64(seed + 5);
        return Blob.FromElements(elements);
    }
}
