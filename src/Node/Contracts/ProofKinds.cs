namespace Plimsoll.Node.Contracts;

/// <summary>Kinds of proof that make a batch final; each counts once. Spec: docs/spec/rollup.md.</summary>
[Flags]
public enum ProofKinds : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The window is over without a fraud proof. L1 records it nowhere: it is time.</summary>
    FraudWindow = 1,

    /// <summary>A validity proof.</summary>
    Validity = 2,

    /// <summary>Enough attesters have signed.</summary>
    Quorum = 4,
}
