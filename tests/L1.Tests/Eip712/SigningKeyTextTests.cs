using CsCheck;
using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Eip712;

/// <summary>The text that a wallet signs to get its layer-2 key (docs/spec/signatures.md#key-from-a-wallet).</summary>
public sealed class SigningKeyTextTests
{
    private const string Purpose =
        "Create the key that signs my operations on this rollup. Whoever holds this signature can move my funds there. Sign only in software that you trust.";

    private static readonly Address s_rollup = Address.Parse("0x1111111111111111111111111111111111111111");

    [Fact]
    public void The_text_has_the_digest_of_the_specification() =>
        Assert.Equal(
            "0xc76a67b01a2250e1f4525bbc83086486f68f05c4f1614e0c3227bc8b48b4fa5a",
            Text(1, s_rollup, Address.Parse("0x2222222222222222222222222222222222222222"), 0).Digest.ToString());

    [Fact]
    public void A_wallet_gets_the_same_key_again_and_another_for_every_other_text() =>
        Gen.Byte.Array[32].Sample(
            bytes =>
            {
                bytes[0] &= 0x7f;
                bytes[31] |= 1;
                using PrivateKey wallet = new(bytes);
                TypedData[] texts =
                [
                    Text(1, s_rollup, wallet.Address, 0), Text(1, s_rollup, wallet.Address, 1), Text(10, s_rollup, wallet.Address, 0),
                    Text(1, wallet.Address, wallet.Address, 0), Text(1, s_rollup, s_rollup, 0),
                ];
                SchnorrPublicKey[] keys = [.. texts.Select(text => Derive(wallet, text))];
                return keys.Distinct().Count() == texts.Length && Derive(wallet, texts[0]) == keys[0];
            },
            iter: 5);

    private static SchnorrPublicKey Derive(PrivateKey wallet, TypedData text)
    {
        EcdsaSignature signature = text.Sign(wallet);
        Assert.True(text.TryRecoverSigner(signature, out Address? signer));
        Assert.Equal(wallet.Address, signer);
        Assert.Equal(WalletSignatureRefusal.None, WalletSignature.TryDeriveKey(signature.ToBytes(), out SchnorrSecretKey? key));
        return key!.PublicKey;
    }

    private static TypedData Text(ulong chain, Address rollup, Address owner, uint index)
    {
        Eip712Types types = new(new Dictionary<string, IReadOnlyList<Eip712Field>>
        {
            ["SigningKey"] = [new("address", "owner"), new("uint32", "index"), new("string", "purpose")],
        });
        return new(new("Plimsoll", "1", chain, rollup), types, "SigningKey", AbiValue.Of(owner, (UInt256)index, Purpose));
    }
}
