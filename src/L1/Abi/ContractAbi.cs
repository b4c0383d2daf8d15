using System.Diagnostics.CodeAnalysis;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <summary>The functions, events and errors of a contract, found by name, signature, selector or topic.</summary>
public sealed class ContractAbi
{
    private readonly AbiParameter[] _constructor;

    /// <summary>Collects the parts of an ABI.</summary>
    public ContractAbi(
        IReadOnlyList<AbiFunction> functions,
        IReadOnlyList<AbiEvent> events,
        IReadOnlyList<AbiError> errors,
        params IReadOnlyList<AbiParameter> constructor)
    {
        ArgumentNullException.ThrowIfNull(functions);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(errors);
        (Functions, Events, Errors, _constructor) = (functions, events, errors, [.. constructor]);
    }

    /// <summary>The functions.</summary>
    public IReadOnlyList<AbiFunction> Functions { get; }

    /// <summary>The events.</summary>
    public IReadOnlyList<AbiEvent> Events { get; }

    /// <summary>The custom errors.</summary>
    public IReadOnlyList<AbiError> Errors { get; }

    /// <summary>Reads the ABI's JSON: the array itself, or an object with the array in <c>abi</c>, as compilers write their artifacts.</summary>
    /// <exception cref="AbiException">The JSON is not an ABI.</exception>
    public static ContractAbi Parse(ReadOnlyMemory<byte> utf8Json) => AbiJson.ParseAbi(utf8Json);

    /// <summary>Finds the function with this name, or with this signature where the name is overloaded.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or there are several.</exception>
    public AbiFunction Function(string nameOrSignature) => One(Functions, nameOrSignature, it => it.Name, it => it.Signature);

    /// <summary>Finds the event with this name, or with this signature where the name is overloaded.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or there are several.</exception>
    public AbiEvent Event(string nameOrSignature) => One(Events, nameOrSignature, it => it.Name, it => it.Signature);

    /// <summary>Finds the error with this name, or with this signature where the name is overloaded.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or there are several.</exception>
    public AbiError Error(string nameOrSignature) => One(Errors, nameOrSignature, it => it.Name, it => it.Signature);

    /// <summary>Finds the error that revert data begins with.</summary>
    public bool TryFindError(AbiSelector selector, [NotNullWhen(true)] out AbiError? error)
    {
        error = Errors.FirstOrDefault(it => it.Selector == selector);
        return error is not null;
    }

    /// <summary>Finds the event that a log is of; anonymous events are not found this way.</summary>
    public bool TryFindEvent(ReadOnlySpan<Bytes32> topics, [NotNullWhen(true)] out AbiEvent? found)
    {
        found = null;
        foreach (AbiEvent candidate in Events)
        {
            if (!candidate.IsAnonymous && candidate.Matches(topics))
                found = candidate;
        }

        return found is not null;
    }

    /// <summary>Returns the constructor's arguments as they follow the code that creates the contract.</summary>
    /// <exception cref="AbiException">The arguments do not fit.</exception>
    public byte[] EncodeConstructor(params ReadOnlySpan<AbiValue> arguments) =>
        AbiEncoder.Encode(AbiType.Parameters(_constructor), arguments, prefix: []);

    private static T One<T>(IReadOnlyList<T> all, string nameOrSignature, Func<T, string> name, Func<T, string> signature)
    {
        Func<T, string> key = nameOrSignature.Contains('(', StringComparison.Ordinal) ? signature : name;
        T[] found = [.. all.Where(it => key(it) == nameOrSignature)];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new KeyNotFoundException($"The ABI has no \"{nameOrSignature}\"."),
            _ => throw new KeyNotFoundException($"The ABI has several \"{nameOrSignature}\": {string.Join(", ", found.Select(signature))}."),
        };
    }
}
