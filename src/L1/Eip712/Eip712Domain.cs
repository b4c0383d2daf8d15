using Plimsoll.L1.Abi;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Eip712;

/// <summary>Where signatures are meant for, so that they are void everywhere else (EIP-712, "Definition of domainSeparator").</summary>
/// <param name="Name">The name of the application or protocol.</param>
/// <param name="Version">Its current major version.</param>
/// <param name="ChainId">The chain.</param>
/// <param name="VerifyingContract">The contract that verifies the signatures.</param>
/// <param name="Salt">The last resort to tell domains apart.</param>
/// <remarks>What is not given is left out of the type, too.</remarks>
public sealed record Eip712Domain(
    string? Name = null,
    string? Version = null,
    UInt256? ChainId = null,
    Address? VerifyingContract = null,
    Bytes32? Salt = null)
{
    /// <summary>The members a domain may have, in the order of the standard.</summary>
    internal static readonly IReadOnlyList<Eip712Field> AllFields =
    [
        new("string", "name"),
        new("string", "version"),
        new("uint256", "chainId"),
        new("address", "verifyingContract"),
        new("bytes32", "salt"),
    ];

    /// <summary>Returns the hash of the domain.</summary>
    /// <exception cref="Eip712Exception">The domain has no member at all.</exception>
    public Bytes32 Separator()
    {
        AbiValue?[] all =
        [
            Name is null ? null : (AbiValue)Name,
            Version is null ? null : (AbiValue)Version,
            ChainId is { } chainId ? (AbiValue)chainId : null,
            VerifyingContract is { } contract ? (AbiValue)contract : null,
            Salt is { } salt ? (AbiValue)salt : null,
        ];
        Eip712Field[] fields = [.. AllFields.Where((_, i) => all[i] is not null)];
        if (fields.Length == 0)
            throw new Eip712Exception("A domain has at least one member.");
        Eip712Types types = new(new Dictionary<string, IReadOnlyList<Eip712Field>> { [Eip712Types.DomainName] = fields });
        return types.HashStruct(Eip712Types.DomainName, AbiValue.Of([.. all.OfType<AbiValue>()]));
    }
}
