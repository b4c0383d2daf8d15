using Plimsoll.Tools.LaneKernels;

// usage: LaneKernels [--check] FOLDER   writes the generated vector kernels of src/Crypto/Fields, or compares them with what is there
bool check = args is ["--check", _];
if (!check && args.Length != 1)
{
    Console.Error.WriteLine("usage: LaneKernels [--check] FOLDER");
    return 2;
}

int stale = 0;
foreach ((string file, string text) in LaneKernelFiles.All())
{
    string path = Path.Combine(args[^1], file);
    if (!check)
    {
        File.WriteAllText(path, text);
    }
    else if (!File.Exists(path) || File.ReadAllText(path) != text)
    {
        Console.Error.WriteLine($"{path} differs from what the generator writes");
        stale++;
    }
}

return stale == 0 ? 0 : 1;
