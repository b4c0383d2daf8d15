using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Hashing;

namespace Plimsoll.Crypto.Signatures;

/// <summary>Schnorr signatures on Jubjub with a Poseidon2 challenge of 128 bits, published as (e, s).</summary>
/// <remarks>
/// The one equation of wallet, node, circuit and L1: R = s·B − e·A, and e is the low 128 bits of H(R, A, m). The key is in the hash.
/// Signing is <see cref="SchnorrSecretKey.Sign"/>. Verification works on public values and is variable-time. Spec: docs/spec/signatures.md.
/// </remarks>
public static partial class Schnorr
{
    /// <summary>Whether the signature is the key's over the message; false for the null key.</summary>
    public static bool Verify(in SchnorrPublicKey key, in Fr message, in SchnorrSignature signature) =>
        !key.IsNull
        && Challenge(JubjubVerification.Commitment(signature.S, signature.E, key.A).ToAffine(), key.A, message) == signature.E;

    /// <summary>Returns H(R.x, R.y, A.x, A.y, m) with the R that the signature leads to: the signature holds if its low 128 bits are e.</summary>
    /// <remarks>For those who prove the equation instead of deciding it. Any point A of the curve will do, and (0, 0).</remarks>
    public static Fr ChallengeHash(in JubjubAffine key, in Fr message, in SchnorrSignature signature)
    {
        JubjubAffine commitment = JubjubVerification.Commitment(signature.S, signature.E, key).ToAffine();
        return Poseidon2.Sponge(HashDomain.Challenge, commitment.X, commitment.Y, key.X, key.Y, message);
    }

    /// <summary>Returns the low 128 bits of H(R.x, R.y, A.x, A.y, m) in the domain of challenges.</summary>
    internal static UInt128 Challenge(in JubjubAffine commitment, in JubjubAffine key, in Fr message) =>
        Low128(Poseidon2.Sponge(HashDomain.Challenge, commitment.X, commitment.Y, key.X, key.Y, message));

    private static UInt128 Low128(in Fr hash)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        hash.WriteLimbs(limbs);
        return new(limbs[1], limbs[0]);
    }
}
