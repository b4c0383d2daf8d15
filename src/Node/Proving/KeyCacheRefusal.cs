namespace Plimsoll.Node.Proving;

/// <summary>Why a key on disk is not used.</summary>
public enum KeyCacheRefusal
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>A file is not what was written: its hash differs, or it cannot be read.</summary>
    Damaged,

    /// <summary>It is of another circuit, as after a change of the constraints.</summary>
    Foreign,

    /// <summary>It proves nothing: see <see cref="Snark.Groth16.KeyRefusal"/>.</summary>
    Unsound,

    /// <summary>It is a development key, and the chain is no development chain.</summary>
    ForDevelopment,

    /// <summary>It is not the one that L1 verifies under.</summary>
    NotDeployed,
}
