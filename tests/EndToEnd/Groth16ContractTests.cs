using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Primitives;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.EndToEnd;

/// <summary>Proofs made here, verified by the contract on a real node: what C# answers, L1 answers.</summary>
public sealed class Groth16ContractTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly AbiFunction
        s_verify = AbiFunction.Parse("function verify(bytes,uint256[]) view returns (bool)"),
        s_verifyMany = AbiFunction.Parse("function verifyMany(bytes[],uint256[][]) view returns (bool)");

    private static readonly ConstraintSystem s_system = ConstraintSystem.Compile(new Product(default, default));
    private static readonly ProvingKey s_key = DevelopmentSetup.Run(s_system, "contract"u8, chainId: 31337);

    [Fact]
    public async Task The_contract_accepts_what_the_prover_makes_and_nothing_else()
    {
        Address? deployed = await DeployAsync(s_key.VerifyingKey.Encode());
        Assert.NotNull(deployed);
        Address verifier = deployed.Value;
        (Proof first, Fr[] inputs) = Prove(3, 5);
        (Proof second, Fr[] others) = Prove(7, 11);
        Assert.True(await AsksAsync(verifier, s_verify.EncodeCall(first.Encode(), Words(inputs))));
        Assert.False(await AsksAsync(verifier, s_verify.EncodeCall(first.Encode(), Words(others))));
        Assert.False(await AsksAsync(verifier, s_verify.EncodeCall((first with { C = -first.C }).Encode(), Words(inputs))));

        AbiValue proofs = AbiValue.Of(first.Encode(), second.Encode());
        Assert.True(await AsksAsync(verifier, s_verifyMany.EncodeCall(proofs, AbiValue.Of(Words(inputs), Words(others)))));
        Assert.False(await AsksAsync(verifier, s_verifyMany.EncodeCall(proofs, AbiValue.Of(Words(others), Words(inputs)))));
    }

    [Fact]
    public async Task The_contract_refuses_to_be_deployed_with_the_key_that_the_loader_refuses()
    {
        byte[] key = s_key.VerifyingKey.Encode();
        key.AsSpan(384, 256).CopyTo(key.AsSpan(640)); // γ over δ
        Assert.Equal(KeyRefusal.GammaIsDelta, VerifyingKey.TryDecode(key, out _));
        Assert.Null(await DeployAsync(key));
    }

    private static (Proof Proof, Fr[] Inputs) Prove(ulong a, ulong b)
    {
        Assert.True(s_system.TrySolve(new Product(Fr.FromUInt64(a), Fr.FromUInt64(b)), out Witness? witness, out _));
        Assert.True(Prover.TryProve(s_key, witness, Fr.FromUInt64(a + 100), Fr.FromUInt64(b + 100), out Proof proof));
        return (proof, witness.PublicInputs.ToArray());
    }

    private static AbiValue Words(Fr[] inputs) => AbiValue.Of([.. inputs.Select(input => (AbiValue)UInt256.FromBytes(input.ToBytes()))]);

    private async Task<bool> AsksAsync(Address verifier, byte[] call)
    {
        byte[] answer = await new EthereumClient(Client).CallAsync(new(verifier, call), BlockReference.Latest, Cancellation);
        return answer[^1] == 1;
    }

    private async Task<Address?> DeployAsync(byte[] key)
    {
        string path = Plimsoll.Tests.Checkout.PathOf("contracts", "out", "Groth16Verifier.sol", "Groth16Verifier.json");
        Assert.SkipUnless(File.Exists(path), "the contracts are not built: build once with Node.js");
        byte[] creation = ContractArtifact.Parse(await File.ReadAllBytesAsync(path, Cancellation)).EncodeCreation(key);
        string from = await Client.SendAsync(new("eth_accounts"), result => result[0].GetString()!, Cancellation);
        string hash = await Client.SendAsync(new("eth_sendTransaction", new JsonObject { ["from"] = from, ["data"] = Hex.Encode(creation), ["gas"] = "0x1000000" }), result => result.GetString()!, Cancellation);
        await Client.SendAsync(new("evm_mine"), result => result.ValueKind, Cancellation); // whether it was mined at once or not
        return await Client.SendAsync(new("eth_getTransactionReceipt", hash), Deployed, Cancellation);
    }

    // Null when it reverted.
    private static Address? Deployed(JsonElement receipt) =>
        receipt.GetProperty("status").GetString() == "0x1" ? Address.Parse(receipt.GetProperty("contractAddress").GetString()!) : null;

    /// <summary>Knows two factors of a number, and tells their sum.</summary>
    private sealed record Product(Fr A, Fr B) : ICircuit
    {
        public void Define(CircuitBuilder builder)
        {
            Signal product = builder.Public(A * B), sum = builder.Public(A + B), a = builder.Secret(A), b = builder.Secret(B);
            builder.AssertProduct(a, b, product);
            builder.AssertEqual(a + b, sum);
        }
    }
}
