namespace Plimsoll.Snark.Groth16;

/// <summary>Why a key is refused.</summary>
public enum KeyRefusal
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>The encoding has a length that no key has.</summary>
    WrongLength,

    /// <summary>A point is not canonical, off the curve, or outside its subgroup.</summary>
    InvalidPoint,

    /// <summary>A point is infinity: an equation loses a term, and proofs can be made without a witness.</summary>
    PointAtInfinity,

    /// <summary>γ = ±δ: whoever knows one proof can move value between the public inputs and the rest.</summary>
    GammaIsDelta,

    /// <summary>δ is the generator or its inverse, as in a key that nobody has contributed to: everybody knows its discrete logarithm.</summary>
    DeltaIsGenerator,

    /// <summary>There is no public input, or not as many points for them as the key says.</summary>
    WrongInputCount,

    /// <summary>Points in G1 and G2 that should have the same discrete logarithm do not.</summary>
    Inconsistent,
}
