using System.Text.Json;
using Plimsoll.Snark.Groth16;
using Plimsoll.Snark.Iden3;
using Plimsoll.Snark.Tests.Groth16;

namespace Plimsoll.Snark.Tests.Iden3;

/// <summary>Keys, witnesses and proofs go to snarkjs and come back: iSNK-006.</summary>
public sealed class InteroperationTests(Ceremony ceremony) : IClassFixture<Ceremony>
{
    private static readonly PreimageCircuit s_assignment = new(Fr.FromUInt64(40_000), -Fr.FromUInt64(9));

    [Fact]
    public void The_guide_has_ten_commands() => Assert.Equal(10, Ceremony.Commands.Length);

    [Fact]
    public void The_key_before_any_contribution_is_refused()
    {
        SkipWithoutSnarkjs();
        Assert.Equal(KeyRefusal.GammaIsDelta, ZkeyFile.TryRead(ceremony.Read("circuit_0.zkey"), out ProvingKey? key));
        Assert.Null(key);
    }

    [Fact]
    public async Task Snarkjs_accepts_our_proof_under_the_ceremony_s_key_and_refuses_another_input()
    {
        SkipWithoutSnarkjs();
        ProvingKey key = CeremonyKey();
        Assert.False(key.IsForDevelopment);
        Witness witness = Solve();
        Assert.True(Prover.TryProve(key, witness, Fr.FromUInt64(11), Fr.FromUInt64(22), out Proof proof));
        WriteJson("our_proof.json", writer => SnarkjsJson.WriteProof(proof, writer));
        WriteJson("our_public.json", writer => SnarkjsJson.WriteInputs(witness.PublicInputs, writer));
        await Snarkjs.MustAsync(ceremony.Folder, "groth16", "verify", "verification_key.json", "our_public.json", "our_proof.json");

        Fr[] wrong = [witness.PublicInputs[0], witness.PublicInputs[1] + Fr.One];
        WriteJson("wrong_public.json", writer => SnarkjsJson.WriteInputs(wrong, writer));
        Assert.False((await Snarkjs.RunAsync(ceremony.Folder, "groth16", "verify", "verification_key.json", "wrong_public.json", "our_proof.json")).Succeeded);
    }

    [Fact]
    public async Task We_accept_the_proof_that_snarkjs_makes_from_our_witness()
    {
        SkipWithoutSnarkjs();
        WriteWitness("witness.wtns", Solve());
        await Snarkjs.MustAsync(ceremony.Folder, "wtns", "check", "circuit.r1cs", "witness.wtns");
        await Snarkjs.MustAsync(ceremony.Folder, "groth16", "prove", "circuit_final.zkey", "witness.wtns", "their_proof.json", "their_public.json");
        Proof proof = SnarkjsJson.ReadProof(Json("their_proof.json"));
        Fr[] inputs = SnarkjsJson.ReadInputs(Json("their_public.json"));
        Assert.Equal([s_assignment.Hash, s_assignment.A + s_assignment.B], inputs);
        Assert.Equal(KeyRefusal.None, SnarkjsJson.TryReadKey(Json("verification_key.json"), out VerifyingKey? key));
        Assert.Equal(CeremonyKey().VerifyingKey.Encode(), key!.Encode());
        Assert.True(Verifier.Verify(key, inputs, proof));
        Assert.False(Verifier.Verify(key, [inputs[1], inputs[0]], proof));
    }

    [Fact]
    public async Task Snarkjs_proves_with_our_development_key()
    {
        SkipWithoutSnarkjs();
        ProvingKey key = DevelopmentSetup.Run(ceremony.System, "seed"u8, Proven.Devnet);
        await using (FileStream file = File.Create(ceremony.At("development.zkey")))
            ZkeyFile.Write(key, file);
        WriteWitness("development.wtns", Solve());
        await Snarkjs.MustAsync(ceremony.Folder, "groth16", "prove", "development.zkey", "development.wtns", "development_proof.json", "development_public.json");
        WriteJson("development_key.json", writer => SnarkjsJson.WriteKey(key.VerifyingKey, writer));
        await Snarkjs.MustAsync(ceremony.Folder, "groth16", "verify", "development_key.json", "development_public.json", "development_proof.json");
        Assert.True(Verifier.Verify(key.VerifyingKey, SnarkjsJson.ReadInputs(Json("development_public.json")), SnarkjsJson.ReadProof(Json("development_proof.json"))));
    }

    [Fact]
    public async Task Snarkjs_finds_the_wrong_value_in_our_witness()
    {
        SkipWithoutSnarkjs();
        Fr[] values = Solve().Values.ToArray();
        values[^1] += Fr.One;
        WriteWitness("wrong.wtns", new Witness(values, 2));
        string output = (await Snarkjs.RunAsync(ceremony.Folder, "wtns", "check", "circuit.r1cs", "wrong.wtns")).Output;
        Assert.Contains("not correct", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_key_written_again_is_the_same_key()
    {
        SkipWithoutSnarkjs();
        ProvingKey key = CeremonyKey();
        using MemoryStream first = new(), second = new();
        ZkeyFile.Write(key, first);
        Assert.Equal(KeyRefusal.None, ZkeyFile.TryRead(first.ToArray(), out ProvingKey? again));
        ZkeyFile.Write(again!, second);
        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Equal(ceremony.Read("circuit_final.zkey").Length, first.Length);
        Assert.True(Prover.TryProve(again!, Solve(), Fr.One, Fr.One, out _));
    }

    [Fact]
    public void Our_preparation_of_the_powers_is_snarkjs_own()
    {
        SkipWithoutSnarkjs();
        PowersOfTau theirs = PtauFile.Read(ceremony.Read("pot_final.ptau")), raw = PtauFile.Read(ceremony.Read("pot_beacon.ptau"));
        Assert.True(theirs.IsPrepared);
        Assert.False(raw.IsPrepared);
        PowersOfTau ours = raw.Prepare();
        Assert.Equal(theirs.Lagrange!.TauG1, ours.Lagrange!.TauG1);
        Assert.Equal(theirs.Lagrange.TauG2, ours.Lagrange.TauG2);
        Assert.Equal(theirs.Lagrange.AlphaTauG1, ours.Lagrange.AlphaTauG1);
        Assert.Equal(theirs.Lagrange.BetaTauG1, ours.Lagrange.BetaTauG1);
        using MemoryStream written = new();
        PtauFile.Write(ours, written);
        Assert.Equal(ceremony.Read("pot_final.ptau"), written.ToArray());
    }

    private static void SkipWithoutSnarkjs() => Assert.SkipWhen(Snarkjs.Missing is not null, Snarkjs.Missing ?? "");

    private Witness Solve()
    {
        Assert.True(ceremony.System.TrySolve(s_assignment, out Witness? witness, out _));
        return witness;
    }

    private ProvingKey CeremonyKey()
    {
        Assert.Equal(KeyRefusal.None, ZkeyFile.TryRead(ceremony.Read("circuit_final.zkey"), out ProvingKey? key));
        return key!;
    }

    private JsonElement Json(string name) => JsonSerializer.Deserialize<JsonElement>(ceremony.Read(name));

    private void WriteJson(string name, Action<Utf8JsonWriter> write)
    {
        using FileStream file = File.Create(ceremony.At(name));
        using Utf8JsonWriter writer = new(file);
        write(writer);
    }

    private void WriteWitness(string name, Witness witness)
    {
        using FileStream file = File.Create(ceremony.At(name));
        WtnsFile.Write(witness, file);
    }
}
