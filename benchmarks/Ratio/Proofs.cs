using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Plimsoll.Benchmarks;
using Plimsoll.Crypto.Fields;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Groth16;
using Plimsoll.Snark.Iden3;

namespace Plimsoll.Ratio;

/// <summary>Groth16 proofs by two provers.</summary>
internal static class Proofs
{
    private const ulong DevelopmentChain = 31337;

    public static async Task CompareAsync(int constraints, int rounds)
    {
        (ProvingKey key, Witness witness) = Prepare(constraints);
        string folder = Directory.CreateTempSubdirectory("plimsoll-ratio-").FullName;
        try
        {
            Write("circuit.zkey", stream => ZkeyFile.Write(key, stream));
            Write("witness.wtns", stream => WtnsFile.Write(witness, stream));
            WriteJson("key.json", json => SnarkjsJson.WriteKey(key.VerifyingKey, json));
            Snarkjs snarkjs = new(folder);
            List<TimeSpan> theirs = [], ours = [], oursFromFile = [];
            for (int round = 0; round < rounds; round++)
            {
                TimeSpan elapsed = await snarkjs.RunAsync("groth16", "prove", "circuit.zkey", "witness.wtns", "proof.json", "public.json").ConfigureAwait(false);
                Measure.Print("snarkjs: groth16 prove", elapsed);
                theirs.Add(elapsed);
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "proof.json")));
                if (!Verifier.Verify(key.VerifyingKey, witness.PublicInputs, SnarkjsJson.ReadProof(document.RootElement)))
                    throw new InvalidOperationException("The proof of snarkjs does not verify here.");

                long start = Stopwatch.GetTimestamp();
                if (ZkeyFile.TryRead(File.ReadAllBytes(Path.Combine(folder, "circuit.zkey")), out ProvingKey? read) != KeyRefusal.None)
                    throw new InvalidOperationException("The key is refused.");
                Witness known = WtnsFile.Read(File.ReadAllBytes(Path.Combine(folder, "witness.wtns")), witness.PublicCount);
                TimeSpan reading = Stopwatch.GetElapsedTime(start);
                start = Stopwatch.GetTimestamp();
                Proof proof = Measure.Of("Plimsoll: proof, key in memory", () => Prove(read!, known));
                ours.Add(Stopwatch.GetElapsedTime(start));
                oursFromFile.Add(ours[^1] + reading);
                WriteJson("ours.json", json => SnarkjsJson.WriteProof(proof, json));
                WriteJson("inputs.json", json => SnarkjsJson.WriteInputs(witness.PublicInputs, json));
                await snarkjs.RunAsync("groth16", "verify", "key.json", "inputs.json", "ours.json").ConfigureAwait(false);
            }

            (TimeSpan a, TimeSpan b, TimeSpan c) = (Measure.MedianOf(theirs), Measure.MedianOf(ours), Measure.MedianOf(oursFromFile));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                medians of {rounds}: snarkjs {a.TotalSeconds:F2} s from files; Plimsoll {c.TotalSeconds:F2} s from the same files with every point checked, {b.TotalSeconds:F2} s with the key in memory
                ratio: {a / c:F2} from files, {a / b:F2} with the key in memory
                """));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Write(string name, Action<Stream> content)
        {
            using FileStream stream = File.Create(Path.Combine(folder, name), 1 << 20);
            content(stream);
        }

        void WriteJson(string name, Action<Utf8JsonWriter> content) => Write(name, stream =>
        {
            using Utf8JsonWriter json = new(stream);
            content(json);
        });
    }

    public static void MakeAlone(int constraints, int rounds)
    {
        (ProvingKey key, Witness witness) = Prepare(constraints);
        for (int round = 0; round < rounds; round++)
            Measure.Of("proof", () => Prove(key, witness));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F0} MiB resident at most"));
    }

    private static (ProvingKey Key, Witness Witness) Prepare(int constraints)
    {
        PowerCircuit circuit = new(constraints - 1, Fr.FromUInt64(3));
        ConstraintSystem system = Measure.Of("compile", () => ConstraintSystem.Compile(circuit));
        ProvingKey key = Measure.Of("set-up for development", () => DevelopmentSetup.Run(system, "benchmark"u8, DevelopmentChain));
        return (key, Measure.Of("witness", () => system.TrySolve(circuit, out Witness? witness, out string? violation) ? witness : throw new InvalidOperationException(violation)));
    }

    // Random r and s of full size, as for a proof that reveals nothing: snarkjs takes them, too.
    private static Proof Prove(ProvingKey key, Witness witness) =>
        Prover.TryProve(key, witness, Fr.Inverse(Fr.FromUInt64(7)), Fr.Inverse(Fr.FromUInt64(11)), out Proof proof) ? proof : throw new InvalidOperationException("No proof.");
}
