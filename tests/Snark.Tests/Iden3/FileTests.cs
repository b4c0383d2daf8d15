using System.Text.Json;
using Plimsoll.Snark.Groth16;
using Plimsoll.Snark.Iden3;
using Plimsoll.Snark.Tests.Circuits;
using Plimsoll.Snark.Tests.Groth16;

namespace Plimsoll.Snark.Tests.Iden3;

/// <summary>The formats alone: round trips, and files that are not what they say.</summary>
public sealed class FileTests
{
    private static readonly ConstraintSystem s_system = ConstraintSystem.Compile(new PreimageCircuit(default, default));

    private static readonly byte[] s_r1cs = Written(stream => R1csFile.Write(s_system, stream));

    private static readonly byte[] s_zkey = Written(stream => ZkeyFile.Write(Proven.Key, stream));

    [Fact]
    public void A_constraint_system_survives_its_file()
    {
        ConstraintSystem read = R1csFile.Read(s_r1cs);
        Assert.Equal((s_system.WireCount, s_system.PublicCount, s_system.ConstraintCount), (read.WireCount, read.PublicCount, read.ConstraintCount));
        Assert.Equal(s_r1cs, Written(stream => R1csFile.Write(read, stream)));
        Assert.True(s_system.TrySolve(new PreimageCircuit(Fr.One, Fr.One), out Witness? witness, out _));
        Assert.Equal(-1, read.FindViolation(witness));
        Fr[] values = witness.Values.ToArray();
        values[5] += Fr.One;
        Assert.InRange(read.FindViolation(new Witness(values, 2)), 0, read.ConstraintCount);
    }

    [Fact]
    public void A_witness_survives_its_file()
    {
        Assert.True(s_system.TrySolve(new PreimageCircuit(Fr.One, -Fr.One), out Witness? witness, out _));
        byte[] file = Written(stream => WtnsFile.Write(witness, stream));
        Witness read = WtnsFile.Read(file, 2);
        Assert.Equal(witness.Values.ToArray(), read.Values.ToArray());
        Assert.Equal(witness.PublicInputs.ToArray(), read.PublicInputs.ToArray());
        Assert.Throws<Iden3Exception>(() => WtnsFile.Read(file.AsSpan(0, file.Length - 1), 2));
        file[^1] = 0xff; // not below r
        Assert.Throws<Iden3Exception>(() => WtnsFile.Read(file, 2));
    }

    [Fact]
    public void A_key_survives_its_file_and_so_does_its_mark()
    {
        Assert.Equal(KeyRefusal.None, ZkeyFile.TryRead(s_zkey, out ProvingKey? key));
        Assert.True(key!.IsForDevelopment);
        Assert.Equal(s_zkey, Written(stream => ZkeyFile.Write(key, stream)));
        Assert.True(Proven.System.TrySolve(new CubicCircuit(Fr.FromUInt64(3), Fr.FromUInt64(35)), out Witness? witness, out _));
        Assert.True(Prover.TryProve(key, witness, Fr.One, Fr.One, out Proof proof));
        Assert.True(Verifier.Verify(Proven.Key.VerifyingKey, [Fr.FromUInt64(35)], proof));
    }

    [Fact]
    public void A_file_that_is_cut_short_anywhere_is_refused()
    {
        for (int length = 0; length < s_r1cs.Length; length += 97)
            Assert.Throws<Iden3Exception>(() => R1csFile.Read(s_r1cs.AsSpan(0, length)));
        for (int length = 0; length < s_zkey.Length; length += 41)
            Assert.Throws<Iden3Exception>(() => ZkeyFile.TryRead(s_zkey.AsSpan(0, length), out _));
        Assert.Throws<Iden3Exception>(() => R1csFile.Read([.. s_r1cs, 0]));
        Assert.Throws<Iden3Exception>(() => R1csFile.Read(s_zkey));
        Assert.Throws<Iden3Exception>(() => ZkeyFile.TryRead(s_r1cs, out _));
    }

    [Fact]
    public void Whatever_byte_is_changed_a_key_is_refused_or_proves_nothing_wrong()
    {
        Assert.True(Proven.System.TrySolve(new CubicCircuit(Fr.FromUInt64(3), Fr.FromUInt64(35)), out Witness? witness, out _));
        int proven = 0;
        for (int i = 0; i < s_zkey.Length; i += 23)
        {
            byte[] changed = [.. s_zkey];
            changed[i] ^= 0x10;
            ProvingKey? key;
            try
            {
                if (ZkeyFile.TryRead(changed, out key) != KeyRefusal.None)
                    continue;
            }
            catch (Iden3Exception)
            {
                continue;
            }

            bool holds = Prover.TryProve(key!, witness, Fr.One, Fr.One, out Proof proof);
            Assert.True(!holds || Verifier.Verify(Proven.Key.VerifyingKey, [Fr.FromUInt64(35)], proof));
            proven += holds ? 1 : 0;
        }

        Assert.InRange(proven, 0, 20); // the record of contributions alone is free text
    }

    [Fact]
    public void Counts_that_the_file_has_no_room_for_reserve_no_memory()
    {
        byte[] changed = [.. s_r1cs];
        changed.AsSpan(12 + 12 + 36, 4).Fill(0x7f); // wires
        changed.AsSpan(12 + 12 + 36 + 24, 4).Fill(0xff); // constraints
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<Iden3Exception>(() => R1csFile.Read(changed));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Proofs_inputs_and_keys_survive_their_json()
    {
        (Fr input, Proof proof) = Proven.Cubic(3);
        Assert.Equal(proof, SnarkjsJson.ReadProof(Json(writer => SnarkjsJson.WriteProof(proof, writer))));
        Proof infinite = new(default, default, proof.C);
        Assert.Equal(infinite, SnarkjsJson.ReadProof(Json(writer => SnarkjsJson.WriteProof(infinite, writer))));
        Assert.Equal([input, -Fr.One, Fr.Zero], SnarkjsJson.ReadInputs(Json(writer => SnarkjsJson.WriteInputs([input, -Fr.One, Fr.Zero], writer))));
        Assert.Equal(KeyRefusal.None, SnarkjsJson.TryReadKey(Json(writer => SnarkjsJson.WriteKey(Proven.Key.VerifyingKey, writer)), out VerifyingKey? key));
        Assert.Equal(Proven.Key.VerifyingKey.Encode(), key!.Encode());
    }

    [Theory]
    [InlineData("""["52435875175126190479447740508185965837690552500527637822603658699938581184513"]""")] // r
    [InlineData("""["-1"]""")]
    [InlineData("""["01"]""")]
    [InlineData("""[""]""")]
    [InlineData("""["1e3"]""")]
    [InlineData("""["999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999"]""")]
    [InlineData("[1]")]
    [InlineData("{}")]
    public void Inputs_that_are_not_canonical_are_refused(string json) =>
        Assert.Throws<Iden3Exception>(() => SnarkjsJson.ReadInputs(JsonSerializer.Deserialize<JsonElement>(json)));

    [Fact]
    public void Decimal_text_is_the_number() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            string text = DecimalText.Format(bytes);
            byte[] parsed = new byte[bytes.Length];
            return text == new System.Numerics.BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString()
                && (bytes.Length == 0 || (DecimalText.TryParse(text, parsed) && parsed.SequenceEqual(bytes)));
        });

    private static byte[] Written(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return stream.ToArray();
    }

    private static JsonElement Json(Action<Utf8JsonWriter> write) => JsonSerializer.Deserialize<JsonElement>(Written(stream =>
    {
        using Utf8JsonWriter writer = new(stream);
        write(writer);
    }));
}
