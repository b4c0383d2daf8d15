using Plimsoll.Crypto.Curves;

namespace Plimsoll.Snark.Groth16;

/// <summary>What a verifier needs to know of a circuit. Every instance has passed the checks of <see cref="TryCreate"/>.</summary>
/// <remarks>Immutable. Spec: docs/spec/groth16.md#checks.</remarks>
public sealed partial class VerifyingKey
{
    private readonly G1Affine[] _inputs;

    private VerifyingKey(in G1Affine alpha, in G2Affine beta, in G2Affine gamma, in G2Affine delta, G1Affine[] inputs)
    {
        (Alpha, Beta, Gamma, Delta) = (alpha, beta, gamma, delta);
        _inputs = inputs;
    }

    /// <summary>α in G1.</summary>
    public G1Affine Alpha { get; }

    /// <summary>β in G2.</summary>
    public G2Affine Beta { get; }

    /// <summary>γ in G2; the generator in keys of snarkjs.</summary>
    public G2Affine Gamma { get; }

    /// <summary>δ in G2.</summary>
    public G2Affine Delta { get; }

    /// <summary>IC: one point for the constant one, then one for each public input.</summary>
    public ReadOnlySpan<G1Affine> Inputs => _inputs;

    /// <summary>The number of public inputs.</summary>
    public int InputCount => _inputs.Length - 1;

    /// <summary>Makes a key of its points, or says why they are none.</summary>
    public static KeyRefusal TryCreate(
        in G1Affine alpha, in G2Affine beta, in G2Affine gamma, in G2Affine delta, ReadOnlySpan<G1Affine> inputs, out VerifyingKey? key)
    {
        key = null;
        if (inputs.Length < 2)
            return KeyRefusal.WrongInputCount;
        bool valid = IsValid(alpha) && IsValid(beta) && IsValid(gamma) && IsValid(delta), infinite = alpha.IsInfinity || beta.IsInfinity || gamma.IsInfinity || delta.IsInfinity;
        foreach (ref readonly G1Affine input in inputs)
        {
            valid &= IsValid(input);
            infinite |= input.IsInfinity;
        }

        if (!valid)
            return KeyRefusal.InvalidPoint;
        if (infinite)
            return KeyRefusal.PointAtInfinity;
        if (gamma.X == delta.X)
            return KeyRefusal.GammaIsDelta; // or its inverse
        if (delta.X == G2.GeneratorX)
            return KeyRefusal.DeltaIsGenerator;
        key = new(alpha, beta, gamma, delta, inputs.ToArray());
        return KeyRefusal.None;
    }

    private static bool IsValid(in G1Affine point) => point.IsOnCurve && SubgroupCheck.IsInSubgroup(point);

    private static bool IsValid(in G2Affine point) => point.IsOnCurve && SubgroupCheck.IsInSubgroup(point);
}
