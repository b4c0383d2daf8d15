namespace Plimsoll.Node.Attesting;

/// <summary>How a collector of signatures is doing: a value that is replaced when something changes.</summary>
/// <param name="Quorum">How many attesters have to sign; 0 before they were read from L1.</param>
/// <param name="Members">Who attests.</param>
/// <param name="Voted">How many votes it brought to L1 since its start.</param>
/// <param name="Waiting">How many pending batches have no vote.</param>
/// <param name="Unsettled">Of how many of them L1 has not finalized the commit, so that nobody signs yet.</param>
/// <param name="Attesters">What the places said that signatures come from.</param>
/// <param name="Trouble">Why the oldest waiting batch has no vote, if attesters could have signed it.</param>
public sealed record QuorumStatus(int Quorum, IReadOnlyList<Address> Members, long Voted, int Waiting, int Unsettled, IReadOnlyList<AskedStatus> Attesters, string? Trouble);

/// <summary>What a place says that signatures come from.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Height">The newest batch that it gave an attester's signature for; 0 for none.</param>
/// <param name="Trouble">What is wrong with its last answer, or that there was none.</param>
public sealed record AskedStatus(string Name, ulong Height, string? Trouble);
