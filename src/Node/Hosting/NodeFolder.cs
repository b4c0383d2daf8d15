namespace Plimsoll.Node.Hosting;

/// <summary>Where a node keeps what it does not want to make again.</summary>
/// <param name="Path">The folder.</param>
public sealed record NodeFolder(string Path)
{
    /// <summary>The sequencer's store.</summary>
    public string Store => System.IO.Path.Combine(Path, "store");

    /// <summary>Blobs by versioned hash.</summary>
    public string Archive => System.IO.Path.Combine(Path, "archive");

    /// <summary>The newest final states.</summary>
    public string Snapshots => System.IO.Path.Combine(Path, "snapshots");
}
