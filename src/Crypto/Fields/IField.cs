namespace Plimsoll.Crypto.Fields;

/// <summary>What curve, polynomial and hash code needs from a field: its arithmetic and square roots.</summary>
public interface IField<T> : IFieldArithmetic<T>
    where T : struct, IField<T>
{
    /// <summary>Finds a square root of <paramref name="a"/>; which of the two is not specified.</summary>
    /// <returns>False, with <paramref name="root"/> zero, when <paramref name="a"/> is not a square.</returns>
    static abstract bool TrySqrt(in T a, out T root);
}
