namespace Plimsoll.Snark.Circuits;

/// <summary>The values of all wires: the constant one, the public inputs, then the rest. What a prover knows.</summary>
public sealed class Witness
{
    private readonly Fr[] _values;

    internal Witness(Fr[] values, int publicCount) => (_values, PublicCount) = (values, publicCount);

    /// <summary>The number of public inputs.</summary>
    public int PublicCount { get; }

    /// <summary>All values; the first is one.</summary>
    public ReadOnlySpan<Fr> Values => _values;

    /// <summary>The values that the verifier is given.</summary>
    public ReadOnlySpan<Fr> PublicInputs => _values.AsSpan(1, PublicCount);

    /// <summary>The values as the array they are held in.</summary>
    internal Fr[] Array => _values;
}
