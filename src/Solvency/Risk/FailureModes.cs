using System.Collections.Immutable;

namespace Plimsoll.Solvency.Risk;

/// <summary>The failure modes and their names.</summary>
public static class FailureModes
{
    private static readonly (FailureMode Mode, string Name)[] s_names =
    [
        (FailureMode.InvalidState, "invalid-state"),
        (FailureMode.EscrowBug, "escrow-bug"),
        (FailureMode.KeyCompromise, "key-compromise"),
        (FailureMode.DataWithholding, "data-withholding"),
        (FailureMode.SequencerHalt, "sequencer-halt"),
        (FailureMode.ProverHalt, "prover-halt"),
        (FailureMode.Censorship, "censorship"),
        (FailureMode.GuardianPause, "guardian-pause"),
        (FailureMode.TokenBridge, "token-bridge"),
        (FailureMode.L1Congestion, "l1-congestion"),
    ];

    /// <summary>All, in the order of their numbers.</summary>
    public static ImmutableArray<FailureMode> All { get; } = [.. s_names.Select(pair => pair.Mode)];

    /// <summary>Those that take money; the others take time.</summary>
    public static bool IsLoss(FailureMode mode) =>
        mode is FailureMode.InvalidState or FailureMode.EscrowBug or FailureMode.KeyCompromise or FailureMode.DataWithholding or FailureMode.TokenBridge;

    /// <summary>The name in documents and metrics.</summary>
    /// <exception cref="InvalidOperationException">There is no such mode.</exception>
    public static string NameOf(FailureMode mode) => s_names.Single(pair => pair.Mode == mode).Name;

    /// <summary>Finds the mode of a name.</summary>
    public static bool TryParse(string name, out FailureMode mode)
    {
        (mode, string? found) = s_names.SingleOrDefault(pair => pair.Name == name);
        return found is not null;
    }
}
