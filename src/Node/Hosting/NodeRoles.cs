namespace Plimsoll.Node.Hosting;

/// <summary>What a node can do; each role can run in a process of its own.</summary>
[Flags]
public enum NodeRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Derives every batch from L1, and archives blobs. Watcher and finaliser stand on it.</summary>
    Verifier = 1,

    /// <summary>Removes wrong batches.</summary>
    Watcher = 2,

    /// <summary>Makes batches final when their windows are over.</summary>
    Finaliser = 4,

    /// <summary>Takes operations in, confirms them, builds batches, and serves the API.</summary>
    Sequencer = 8,

    /// <summary>Judges the rollup from L1 alone, and serves the dashboard. Not among an operator's roles: who relies on it runs it.</summary>
    Auditor = 16,

    /// <summary>Proves batches, where a validity proof counts.</summary>
    Prover = 32,

    /// <summary>Brings the auditor's reports to the solvency oracle on L1. Needs the auditor beside it.</summary>
    Publisher = 64,

    /// <summary>Signs batches that are right, where a quorum of attesters counts. Not among an operator's roles: its word is worth something because it is another's.</summary>
    Attester = 128,

    /// <summary>Collects attesters' signatures, and brings L1 their vote.</summary>
    Quorum = 256,

    /// <summary>Commits the sequencer's batches.</summary>
    Batcher = 512,

    /// <summary>Every role of an operator.</summary>
    All = Verifier | Watcher | Finaliser | Sequencer | Batcher | Prover,
}
