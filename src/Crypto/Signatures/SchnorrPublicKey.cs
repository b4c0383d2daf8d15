using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Signatures;

/// <summary>A verification key: the point A of a signature's equation.</summary>
/// <remarks>
/// A key travels as Q and is used as A = 8·Q ≠ O, so A lies in the prime subgroup without a test. <c>default</c> is the null key of an
/// account that nobody can sign for; every verification under it fails.
/// </remarks>
public readonly struct SchnorrPublicKey : IEquatable<SchnorrPublicKey>
{
    internal SchnorrPublicKey(in JubjubAffine a) => A = a;

    /// <summary>The point that verification uses; (0, 0) for the null key.</summary>
    public JubjubAffine A { get; }

    /// <summary>Whether this is the null key.</summary>
    public bool IsNull => A.X.IsZero && A.Y.IsZero;

    /// <summary>Takes a key as it travels, and refuses a Q that is off the curve or of low order.</summary>
    public static bool TryFromPublished(in JubjubAffine q, out SchnorrPublicKey key)
    {
        key = default;
        if (!q.IsOnCurve)
            return false;
        JubjubPoint a = JubjubPoint.MultiplyByCofactor(new(q));
        if (a.IsIdentity)
            return false;
        key = new(a.ToAffine());
        return true;
    }

    /// <summary>Takes A from a place that only checked keys reach, such as an account's leaf; (0, 0) is the null key.</summary>
    /// <remarks>Refuses what is off the curve and the neutral element; that A = 8·Q for some Q is not tested again.</remarks>
    public static bool TryFromAccount(in JubjubAffine a, out SchnorrPublicKey key)
    {
        key = new(a);
        if (key.IsNull || (a.IsOnCurve && !a.IsIdentity))
            return true;
        key = default;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(SchnorrPublicKey other) => A.Equals(other.A);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SchnorrPublicKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => A.GetHashCode();

    /// <summary>The point's coordinates, or the words null key.</summary>
    public override string ToString() => IsNull ? "null key" : A.ToString();

    /// <summary>Whether the two are the same key.</summary>
    public static bool operator ==(in SchnorrPublicKey a, in SchnorrPublicKey b) => a.Equals(b);

    /// <summary>Whether the two are different keys.</summary>
    public static bool operator !=(in SchnorrPublicKey a, in SchnorrPublicKey b) => !a.Equals(b);
}
