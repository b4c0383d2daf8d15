using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Abi;

namespace Plimsoll.EndToEnd;

/// <summary>Signatures made here, verified here and by the contract library on a real node: both give the same answer.</summary>
public sealed class JubjubSchnorrContractTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly AbiFunction s_verify = AbiFunction.Parse("function verify(uint256,uint256,uint256,uint256,uint256) view returns (bool)");

    [Fact]
    public async Task Both_sides_give_the_same_answer()
    {
        HarnessContract harness = await HarnessContract.PutAsync(Client, "JubjubSchnorrHarness", "0x00000000000000000000000000000000000c0de3", Cancellation);
        for (int i = 0; i < 10; i++)
        {
            SchnorrSecretKey key = SchnorrSecretKey.FromSeed(Gen.Byte.Array[32].Single());
            Fr message = Fr.FromUInt64(Gen.ULong.Single()) * Fr.Generator;
            SchnorrSignature signature = key.Sign(message);
            await AgreeAsync(harness, new(key.PublicKey, message, signature), isValid: true);
            await AgreeAsync(harness, new(key.PublicKey, message + Fr.One, signature), isValid: false);
            await AgreeAsync(harness, new(key.PublicKey, message, signature with { E = signature.E ^ UInt128.One << i * 14 % 128 }), isValid: false);
            await AgreeAsync(harness, new(key.PublicKey, message, signature with { S = signature.S + JubjubScalar.One }), isValid: false);
            await AgreeAsync(harness, new(default, message, signature), isValid: false);
        }
    }

    private static async Task AgreeAsync(HarnessContract harness, SignedMessage claim, bool isValid)
    {
        byte[] words = new byte[SchnorrSignature.ByteLength];
        claim.Signature.Encode(words);
        byte[] answer = await harness.CallAsync(
            s_verify, [claim.Key.A.X.ToBytes(), claim.Key.A.Y.ToBytes(), claim.Message.ToBytes(), words], Cancellation);
        Assert.Equal(isValid, answer[^1] == 1);
        Assert.Equal(isValid, Schnorr.Verify(claim.Key, claim.Message, claim.Signature));
    }
}
