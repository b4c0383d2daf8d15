using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.L1.Hashing;
using Plimsoll.Node.Proving;
using Plimsoll.Proofs;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Iden3;

namespace Plimsoll.Cli.Proving;

/// <summary><c>plimsoll ceremony</c>: circuits out to a ceremony, and its keys back in.</summary>
internal sealed class CeremonyVerb : Command
{
    public CeremonyVerb()
        : base("ceremony", "Give circuits to a key ceremony, and take its keys over: docs/guides/ceremony.md.")
    {
        Add(new Begin());
        Add(new Finish());
    }

    private sealed class Begin : Verb
    {
        public Begin()
            : base("begin", "Write a rollup's circuits as .r1cs files, and say what comes next.", "ceremony begin --depth 12 --layout compact --out ceremony")
        {
            CircuitOptions options = new();
            Option<string> output = new("--out") { Description = "Where the files go.", HelpName = "DIR", DefaultValueFactory = _ => "ceremony" };
            options.AddTo(this);
            Add(output);
            Does((result, terminal) =>
            {
                string folder = Directory.CreateDirectory(result.GetValue(output)!).FullName;
                CircuitSet circuits = options.Read(result);
                JsonArray list = [];
                List<string> lines = [];
                int exponent = 1;
                for (int number = 0; number < circuits.Count; number++)
                {
                    SegmentCircuit circuit = circuits[number];
                    terminal.Progress($"compiling {circuit.Name} …");
                    ConstraintSystem system = circuit.Compile();
                    string file = Path.Combine(folder, circuit.Name + ".r1cs");
                    using (FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
                        R1csFile.Write(system, stream);
                    while (1L << exponent < (long)system.ConstraintCount + system.PublicCount + 1)
                        exponent++;
                    string digest = ProvingKeyCache.DigestOf(system).ToString();
                    list.Add(new JsonObject { ["circuit"] = circuit.Name, ["file"] = file, ["constraints"] = system.ConstraintCount, ["sha256"] = digest });
                    lines.Add($"{file}: {system.ConstraintCount:N0} constraints, SHA-256 {digest}");
                }

                lines.Add("Next, with snarkjs 0.7.6 (docs/guides/ceremony.md says all of it):");
                lines.Add($"  snarkjs powersoftau new bls12-381 {exponent} pot_0.ptau    # then contribute, beacon, prepare phase2");
                lines.AddRange(Enumerable.Range(0, circuits.Count).Select(i => $"  snarkjs groth16 setup {circuits[i].Name}.r1cs pot_final.ptau {circuits[i].Name}_0.zkey    # then contribute, beacon"));
                lines.AddRange(Enumerable.Range(0, circuits.Count).Select(i => $"  plimsoll ceremony finish {circuits[i].Name} {circuits[i].Name}_final.zkey --chain 1"));
                terminal.Answer(new JsonObject { ["exponent"] = exponent, ["circuits"] = list }, lines);
                return ExitCode.Success;
            });
        }
    }

    private sealed class Finish : Verb
    {
        public Finish()
            : base("finish", "Check a ceremony's key and take it over into the folder of keys.", "ceremony finish users-13-compact-12-3 users_final.zkey --depth 12 --chain 1")
        {
            Argument<string> name = new("CIRCUIT") { Description = "The circuit's name, as begin said it." };
            Argument<string> file = new("ZKEY") { Description = "The key that the ceremony made." };
            Option<ulong> chain = new("--chain") { Description = "Where the key is used.", HelpName = "ID", DefaultValueFactory = _ => 1 };
            CircuitOptions options = new();
            Add(name);
            Add(file);
            options.AddTo(this);
            Add(chain);
            Does((result, terminal) =>
            {
                CircuitSet circuits = options.Read(result);
                SegmentCircuit circuit = Enumerable.Range(0, circuits.Count).Select(i => circuits[i]).FirstOrDefault(it => it.Name == result.GetValue(name))
                    ?? throw CommandException.WrongInput(
                        $"there is no circuit \"{result.GetValue(name)}\" for this depth and layout", $"There are {string.Join(", ", Enumerable.Range(0, circuits.Count).Select(i => circuits[i].Name))}.");
                string folder = result.GetValue(options.Keys)!;
                try
                {
                    CircuitKey key = new ProvingKeyCache(folder, result.GetValue(chain), terminal.Progress).Import(circuit, result.GetValue(file)!);
                    byte[] encoded = key.Key.VerifyingKey.Encode();
                    string hash = Keccak256.Hash(encoded).ToString(), verifying = Path.Combine(folder, $"{circuit.Name}.vkey");
                    File.WriteAllBytes(verifying, encoded);
                    terminal.Answer(
                        new JsonObject { ["circuit"] = circuit.Name, ["keyHash"] = hash, ["verifyingKey"] = verifying, ["keys"] = folder },
                        [$"{circuit.Name}: taken over into {folder}; its verifier on L1 has the key {hash}: deploy it with {verifying}", "Whether the ceremony was honest, `snarkjs zkey verify` says."]);
                    return ExitCode.Success;
                }
                catch (KeyRefusedException e)
                {
                    throw CommandException.Refused(e.Message);
                }
            });
        }
    }
}
