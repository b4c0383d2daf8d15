using System.Diagnostics.CodeAnalysis;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Eip712;

/// <summary>A message of a struct type, for a domain: what wallets show and sign (EIP-712).</summary>
public sealed class TypedData
{
    /// <summary>Puts a message together.</summary>
    /// <param name="domain">Where the signature is meant for.</param>
    /// <param name="types">The struct types.</param>
    /// <param name="primaryType">The type of the message.</param>
    /// <param name="message">Its members' values, in the order of the declaration.</param>
    /// <exception cref="Eip712Exception">The message does not fit its type, or the domain is empty.</exception>
    public TypedData(Eip712Domain domain, Eip712Types types, string primaryType, AbiValue message)
        : this(domain, (domain ?? throw new ArgumentNullException(nameof(domain))).Separator(), types, primaryType, message)
    {
    }

    internal TypedData(Eip712Domain domain, Bytes32 domainSeparator, Eip712Types types, string primaryType, AbiValue message)
    {
        ArgumentNullException.ThrowIfNull(types);
        Domain = domain;
        DomainSeparator = domainSeparator;
        Types = types;
        PrimaryType = primaryType;
        Message = message;
        Digest = Keccak256.Hash([0x19, 0x01, .. domainSeparator.Span], types.HashStruct(primaryType, message).Span);
    }

    /// <summary>The longest JSON that is read, in bytes.</summary>
    public const int MaxJsonLength = 1 << 20;

    /// <summary>Where the signature is meant for. Whoever signs compares the chain with his own.</summary>
    public Eip712Domain Domain { get; }

    /// <summary>The hash of the domain.</summary>
    public Bytes32 DomainSeparator { get; }

    /// <summary>The struct types.</summary>
    public Eip712Types Types { get; }

    /// <summary>The type of the message.</summary>
    public string PrimaryType { get; }

    /// <summary>The members' values, in the order of the declaration.</summary>
    public AbiValue Message { get; }

    /// <summary>What is signed: keccak256(0x1901 ‖ domain separator ‖ hash of the message).</summary>
    public Bytes32 Digest { get; }

    /// <summary>Reads the JSON that <c>eth_signTypedData_v4</c> takes.</summary>
    /// <remarks>
    /// Numbers are JSON integers, or strings of decimal digits or of hexadecimal digits after 0x. Refused are members that are missing or
    /// not declared or repeated, and a domain with members that the standard does not name: what is not signed should not be shown.
    /// Memory is within two hundred times the length, which an array of numbers of one digit comes near to.
    /// </remarks>
    /// <exception cref="Eip712Exception">The JSON is not such typed data, or longer than <see cref="MaxJsonLength"/>.</exception>
    public static TypedData ParseJson(ReadOnlyMemory<byte> utf8Json) => TypedDataJson.Parse(utf8Json);

    /// <summary>Signs the message.</summary>
    public EcdsaSignature Sign(PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Sign(Digest);
    }

    /// <summary>Finds who signed the message.</summary>
    /// <returns>False when the signature is not one that any key makes, or not in the one accepted form.</returns>
    public bool TryRecoverSigner(in EcdsaSignature signature, [NotNullWhen(true)] out Address? signer)
    {
        bool recovered = PublicKey.TryRecover(Digest, signature, out PublicKey? key);
        signer = key?.Address;
        return recovered;
    }
}
