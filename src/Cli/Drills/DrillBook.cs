namespace Plimsoll.Cli.Drills;

/// <summary>All drills, by name.</summary>
internal static class DrillBook
{
    private static readonly Dictionary<string, Func<bool, Drill>> s_drills = new(StringComparer.Ordinal)
    {
        ["invalid-root"] = isDefended => new InvalidRoot { IsDefended = isDefended },
        ["invalid-op"] = isDefended => new InvalidOp { IsDefended = isDefended },
        ["censorship"] = isDefended => new Censorship { IsDefended = isDefended },
        ["operator-gone"] = isDefended => new OperatorGone { IsDefended = isDefended },
        ["reorg"] = isDefended => new Reorg { IsDefended = isDefended },
        ["crash"] = isDefended => new Crash { IsDefended = isDefended, Kills = isDefended ? 10 : 2 },
        ["hostile-queue"] = isDefended => new HostileQueue { IsDefended = isDefended },
        ["blob-pruned"] = isDefended => new BlobPruned { IsDefended = isDefended },
        ["forged-proof"] = isDefended => new ForgedProof { IsDefended = isDefended },
        ["unproven-batch"] = isDefended => new UnprovenBatch { IsDefended = isDefended },
        ["proof-disagreement"] = isDefended => new ProofDisagreement { IsDefended = isDefended },
        ["replayed-proof"] = isDefended => new ReplayedProof { IsDefended = isDefended },
        ["aliased-input"] = isDefended => new AliasedInput { IsDefended = isDefended },
        ["hub-drain"] = isDefended => new HubDrain { IsDefended = isDefended },
    };

    public static IReadOnlyList<string> Names { get; } = [.. s_drills.Keys];

    /// <summary>Makes a drill.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="isDefended">False for the test that the drill notices: it must fail then.</param>
    public static Drill Make(string name, bool isDefended = true) => s_drills[name](isDefended);
}
