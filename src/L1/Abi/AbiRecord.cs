using System.Collections;

namespace Plimsoll.L1.Abi;

/// <summary>Decoded values with their names: the arguments of a call, the results, the fields of a log or an error.</summary>
public sealed class AbiRecord : IReadOnlyList<AbiValue>
{
    private readonly IReadOnlyList<AbiParameter> _parameters;
    private readonly AbiValue[] _values;

    internal AbiRecord(IReadOnlyList<AbiParameter> parameters, AbiValue[] values) => (_parameters, _values) = (parameters, values);

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public AbiValue this[int index] => _values[index];

    /// <summary>The value with this name; the first, if there are several.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public AbiValue this[string name]
    {
        get
        {
            for (int i = 0; i < _values.Length; i++)
            {
                if (_parameters[i].Name == name)
                    return _values[i];
            }

            throw new KeyNotFoundException($"There is no \"{name}\" among ({string.Join(", ", _parameters.Select(parameter => parameter.Name))}).");
        }
    }

    /// <inheritdoc/>
    public IEnumerator<AbiValue> GetEnumerator() => ((IEnumerable<AbiValue>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Names and values for people to read.</summary>
    public override string ToString() => $"({string.Join(", ", _values.Select(Describe))})";

    private string Describe(AbiValue value, int index) => _parameters[index].Name is { Length: > 0 } name ? $"{name}: {value}" : value.ToString();
}
