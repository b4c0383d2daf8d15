using Plimsoll.Snark.Iden3;

namespace Plimsoll.Snark.Tests.Iden3;

/// <summary>A ceremony of two people and two beacons, by the commands of docs/guides/ceremony.md; its files live as long as the tests.</summary>
public sealed class Ceremony : IAsyncLifetime
{
    internal ConstraintSystem System { get; } = ConstraintSystem.Compile(new PreimageCircuit(default, default));

    /// <summary>Where the files are.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("plimsoll-ceremony-").FullName;

    internal static string[][] Commands =>
    [
        .. File.ReadLines(Plimsoll.Tests.Checkout.PathOf("docs", "guides", "ceremony.md"))
            .Where(line => line.StartsWith("snarkjs ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1..]),
    ];

    public async ValueTask InitializeAsync()
    {
        if (Snarkjs.Missing is not null)
            return;
        await using (FileStream file = File.Create(At("circuit.r1cs")))
            R1csFile.Write(System, file);
        foreach (string[] command in Commands)
            await Snarkjs.MustAsync(Folder, command);
    }

    public string At(string name) => Path.Combine(Folder, name);

    internal byte[] Read(string name) => File.ReadAllBytes(At(name));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
