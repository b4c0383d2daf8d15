using Plimsoll.L1.Signing;

namespace Plimsoll.Node.Attesting;

/// <summary>The attesters of a rollup, as its judge of votes names them.</summary>
/// <param name="Members">Who they are.</param>
/// <param name="Quorum">How many of them have to sign; 0 where no quorum counts.</param>
public sealed record Committee(IReadOnlyList<Address> Members, int Quorum)
{
    /// <summary>Chooses signatures that are a quorum, in the order that L1 wants: by strictly rising address of their signers.</summary>
    /// <param name="domain">What was signed.</param>
    /// <param name="headerHash">For which batch.</param>
    /// <param name="signatures">From anywhere: those that are none, of nobody who counts, or of somebody who counts already, are left out.</param>
    /// <returns>Exactly <see cref="Quorum"/> of them; null when there are too few.</returns>
    public IReadOnlyList<EcdsaSignature>? Choose(AttestationDomain domain, Bytes32 headerHash, IEnumerable<EcdsaSignature> signatures)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(signatures);
        return QuorumOf(Count(domain, headerHash, signatures, out _));
    }

    /// <summary>Finds out who signed.</summary>
    /// <param name="domain">What was signed.</param>
    /// <param name="headerHash">For which batch.</param>
    /// <param name="signatures">From anywhere.</param>
    /// <param name="others">How many of them are none, or of nobody who counts.</param>
    /// <returns>The first of each who counts, by rising address.</returns>
    internal SortedDictionary<Address, EcdsaSignature> Count(AttestationDomain domain, Bytes32 headerHash, IEnumerable<EcdsaSignature> signatures, out int others)
    {
        HashSet<Address> members = [.. Members];
        SortedDictionary<Address, EcdsaSignature> found = [];
        others = 0;
        foreach (EcdsaSignature signature in signatures)
        {
            if (domain.SignerOf(headerHash, signature) is { } signer && members.Contains(signer))
                found.TryAdd(signer, signature);
            else
                others++;
        }

        return found;
    }

    /// <summary>A quorum of what <see cref="Count"/> found; null when there are too few.</summary>
    internal IReadOnlyList<EcdsaSignature>? QuorumOf(SortedDictionary<Address, EcdsaSignature> found) => Quorum > 0 && found.Count >= Quorum ? [.. found.Values.Take(Quorum)] : null;
}
