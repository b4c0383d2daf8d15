using System.Security.Cryptography;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Kzg;

// usage: dotnet run --project tools/TrustedSetup -- trusted_setup.txt    writes the embedded files from the published text
//        dotnet run --project tools/TrustedSetup -- --check              checks the embedded files
const string Folder = "src/Crypto/Kzg/Mainnet";
const string PublishedHash = "d39b9f2d047cc9dca2de58f264b6a09448ccd34db967881a6713eacacf0f26b7";

if (args.Length != 1 || Repository.FindRoot() is not { } root)
{
    Console.Error.WriteLine("usage, inside the repository: TrustedSetup (trusted_setup.txt | --check)");
    return 2;
}

string setupFile = Path.Combine(root, Folder, "setup.bin"), columnsFile = Path.Combine(root, Folder, "cell-columns.bin");
bool check = args[0] == "--check";
TrustedSetup setup = check ? TrustedSetup.FromTrustedBytes(File.ReadAllBytes(setupFile)) : TrustedSetup.FromText(File.ReadAllText(args[0]));
if (Hash(System.Text.Encoding.ASCII.GetBytes(setup.ToText())) != PublishedHash)
    return Fail("This is not the published setup of Ethereum mainnet.");
if (!setup.IsConsistent(Fr.FromUInt64(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))))))
    return Fail("The points do not belong to one secret.");

Console.WriteLine("The setup is the published one and consistent; transforming it takes a few seconds.");
byte[] columns = CellColumns.Compute(setup).ToBytes();
if (!check)
{
    File.WriteAllBytes(setupFile, setup.ToBytes());
    File.WriteAllBytes(columnsFile, columns);
}
else if (!columns.AsSpan().SequenceEqual(File.ReadAllBytes(columnsFile)))
{
    return Fail($"{columnsFile} is not the transform of the setup.");
}

foreach (string file in new[] { setupFile, columnsFile })
    Console.WriteLine($"{Path.GetFileName(file)} sha256 {Hash(File.ReadAllBytes(file))}");
return 0;

static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
