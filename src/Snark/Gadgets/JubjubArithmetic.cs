using Plimsoll.Crypto.Curves;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <summary>Jubjub's group law in constraints.</summary>
/// <remarks>
/// Affine twisted Edwards addition, −x² + y² = 1 + d·x²·y²: complete on the whole curve, so no denominator is zero for points that are on it and the
/// quotients have one value. Points off the curve give what the formulas give, and where a denominator vanishes anything: state that inputs
/// are on the curve unless they come from where only such points are.
/// </remarks>
public static partial class JubjubArithmetic
{
    /// <summary>States that the point is on the curve; three constraints.</summary>
    public static void AssertOnCurve(this CircuitBuilder builder, in JubjubSignal p)
    {
        Signal xx = builder.Square(p.X), yy = builder.Square(p.Y);
        builder.AssertProduct(JubjubAffine.D * xx, yy, yy - xx - 1);
    }

    /// <summary>Returns the sum; six constraints.</summary>
    public static JubjubSignal Add(this CircuitBuilder builder, in JubjubSignal p, in JubjubSignal q)
    {
        // x = (x₁y₂ + y₁x₂)/(1 + t) and y = (y₁y₂ + x₁x₂)/(1 − t) with t = d·x₁y₂·y₁x₂
        Signal all = builder.Multiply(p.X + p.Y, q.X + q.Y), a = builder.Multiply(p.X, q.Y), b = builder.Multiply(p.Y, q.X);
        Signal t = JubjubAffine.D * builder.Multiply(a, b);
        return Quotients(builder, a + b, all - a - b, t);
    }

    /// <summary>Returns twice the point; five constraints.</summary>
    public static JubjubSignal Double(this CircuitBuilder builder, in JubjubSignal p)
    {
        Signal all = builder.Square(p.X + p.Y), a = builder.Multiply(p.X, p.Y);
        Signal t = JubjubAffine.D * builder.Square(a);
        return Quotients(builder, a + a, all - a - a, t);
    }

    /// <summary>Returns the first point where the bit is 1 and the second where it is 0; two constraints.</summary>
    public static JubjubSignal Select(this CircuitBuilder builder, in Signal bit, in JubjubSignal whenOne, in JubjubSignal whenZero) =>
        new(builder.Select(bit, whenOne.X, whenZero.X), builder.Select(bit, whenOne.Y, whenZero.Y));

    // (x/(1 + t), y/(1 − t)), with one inversion for both.
    private static JubjubSignal Quotients(CircuitBuilder builder, in Signal x, in Signal y, in Signal t)
    {
        Signal plus = 1 + t, minus = 1 - t;
        Fr inverse = Fr.Inverse(plus.Value * minus.Value);
        return new(builder.Divide(x, plus, inverse * minus.Value), builder.Divide(y, minus, inverse * plus.Value));
    }
}
