namespace Plimsoll.Snark.Circuits;

/// <summary>The distinct coefficients of a constraint system: circuits repeat the same few ones, so matrices hold their numbers.</summary>
internal sealed class CoefficientTable
{
    /// <summary>The number of the coefficient one, which matrices skip the product for.</summary>
    public const int One = 0;

    private readonly Dictionary<Fr, int> _numbers = new() { [Fr.One] = One };

    public int NumberOf(in Fr coefficient)
    {
        if (coefficient == Fr.One)
            return One;
        if (!_numbers.TryGetValue(coefficient, out int number))
            _numbers.Add(coefficient, number = _numbers.Count);
        return number;
    }

    public Fr[] ToArray()
    {
        Fr[] coefficients = new Fr[_numbers.Count];
        foreach ((Fr coefficient, int number) in _numbers)
            coefficients[number] = coefficient;
        return coefficients;
    }
}
