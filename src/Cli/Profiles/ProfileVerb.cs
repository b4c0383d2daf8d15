using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Profiles;

/// <summary><c>plimsoll profile</c>: documents that say what a rollup promises.</summary>
internal sealed class ProfileVerb : Command
{
    public ProfileVerb()
        : base("profile", "Write, check and explain what a rollup promises.")
    {
        Add(new NewProfile());
        Add(new ValidateProfile());
        Add(new ExplainProfile());
    }

    private static Argument<string> FileArgument() => new("FILE") { Description = "A profile document." };

    private sealed class NewProfile : Verb
    {
        public NewProfile()
            : base("new", "Write a profile to start from.", "profile new devnet", "profile new production --out my-rollup.json")
        {
            Argument<string> preset = new("PRESET") { Description = "Optimistic: devnet (seconds), production (days); by proof: devnet-validity, validity; by several kinds: devnet-quorum, devnet-multi, multi." };
            preset.AcceptOnlyFromAmong([.. ProfilePresets.Names]);
            Option<string?> file = new("--out") { Description = "Where to write it; never over an existing file. Default: the terminal.", HelpName = "FILE" };
            Add(preset);
            Add(file);
            Does((result, terminal) =>
            {
                string text = ProfileReader.Write(ProfilePresets.Get(result.GetValue(preset)!));
                if (result.GetValue(file) is not { } path)
                {
                    terminal.Answer(JsonNode.Parse(text)!, [text.TrimEnd()]);
                    return ExitCode.Success;
                }

                using (FileStream target = new(path, FileMode.CreateNew))
                    target.Write(System.Text.Encoding.UTF8.GetBytes(text));
                terminal.Answer(new JsonObject { ["file"] = path }, [$"Wrote {path}. Next: plimsoll profile explain {path}"]);
                return ExitCode.Success;
            });
        }
    }

    private sealed class ValidateProfile : Verb
    {
        public ValidateProfile()
            : base("validate", "Check a profile; exit code 3 and every problem if it cannot be deployed.", "profile validate my-rollup.json")
        {
            Argument<string> file = FileArgument();
            Add(file);
            Does((result, terminal) =>
            {
                ProfileDocument document = ProfileReader.Read(result.GetValue(file)!);
                IReadOnlyList<string> problems = ProfileRules.Check(document);
                JsonObject json = new()
                {
                    ["valid"] = problems.Count == 0,
                    ["profileHash"] = ProfileReader.HashOf(document).ToString(),
                    ["problems"] = new JsonArray([.. problems.Select(problem => JsonValue.Create(problem))]),
                };
                terminal.Answer(json, problems.Count == 0
                    ? [$"valid: {document.Name} ({ProfileReader.HashOf(document)})"]
                    : problems.Select(problem => $"- {problem}").Prepend("not valid:"));
                return problems.Count == 0 ? ExitCode.Success : ExitCode.WrongInput;
            });
        }
    }

    private sealed class ExplainProfile : Verb
    {
        public ExplainProfile()
            : base("explain", "Say what a profile costs, how long money takes to leave, and whom it trusts.", "profile explain my-rollup.json", "profile explain my-rollup.json --json")
        {
            Argument<string> file = FileArgument();
            Add(file);
            Does((result, terminal) =>
            {
                ProfileExplanation explanation = new(ProfileReader.ReadValid(result.GetValue(file)!), GasFigures.Of("Rollup"), GasFigures.Of("Votes"));
                terminal.Answer(explanation.ToJson(), explanation.Lines());
                return ExitCode.Success;
            });
        }
    }
}
