namespace Plimsoll.Node.Hosting;

/// <summary>Where a node keeps what it does not want to make again.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Keys">Proving keys; null for a folder in it. Rollups with the same circuits can share them.</param>
public sealed record NodeFolder(string Path, string? Keys = null)
{
    /// <summary>Proven segments, and the signatures of batches that are not proven.</summary>
    public string Proofs => System.IO.Path.Combine(Path, "proofs");

    /// <summary>What attesters have promised.</summary>
    public string Attestations => System.IO.Path.Combine(Path, "attestations");

    /// <summary>Proving keys.</summary>
    public string Keys { get; } = Keys ?? System.IO.Path.Combine(Path, "keys");

    /// <summary>The sequencer's store.</summary>
    public string Store => System.IO.Path.Combine(Path, "store");

    /// <summary>Blobs by versioned hash.</summary>
    public string Archive => System.IO.Path.Combine(Path, "archive");

    /// <summary>The newest final states.</summary>
    public string Snapshots => System.IO.Path.Combine(Path, "snapshots");
}
