namespace Plimsoll.Snark.Circuits;

/// <summary>Σ coefficient · wire, in the order of the wires, none of them twice; wire 0 is the constant one.</summary>
internal sealed class LinearCombination
{
    /// <summary>Stands for every combination while nothing is recorded.</summary>
    public static readonly LinearCombination Unrecorded = new([], []);

    private readonly int[] _wires;
    private readonly Fr[] _coefficients;

    private LinearCombination(int[] wires, Fr[] coefficients) => (_wires, _coefficients) = (wires, coefficients);

    public ReadOnlySpan<int> Wires => _wires;

    public ReadOnlySpan<Fr> Coefficients => _coefficients;

    public static LinearCombination Of(int wire, in Fr coefficient) => coefficient.IsZero ? new([], []) : new([wire], [coefficient]);

    /// <summary>Returns <c>factor · this</c>.</summary>
    public LinearCombination Times(in Fr factor)
    {
        if (this == Unrecorded || factor == Fr.One)
            return this;
        if (factor.IsZero)
            return new([], []);
        Fr[] coefficients = new Fr[_coefficients.Length];
        for (int i = 0; i < coefficients.Length; i++)
            coefficients[i] = _coefficients[i] * factor;
        return new(_wires, coefficients);
    }

    /// <summary>Returns <c>this + other</c>, or <c>this − other</c>.</summary>
    public LinearCombination Plus(LinearCombination other, bool subtract = false)
    {
        if (this == Unrecorded)
            return this;
        int[] wires = new int[_wires.Length + other._wires.Length];
        Fr[] coefficients = new Fr[wires.Length];
        int i = 0, j = 0, count = 0;
        while (i < _wires.Length || j < other._wires.Length)
        {
            int mine = i < _wires.Length ? _wires[i] : int.MaxValue, theirs = j < other._wires.Length ? other._wires[j] : int.MaxValue;
            Fr coefficient = mine <= theirs ? _coefficients[i++] : Fr.Zero;
            if (theirs <= mine)
            {
                coefficient = subtract ? coefficient - other._coefficients[j] : coefficient + other._coefficients[j];
                j++;
            }

            if (!coefficient.IsZero)
                (wires[count], coefficients[count++]) = (Math.Min(mine, theirs), coefficient);
        }

        return new(wires[..count], coefficients[..count]);
    }

    /// <summary>Returns Σ weights · parts, or Σ parts without weights, in one pass over all terms: for sums of hundreds.</summary>
    public static LinearCombination WeightedSum(ReadOnlySpan<LinearCombination> parts, ReadOnlySpan<Fr> weights)
    {
        int length = 0;
        foreach (LinearCombination part in parts)
            length += part._wires.Length;
        int[] wires = new int[length];
        Fr[] coefficients = new Fr[length];
        int count = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i]._wires.CopyTo(wires, count);
            foreach (ref readonly Fr coefficient in parts[i].Coefficients)
                coefficients[count++] = weights.IsEmpty ? coefficient : coefficient * weights[i];
        }

        Array.Sort(wires, coefficients);
        int last = -1;
        for (int i = 0; i < length; i++)
        {
            if (last >= 0 && wires[last] == wires[i])
                coefficients[last] += coefficients[i];
            else if (last < 0 || !coefficients[last].IsZero)
                (wires[++last], coefficients[last]) = (wires[i], coefficients[i]);
            else
                (wires[last], coefficients[last]) = (wires[i], coefficients[i]);
        }

        count = last < 0 ? 0 : coefficients[last].IsZero ? last : last + 1;
        return new(wires[..count], coefficients[..count]);
    }
}
