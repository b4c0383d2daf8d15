using Plimsoll.Tools.Poseidon2;

// usage: dotnet run --project tools/Poseidon2Parameters [-- --check]
// Writes the generated files; with --check it only compares, and exits with 1 when one of them differs.
bool check = args is ["--check"];
if (args.Length > 0 && !check)
{
    Console.Error.WriteLine("usage: Poseidon2Parameters [--check]");
    return 2;
}

string? root = Directory.GetCurrentDirectory();
while (root is not null && !File.Exists(Path.Combine(root, "Plimsoll.slnx")))
    root = Path.GetDirectoryName(root);
if (root is null)
{
    Console.Error.WriteLine("Run it inside the repository: no Plimsoll.slnx is above the current folder.");
    return 2;
}

int differing = 0;
foreach ((string path, string text) in GeneratedFiles.All())
{
    string target = Path.Combine(root, path);
    if (!check)
    {
        File.WriteAllText(target, text);
    }
    else if (!File.Exists(target) || File.ReadAllText(target) != text)
    {
        Console.Error.WriteLine($"{path} is not what the generator writes.");
        differing++;
    }
}

return differing == 0 ? 0 : 1;
