using System.Globalization;

namespace Plimsoll.Node.Chain;

/// <summary>The newest snapshots of a rollup, one file each: what a node begins behind when it starts again.</summary>
/// <remarks>
/// A file is believed no more than one from anywhere: its accounts have to make the root that L1 holds for final. Files are written whole or not at all. Several processes may share it.
/// Layout: <c>0000000064.snapshot</c>, the batch's height. Spec: docs/spec/derivation-from-l1.md#snapshots.
/// </remarks>
public sealed class SnapshotFolder
{
    private const string Suffix = ".snapshot", NewSuffix = ".new";
    private readonly string _folder;

    /// <summary>Opens a folder, or makes it.</summary>
    public SnapshotFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>How many files are kept; older ones go when a new one is there. Default 2.</summary>
    public int Kept { get; init; } = 2;

    /// <summary>The heights that there are files of, newest first.</summary>
    public IReadOnlyList<ulong> Heights =>
    [
        .. Directory.EnumerateFiles(_folder, "*" + Suffix)
            .Select(file => ulong.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out ulong height) ? height : (ulong?)null)
            .OfType<ulong>().OrderDescending(),
    ];

    /// <summary>Where the file of a height is.</summary>
    public string PathOf(ulong height) => Path.Combine(_folder, height.ToString("D10", CultureInfo.InvariantCulture) + Suffix);

    /// <summary>Writes the state behind a cut's last final batch, and deletes what is too old.</summary>
    /// <param name="cut">What L1 says.</param>
    /// <param name="state">That state, committed; it stays as it is.</param>
    /// <exception cref="IOException">The disk is full, or away.</exception>
    public void Write(RollupCut cut, State.RollupState state)
    {
        ArgumentNullException.ThrowIfNull(cut);
        string path = PathOf(cut.FinalHeight), written = $"{path}.{Environment.ProcessId}{NewSuffix}";
        using (FileStream target = new(written, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
        {
            Snapshot.Write(target, cut.Identity, cut.FinalHeight, cut.LastFinal, state);
            target.Flush(flushToDisk: true);
        }

        File.Move(written, path, overwrite: true);
        foreach (ulong height in Heights.Skip(Kept))
            File.Delete(PathOf(height));
        foreach (string left in Directory.EnumerateFiles(_folder, "*" + NewSuffix))
            File.Delete(left); // of a writer that was killed
    }

    /// <summary>Reads the newest file that L1 bears out.</summary>
    /// <param name="cut">What L1 says, of a block that stays.</param>
    /// <param name="onRefused">Is told which files are none.</param>
    /// <returns>Null when there is none.</returns>
    public Snapshot? ReadNewest(RollupCut cut, Action<Exception>? onRefused = null)
    {
        ArgumentNullException.ThrowIfNull(cut);
        foreach (ulong height in Heights.Where(height => height <= cut.FinalHeight))
        {
            try
            {
                using FileStream source = File.OpenRead(PathOf(height));
                Snapshot snapshot = Snapshot.Read(source, cut.Identity);
                if (snapshot.Height == height && snapshot.IsFinalOn(cut))
                    return snapshot;
                onRefused?.Invoke(new SnapshotRefusedException($"L1 does not hold the batch of {PathOf(height)} for final"));
            }
            catch (Exception e) when (e is SnapshotRefusedException or IOException)
            {
                onRefused?.Invoke(e);
            }
        }

        return null;
    }
}
