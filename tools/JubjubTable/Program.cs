using Plimsoll.Tools.Jubjub;

// usage: dotnet run --project tools/JubjubTable [-- --check]
// Writes the generated file; with --check it only compares, and exits with 1 when it differs.
bool check = args is ["--check"];
if (args.Length > 0 && !check)
{
    Console.Error.WriteLine("usage: JubjubTable [--check]");
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

string target = Path.Combine(root, GeneratorTable.Path);
if (!check)
{
    File.WriteAllText(target, GeneratorTable.Write());
    return 0;
}

if (File.Exists(target) && File.ReadAllText(target) == GeneratorTable.Write())
    return 0;
Console.Error.WriteLine($"{GeneratorTable.Path} is not what the generator writes.");
return 1;
