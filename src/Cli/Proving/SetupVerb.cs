using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.L1.Hashing;
using Plimsoll.Node.Proving;
using Plimsoll.Proofs;

namespace Plimsoll.Cli.Proving;

/// <summary><c>plimsoll setup</c>: the proving keys of a rollup's circuits, checked, and on development chains made.</summary>
internal sealed class SetupVerb : Verb
{
    public SetupVerb()
        : base(
            "setup",
            "Check a rollup's proving keys; on a development chain, make those that are missing or damaged.",
            "setup",
            "setup --depth 12 --layout compact --keys keys --chain 1")
    {
        CircuitOptions options = new();
        Option<ulong> chain = new("--chain") { Description = "Where the keys are used; 31337 and 1337 are development chains.", HelpName = "ID", DefaultValueFactory = _ => 31337 };
        options.AddTo(this);
        Add(chain);
        Does((result, terminal) =>
        {
            CircuitSet circuits = options.Read(result);
            ProvingKeyCache cache = new(result.GetValue(options.Keys)!, result.GetValue(chain), terminal.Progress);
            JsonArray list = [];
            List<string> lines = [];
            for (int number = 0; number < circuits.Count; number++)
            {
                Stopwatch clock = Stopwatch.StartNew();
                CircuitKey key = Load(cache, circuits[number]);
                byte[] encoded = key.Key.VerifyingKey.Encode();
                string hash = Keccak256.Hash(encoded).ToString(), file = Path.Combine(result.GetValue(options.Keys)!, $"{key.Circuit.Name}.vkey");
                File.WriteAllBytes(file, encoded);
                list.Add(new JsonObject
                {
                    ["number"] = number,
                    ["circuit"] = key.Circuit.Name,
                    ["constraints"] = key.System.ConstraintCount,
                    ["keyHash"] = hash,
                    ["verifyingKey"] = file,
                    ["development"] = key.Key.IsForDevelopment,
                    ["seconds"] = Math.Round(clock.Elapsed.TotalSeconds, 1),
                });
                lines.Add($"{number}  {key.Circuit.Name}: {key.System.ConstraintCount:N0} constraints, key {hash}{(key.Key.IsForDevelopment ? ", for development" : "")}, {file} ({clock.Elapsed.TotalSeconds:0.0} s)");
            }

            terminal.Answer(list, lines);
            return ExitCode.Success;
        });
    }

    internal static CircuitKey Load(ProvingKeyCache cache, SegmentCircuit circuit)
    {
        try
        {
            return cache.Load(circuit);
        }
        catch (KeyRefusedException e)
        {
            throw CommandException.Refused(e.Message, "Keys for a chain where money is real come from a ceremony: plimsoll ceremony.");
        }
    }
}
