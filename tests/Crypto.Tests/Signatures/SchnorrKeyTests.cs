using Plimsoll.Crypto.Signatures;
using Plimsoll.Crypto.Tests.Curves.Jubjub;

namespace Plimsoll.Crypto.Tests.Signatures;

public sealed class SchnorrKeyTests
{
    [Fact]
    public void A_key_of_low_order_is_refused() =>
        Assert.All(AnyJubjub.LowOrderPoints, point => Assert.False(SchnorrPublicKey.TryFromPublished(point, out _)));

    [Fact]
    public void A_key_off_the_curve_is_refused() =>
        AnyJubjub.Pair.Sample(pair => pair.IsOnCurve || (!SchnorrPublicKey.TryFromPublished(pair, out SchnorrPublicKey key) && key.IsNull
            && (!SchnorrPublicKey.TryFromAccount(pair, out key) || pair == default) && key.IsNull));

    [Fact]
    public void The_published_key_becomes_eight_times_itself()
    {
        Assert.True(SchnorrPublicKey.TryFromPublished(AnySchnorr.Alice.Published, out SchnorrPublicKey key));
        Assert.Equal(AnySchnorr.Alice.PublicKey, key);
        Assert.True(new JubjubPoint(key.A).IsInPrimeSubgroup);
    }

    [Fact]
    public void A_published_key_with_a_low_order_part_is_the_same_key() =>
        Assert.All(AnyJubjub.LowOrderPoints, point =>
        {
            JubjubAffine mixed = (new JubjubPoint(AnySchnorr.Alice.Published) + new JubjubPoint(point)).ToAffine();
            Assert.True(SchnorrPublicKey.TryFromPublished(mixed, out SchnorrPublicKey key));
            Assert.Equal(AnySchnorr.Alice.PublicKey, key);
        });

    [Fact]
    public void An_account_holds_a_key_or_the_null_key_and_never_the_identity()
    {
        Assert.True(SchnorrPublicKey.TryFromAccount(AnySchnorr.Alice.PublicKey.A, out SchnorrPublicKey key));
        Assert.Equal(AnySchnorr.Alice.PublicKey, key);
        Assert.True(SchnorrPublicKey.TryFromAccount(default, out key));
        Assert.True(key.IsNull);
        Assert.False(SchnorrPublicKey.TryFromAccount(JubjubAffine.Identity, out _));
    }

    [Fact]
    public void The_same_seed_gives_the_same_key_and_one_bit_more_another() =>
        Gen.Byte.Array[32, 70].Sample(seed =>
        {
            SchnorrPublicKey key = SchnorrSecretKey.FromSeed(seed).PublicKey;
            bool same = SchnorrSecretKey.FromSeed(seed).PublicKey == key;
            seed[^1] ^= 1;
            return same && SchnorrSecretKey.FromSeed(seed).PublicKey != key;
        }, iter: 20);

    [Fact]
    public void A_short_seed_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => SchnorrSecretKey.FromSeed(new byte[31]));

    [Fact]
    public void A_secret_key_does_not_print_itself() => Assert.DoesNotContain("8aef4d188de4b2", AnySchnorr.Alice.ToString(), StringComparison.Ordinal);
}
