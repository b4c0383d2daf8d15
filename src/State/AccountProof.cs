namespace Plimsoll.State;

/// <summary>What shows that an account is in the state under a root.</summary>
/// <param name="Index">The account's index.</param>
/// <param name="Path">Three siblings a level of the account tree, from below.</param>
/// <param name="FeeRoot">The second element of the root.</param>
/// <param name="Counters">The third element of the root: opened·2^32 + deposited.</param>
public sealed record AccountProof(uint Index, IReadOnlyList<Fr> Path, Fr FeeRoot, Fr Counters)
{
    /// <summary>Returns the root that the account and this proof lead to: the check that L1 makes.</summary>
    public Fr RootOf(in Account account) =>
        RollupState.HashRoot(MerkleTree.RootOf(Index, account.Leaf(), [.. Path]), FeeRoot, Counters);
}
