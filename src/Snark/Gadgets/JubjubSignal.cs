using Plimsoll.Crypto.Curves;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <summary>A point of Jubjub in a circuit, by its affine coordinates.</summary>
/// <param name="X">The x-coordinate.</param>
/// <param name="Y">The y-coordinate.</param>
public readonly record struct JubjubSignal(Signal X, Signal Y)
{
    /// <summary>Makes a constant point.</summary>
    public static implicit operator JubjubSignal(in JubjubAffine point) => new(point.X, point.Y);

    /// <summary>The point under the assignment.</summary>
    public JubjubAffine Value => new(X.Value, Y.Value);

    /// <summary>Returns the additive inverse; no constraint.</summary>
    public static JubjubSignal operator -(in JubjubSignal p) => new(-p.X, p.Y);
}
