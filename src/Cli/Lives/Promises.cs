namespace Plimsoll.Cli.Lives;

/// <summary>The invariants that a life is held to, each in words for who has not read docs/spec.</summary>
internal static class Promises
{
    private static readonly Dictionary<string, string> s_words = new(StringComparer.Ordinal)
    {
        ["iATT-003"] = "a quorum of attesters signed every batch",
        ["iDA-001"] = "L1 data alone gives the state that L1 and the node have",
        ["iEXI-001"] = "everybody got out what was owed, to the last unit",
        ["iFRC-001"] = "every forced item was taken in time",
        ["iFRD-002"] = "no correct batch was removed",
        ["iPRV-002"] = "every batch on L1 is proven",
        ["iSEQ-001"] = "whatever was confirmed stands on L1 in its slot",
        ["iSOL-001"] = "escrow equals what is owed, token by token",
        ["iSOL-002"] = "nothing was paid out of another's money",
    };

    /// <summary>Returns what an invariant promises.</summary>
    /// <param name="id">An id of docs/spec.</param>
    public static string Of(string id) => s_words[id];
}
