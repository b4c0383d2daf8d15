using System.Globalization;
using Plimsoll.Snark.Groth16;
using Plimsoll.Snark.Iden3;

namespace Plimsoll.Ratio;

/// <summary>Phase-2 preparation of powers of tau.</summary>
internal static class Powers
{
    public static async Task PrepareAsync(int log2, bool both)
    {
        string folder = Directory.CreateTempSubdirectory("plimsoll-powers-").FullName;
        try
        {
            Snarkjs snarkjs = new(folder);
            await snarkjs.RunAsync("powersoftau", "new", "bls12-381", log2.ToString(CultureInfo.InvariantCulture), "first.ptau").ConfigureAwait(false);
            TimeSpan elapsed = await snarkjs.RunAsync("powersoftau", "contribute", "first.ptau", "second.ptau", "-n=benchmark", "-e=benchmark").ConfigureAwait(false);
            Measure.Print("snarkjs: contribute", elapsed);
            byte[] file = File.ReadAllBytes(Path.Combine(folder, "second.ptau"));
            PowersOfTau read = Measure.Of("Plimsoll: read, every point checked", () => PtauFile.Read(file));
            PowersOfTau prepared = Measure.Of("Plimsoll: prepare phase 2", () => read.Prepare());
            using (FileStream stream = File.Create(Path.Combine(folder, "ours.ptau"), 1 << 20))
                PtauFile.Write(prepared, stream);
            if (!both)
                return;
            elapsed = await snarkjs.RunAsync("powersoftau", "prepare", "phase2", "second.ptau", "theirs.ptau").ConfigureAwait(false);
            Measure.Print("snarkjs: prepare phase2", elapsed);
            bool same = File.ReadAllBytes(Path.Combine(folder, "ours.ptau")).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, "theirs.ptau")));
            Console.WriteLine(same ? "both files are the same, byte for byte" : "the files differ");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
