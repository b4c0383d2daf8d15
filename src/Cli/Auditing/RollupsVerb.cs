using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Solvency.Import;

namespace Plimsoll.Cli.Auditing;

/// <summary><c>plimsoll rollups</c>: what is published about other people's rollups.</summary>
internal sealed class RollupsVerb : Command
{
    public RollupsVerb()
        : base("rollups", "Facts about other people's rollups.") => Add(new ImportVerb());

    private sealed class ImportVerb : Verb
    {
        private const long MaxFile = 32 << 20;

        public ImportVerb()
            : base(
                "import",
                "Read L2BEAT discovery files and print windows, delays, bonds, powers and flags of each project, with the model's static haircut.",
                "rollups import discovery",
                "rollups import discovery --json")
        {
            Argument<string> folder = new("DIR") { Description = "A folder with discovered.json files, at any depth." };
            ParametersOption parameters = new();
            Add(folder);
            Add(parameters);
            Does((result, terminal) =>
            {
                RollupImport import = Read(result.GetValue(folder)!);
                using MemoryStream json = new();
                ImportText.WriteJson(import, parameters.Read(result), json);
                using StringWriter table = new();
                ImportText.WriteTable(import, parameters.Read(result), table);
                terminal.Answer(JsonNode.Parse(json.ToArray())!, [table.ToString().TrimEnd()]);
                foreach ((string file, string error) in import.Errors)
                    terminal.Warn($"left out, {file}: {error}");
                return import.Errors.Count == 0 ? ExitCode.Success : ExitCode.CheckFailed;
            });
        }

        private static RollupImport Read(string folder)
        {
            RollupImport import = new();
            foreach (string file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(IsDiscovery))
            {
                if (new FileInfo(file).Length > MaxFile)
                    throw CommandException.WrongInput($"{file} is larger than {MaxFile >> 20} MiB");
                import.Add(Path.GetRelativePath(folder, file), File.ReadAllBytes(file));
            }

            return import.FileCount + import.Errors.Count > 0 ? import : throw CommandException.WrongInput($"{folder} has no discovered.json", "Name a folder of L2BEAT discovery output.");
        }

        private static bool IsDiscovery(string path) => Path.GetFileName(path).StartsWith("discovered", StringComparison.Ordinal);
    }
}
