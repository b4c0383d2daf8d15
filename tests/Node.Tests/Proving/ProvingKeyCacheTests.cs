using Plimsoll.Batches;
using Plimsoll.Node.Proving;
using Plimsoll.Proofs;

namespace Plimsoll.Node.Tests.Proving;

/// <summary>A key is used when it is the circuit's and unharmed; on a development chain whatever is refused is made anew, elsewhere nothing is made.</summary>
public sealed class ProvingKeyCacheTests : IDisposable
{
    private const ulong Anvil = 31337, Mainnet = 1;

    private static readonly SegmentCircuit s_circuit = new(SegmentKind.Queue, new(2, 1, DataLayout.Compact)), s_other = new(SegmentKind.Queue, new(2, 1, DataLayout.Full));

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-keys-").FullName;
    private readonly List<string> _said = [];

    [Fact]
    public void Keys_are_made_once_refused_when_they_are_not_what_was_written_and_made_again()
    {
        ProvingKeyCache cache = new(_folder, Anvil, _said.Add);
        byte[] made = cache.Load(s_circuit).Key.VerifyingKey.Encode();
        Says("not there");
        Assert.Equal(made, cache.Load(s_circuit).Key.VerifyingKey.Encode());
        Assert.Empty(_said);

        Flip(PathOf(s_circuit, ".zkey"), 12_345);
        Assert.Equal(made, cache.Load(s_circuit).Key.VerifyingKey.Encode());
        Says("damaged");

        File.WriteAllText(PathOf(s_circuit, ".json"), "{}");
        cache.Load(s_circuit);
        Says("damaged");

        // Another circuit's key under this one's name, manifest and all.
        cache.Load(s_other);
        _said.Clear();
        foreach (string extension in (string[])[".zkey", ".json"])
            File.Copy(PathOf(s_other, extension), PathOf(s_circuit, extension), overwrite: true);
        Assert.Equal(made, cache.Load(s_circuit).Key.VerifyingKey.Encode());
        Says("of another circuit");

        // A manifest that names this circuit, and a file that is another's.
        File.Copy(PathOf(s_other, ".zkey"), PathOf(s_circuit, ".zkey"), overwrite: true);
        cache.Load(s_circuit);
        Says("damaged");
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder), file => file.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_money_is_real_nothing_is_made_and_no_development_key_is_used()
    {
        ProvingKeyCache real = new(_folder, Mainnet);
        Assert.Equal(KeyCacheRefusal.Missing, Assert.Throws<KeyRefusedException>(() => real.Load(s_circuit)).Refusal);
        new ProvingKeyCache(_folder, Anvil).Load(s_circuit);
        Assert.Equal(KeyCacheRefusal.ForDevelopment, Assert.Throws<KeyRefusedException>(() => real.Load(s_circuit)).Refusal);
        Assert.Equal(KeyCacheRefusal.ForDevelopment, Assert.Throws<KeyRefusedException>(() => real.Import(s_circuit, PathOf(s_circuit, ".zkey"))).Refusal);
    }

    [Fact]
    public void A_key_that_is_taken_over_is_the_circuits_and_whole()
    {
        ProvingKeyCache cache = new(_folder, Anvil);
        cache.Load(s_circuit);
        string key = Path.Combine(_folder, "ceremony.zkey");
        File.Copy(PathOf(s_circuit, ".zkey"), key);
        Assert.Equal(KeyCacheRefusal.Foreign, Assert.Throws<KeyRefusedException>(() => cache.Import(s_other, key)).Refusal);
        Assert.False(File.Exists(PathOf(s_other, ".zkey")));
        using (FileStream cut = File.OpenWrite(key))
            cut.SetLength(cut.Length - 1);
        Assert.Equal(KeyCacheRefusal.Damaged, Assert.Throws<KeyRefusedException>(() => cache.Import(s_circuit, key)).Refusal);
        File.Copy(PathOf(s_circuit, ".zkey"), key, overwrite: true);
        File.Delete(PathOf(s_circuit, ".json"));
        cache.Import(s_circuit, key);
        ProvingKeyCache again = new(_folder, Anvil, _said.Add);
        again.Load(s_circuit);
        Assert.Empty(_said);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Says(string text)
    {
        Assert.Contains(text, _said[0], StringComparison.Ordinal);
        _said.Clear();
    }

    private string PathOf(SegmentCircuit circuit, string extension) => Path.Combine(_folder, circuit.Name + extension);

    private static void Flip(string file, int offset)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[offset] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
