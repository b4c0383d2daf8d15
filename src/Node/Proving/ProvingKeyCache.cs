using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Proofs;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Groth16;
using Plimsoll.Snark.Iden3;

namespace Plimsoll.Node.Proving;

/// <summary>Proving keys in a folder: <c>name.zkey</c> with a manifest beside it. On development chains, keys that are not there are made.</summary>
/// <remarks>
/// A key is used when the manifest names its circuit and both hashes are right; a file that is damaged or of another circuit is refused, and on a development chain made anew. Development keys come from a
/// seed that everybody knows, so they are the same everywhere, and prove nothing to anybody. Files are written whole or not at all. Spec: docs/spec/proving.md#keys.
/// </remarks>
/// <param name="folder">The folder; made if it does not exist.</param>
/// <param name="chainId">Where the keys are used.</param>
/// <param name="progress">Is told what takes time.</param>
public sealed class ProvingKeyCache(string folder, ulong chainId, Action<string>? progress = null)
{
    /// <summary>Returns a circuit's key; on a development chain it makes what it refuses.</summary>
    /// <exception cref="KeyRefusedException">The key is refused, and the chain is no development chain.</exception>
    public CircuitKey Load(SegmentCircuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ConstraintSystem system = circuit.Compile();
        Bytes32 digest = DigestOf(system);
        KeyCacheRefusal? refusal = TryRead(circuit, digest, out ProvingKey? key);
        if (key is null && DevelopmentSetup.IsDevelopmentChain(chainId))
        {
            progress?.Invoke(
                $"key {circuit.Name}: {(refusal == KeyCacheRefusal.Missing ? "not there" : $"refused, {Say(refusal!.Value)}")}; making a development key for {system.ConstraintCount:N0} constraints …");
            key = Make(circuit, system, digest);
        }

        return key is not null ? new(circuit, system, key) : throw new KeyRefusedException(refusal!.Value, $"The key {PathOf(circuit, ".zkey")} is refused: {Say(refusal!.Value)}.");
    }

    /// <summary>Returns the keys of all circuits of a rollup, by number.</summary>
    /// <exception cref="KeyRefusedException">A key is refused, and the chain is no development chain.</exception>
    public IReadOnlyList<CircuitKey> LoadAll(CircuitSet circuits)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        return [.. Enumerable.Range(0, circuits.Count).Select(number => Load(circuits[number]))];
    }

    /// <summary>Takes a key of a ceremony over.</summary>
    /// <param name="circuit">Its circuit.</param>
    /// <param name="zkey">The file.</param>
    /// <exception cref="KeyRefusedException">The key is refused; nothing was changed.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public CircuitKey Import(SegmentCircuit circuit, string zkey)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ConstraintSystem system = circuit.Compile();
        byte[] bytes = File.ReadAllBytes(zkey);
        if (Judge(system, bytes, out ProvingKey? key) is { } refusal)
            throw new KeyRefusedException(refusal, $"The key {zkey} is refused: {Say(refusal)}.");
        Save(circuit, DigestOf(system), key!, output => output.Write(bytes));
        return new(circuit, system, key!);
    }

    /// <summary>What names a circuit: SHA-256 of it as an <c>.r1cs</c> file.</summary>
    public static Bytes32 DigestOf(ConstraintSystem system)
    {
        using SHA256 hash = SHA256.Create();
        using (CryptoStream stream = new(Stream.Null, hash, CryptoStreamMode.Write))
        {
            using BufferedStream buffered = new(stream, 1 << 16);
            R1csFile.Write(system, buffered);
        }

        return new(hash.Hash);
    }

    private KeyCacheRefusal? TryRead(SegmentCircuit circuit, in Bytes32 digest, out ProvingKey? key)
    {
        key = null;
        string file = PathOf(circuit, ".zkey"), manifestFile = PathOf(circuit, ".json");
        if (!File.Exists(file) || !File.Exists(manifestFile))
            return KeyCacheRefusal.Missing;
        if (KeyManifest.Read(manifestFile) is not { } manifest)
            return KeyCacheRefusal.Damaged;
        if (manifest.Circuit != circuit.Name || manifest.R1cs != digest)
            return KeyCacheRefusal.Foreign;
        byte[] bytes = File.ReadAllBytes(file);
        return new Bytes32(SHA256.HashData(bytes)) == manifest.Zkey ? Judge(system: null, bytes, out key) : KeyCacheRefusal.Damaged;
    }

    private KeyCacheRefusal? Judge(ConstraintSystem? system, byte[] bytes, out ProvingKey? key)
    {
        try
        {
            if (ZkeyFile.TryRead(bytes, out key) != KeyRefusal.None)
                return KeyCacheRefusal.Unsound;
        }
        catch (Iden3Exception)
        {
            key = null;
            return KeyCacheRefusal.Damaged;
        }

        KeyCacheRefusal? refusal = system is not null && (key!.WireCount != system.WireCount || key.PublicCount != system.PublicCount) ? KeyCacheRefusal.Foreign
            : key!.IsForDevelopment && !DevelopmentSetup.IsDevelopmentChain(chainId) ? KeyCacheRefusal.ForDevelopment
            : null;
        key = refusal is null ? key : null;
        return refusal;
    }

    private ProvingKey Make(SegmentCircuit circuit, ConstraintSystem system, in Bytes32 digest)
    {
        Stopwatch clock = Stopwatch.StartNew();
        ProvingKey key = DevelopmentSetup.Run(system, Encoding.UTF8.GetBytes($"Plimsoll devnet {circuit.Name}"), chainId);
        Save(circuit, digest, key, output => ZkeyFile.Write(key, output));
        progress?.Invoke($"key {circuit.Name}: made in {clock.Elapsed.TotalSeconds:F1} s and kept in {folder}");
        return key;
    }

    private void Save(SegmentCircuit circuit, in Bytes32 digest, ProvingKey key, Action<Stream> write)
    {
        Directory.CreateDirectory(folder);
        string file = PathOf(circuit, ".zkey"), manifestFile = PathOf(circuit, ".json");
        using (FileStream output = new($"{file}.new", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            write(output);
        Bytes32 hash;
        using (FileStream written = File.OpenRead($"{file}.new"))
            hash = new(SHA256.HashData(written));
        new KeyManifest(KeyManifest.CurrentVersion, circuit.Name, digest, hash, key.IsForDevelopment).Write($"{manifestFile}.new");
        // Between the two moves the hash is wrong, and the key is made again.
        File.Move($"{file}.new", file, overwrite: true);
        File.Move($"{manifestFile}.new", manifestFile, overwrite: true);
    }

    private string PathOf(SegmentCircuit circuit, string extension) => Path.Combine(folder, circuit.Name + extension);

    private static string Say(KeyCacheRefusal refusal) => refusal switch
    {
        KeyCacheRefusal.Missing => "it is not there",
        KeyCacheRefusal.Damaged => "the file is damaged",
        KeyCacheRefusal.Foreign => "it is of another circuit",
        KeyCacheRefusal.Unsound => "proofs under it would prove nothing",
        KeyCacheRefusal.ForDevelopment => "it is a development key, and this is no development chain",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
