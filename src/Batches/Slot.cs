namespace Plimsoll.Batches;

/// <summary>One slot of a batch as its blob holds it; any four elements.</summary>
/// <param name="W">The operation's word.</param>
/// <param name="X">e of a signature, or Q.x.</param>
/// <param name="Y">s of a signature, or Q.y.</param>
/// <param name="PostRoot">ρ, the root after the slot.</param>
public readonly record struct Slot(Fr W, Fr X, Fr Y, Fr PostRoot)
{
    /// <summary>Whether nothing is here: what lies behind the last slot.</summary>
    public bool IsZero => W.IsZero && X.IsZero && Y.IsZero && PostRoot.IsZero;
}
