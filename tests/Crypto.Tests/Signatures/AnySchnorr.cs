using Plimsoll.Crypto.Signatures;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Signatures;

internal static class AnySchnorr
{
    public static readonly SchnorrSecretKey Alice = SchnorrSecretKey.FromSeed(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
    public static readonly SchnorrSecretKey Mallory = SchnorrSecretKey.FromSeed(Enumerable.Repeat((byte)0x6d, 32).ToArray());

    public static readonly Gen<SchnorrSecretKey> Key = Gen.Byte.Array[32].Select(seed => SchnorrSecretKey.FromSeed(seed));

    public static readonly Gen<SignedMessage> Signed =
        Gen.Select(Key, AnyField.Fr, (key, message) => new SignedMessage(key.PublicKey, message, key.Sign(message)));

    /// <summary>Valid claims, and claims with one thing wrong.</summary>
    public static readonly Gen<SignedMessage> Claim = Gen.Select(Signed, Gen.Int[0, 9], (claim, fault) => fault switch
    {
        0 => claim with { Message = claim.Message + Fr.One },
        1 => claim with { Key = Mallory.PublicKey },
        2 => claim with { Key = default },
        3 => claim with { Signature = claim.Signature with { E = claim.Signature.E ^ UInt128.One << 127 } },
        4 => claim with { Signature = claim.Signature with { S = claim.Signature.S + JubjubScalar.One } },
        5 => claim with { Signature = default },
        6 => claim with { Key = new(-claim.Key.A) },
        _ => claim,
    });
}
