using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Pairings;

namespace Plimsoll.Crypto.Kzg;

/// <summary>Commitments to blobs and openings at single points, as EIP-4844 defines them.</summary>
/// <remarks>
/// Immutable and thread-safe. Values from outside become <see cref="Blob"/>, <see cref="KzgCommitment"/>, <see cref="KzgProof"/> and
/// <see cref="Fr"/> through decoders that refuse what is not canonical; after that nothing here can fail, a wrong proof is only false.
/// Source: consensus-specs deneb/polynomial-commitments.md.
/// </remarks>
public sealed partial class BlobKzg
{
    private static readonly Lazy<BlobKzg> s_mainnet = new(static () => new(TrustedSetup.Mainnet));

    private readonly Lazy<FixedBaseMsm> _lagrange;
    private readonly Lazy<PreparedG2[]> _verifier;

    /// <summary>Works with the points of <paramref name="setup"/>; what commitments and verification precompute is made at the first use.</summary>
    public BlobKzg(TrustedSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _lagrange = new(() => new(setup.G1Lagrange));
        _verifier = new(() => [new(setup.G2Monomial[0]), new(setup.G2Monomial[1])]);
    }

    /// <summary>Works with the setup of Ethereum mainnet.</summary>
    public static BlobKzg Mainnet => s_mainnet.Value;

    /// <summary>Returns the commitment to a blob; a multi-exponentiation of 4096 terms.</summary>
    public KzgCommitment Commit(Blob blob, MsmOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return Commit(blob.Elements, options);
    }

    /// <summary>Returns the commitment to the polynomial with these 4096 values in bit-reversed order.</summary>
    /// <exception cref="KzgException">There are not 4096 values.</exception>
    public KzgCommitment Commit(ReadOnlySpan<Fr> values, MsmOptions? options = null)
    {
        RequireWhole(values);
        return new(Combine(values, options));
    }

    /// <summary>Returns the proof that a blob's polynomial p has the value y = p(z) at z, and y.</summary>
    public (KzgProof Proof, Fr Y) Open(Blob blob, in Fr z, MsmOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return Open(blob.Elements, z, options);
    }

    /// <summary>Returns the proof that the polynomial with these 4096 values has the value y = p(z) at z, and y.</summary>
    /// <exception cref="KzgException">There are not 4096 values.</exception>
    public (KzgProof Proof, Fr Y) Open(ReadOnlySpan<Fr> values, in Fr z, MsmOptions? options = null)
    {
        RequireWhole(values);
        using RentedElements quotient = new(Blob.ElementCount);
        Fr y = BlobDomain.Divide(values, z, quotient.Span);
        return (new(Combine(quotient.Span, options)), y);
    }

    /// <summary>Returns the proof that the element at <paramref name="index"/> is what it is: an opening at <see cref="PointAt"/>.</summary>
    /// <param name="values">The 4096 elements.</param>
    /// <param name="index">From 0 to 4095.</param>
    /// <param name="options">Threads.</param>
    /// <exception cref="KzgException">There are not 4096 values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the blob.</exception>
    public KzgProof OpenElement(ReadOnlySpan<Fr> values, int index, MsmOptions? options = null)
    {
        RequireWhole(values);
        RequireIndex(index);
        using RentedElements quotient = new(Blob.ElementCount);
        BlobDomain.Divide(values, BlobDomain.Point(index), quotient.Span);
        return new(Combine(quotient.Span, options));
    }

    /// <summary>Divides the polynomial p with these 4096 values: writes the values of (p(X) − p(z)) / (X − z) and returns p(z).</summary>
    /// <remarks>Dividing by one point after the other gives the quotient that shows many values at once.</remarks>
    /// <exception cref="KzgException">There are not 4096 values.</exception>
    public static Fr Divide(ReadOnlySpan<Fr> values, in Fr z, Span<Fr> quotient)
    {
        RequireWhole(values);
        RequireWhole(quotient);
        return BlobDomain.Divide(values, z, quotient);
    }

    /// <summary>The point ω^brp(index) at which a blob's polynomial has the blob's element at <paramref name="index"/> as its value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the blob.</exception>
    public static Fr PointAt(int index)
    {
        RequireIndex(index);
        return BlobDomain.Point(index);
    }

    /// <summary>Returns a blob's value at any point.</summary>
    public static Fr Evaluate(Blob blob, in Fr z)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return BlobDomain.Evaluate(blob.Elements, z);
    }

    /// <summary>Returns the proof that goes with a blob: the opening at the challenge that blob and commitment determine.</summary>
    /// <remarks>The commitment is not checked: with a wrong one the proof does not verify.</remarks>
    public KzgProof ProveBlob(Blob blob, in KzgCommitment commitment, MsmOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return Open(blob.Elements, Challenge(blob, commitment), options).Proof;
    }

    /// <summary>The Fiat-Shamir challenge at which a blob is opened.</summary>
    internal static Fr Challenge(Blob blob, in KzgCommitment commitment)
    {
        using FiatShamir transcript = new("FSBLOBVERIFY_V1_"u8);
        transcript.Append(0); // the degree takes 16 bytes here
        transcript.Append(Blob.ElementCount);
        transcript.Append(blob.Bytes);
        transcript.Append(commitment);
        return transcript.Finish();
    }

    private G1Affine Combine(ReadOnlySpan<Fr> values, MsmOptions? options) =>
        _lagrange.Value.Compute(values, options).ToAffine();

    private static void RequireWhole(ReadOnlySpan<Fr> values) =>
        KzgException.ThrowIf(values.Length != Blob.ElementCount, KzgRefusal.WrongLength);

    private static void RequireIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Blob.ElementCount);
    }
}
