using Plimsoll.L1.Abi;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Attesting;

/// <summary>What attesters of one rollup sign: that a batch is right, for one chain, one judge of votes and one rollup.</summary>
/// <param name="identity">The rollup.</param>
/// <remarks>Spec: docs/spec/attesting.md; the type is that of contracts/src/BatchVotes.sol.</remarks>
public sealed class AttestationDomain(RollupIdentity identity)
{
    private const string Name = "Attestation";

    private static readonly Eip712Types s_types = new(new Dictionary<string, IReadOnlyList<Eip712Field>>
    {
        [Name] = [new("address", "rollup"), new("bytes32", "headerHash")],
    });

    private readonly Eip712Domain _domain = new("Plimsoll votes", "1", identity.ChainId, identity.Votes);

    /// <summary>The rollup.</summary>
    public RollupIdentity Identity => identity;

    /// <summary>What is signed for a batch.</summary>
    public TypedData For(Bytes32 headerHash) => new(_domain, s_types, Name, AbiValue.Of(identity.Rollup, headerHash));

    /// <summary>Finds who signed for a batch.</summary>
    /// <returns>Null for a signature that L1 would take for none.</returns>
    public Address? SignerOf(Bytes32 headerHash, EcdsaSignature signature) => For(headerHash).TryRecoverSigner(signature, out Address? signer) ? signer : null;
}
