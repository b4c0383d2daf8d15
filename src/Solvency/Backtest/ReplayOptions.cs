namespace Plimsoll.Solvency.Backtest;

/// <summary>What a record of events does not say.</summary>
public sealed record ReplayOptions
{
    /// <summary>How long a withdrawal takes, in seconds; Nomad's optimistic window was 1,800.</summary>
    public double ExitSeconds { get; init; } = 1_800;

    /// <summary>How long L1 takes to finalise a block, in seconds: two epochs.</summary>
    public ulong FinalitySeconds { get; init; } = 768;

    /// <summary>How long selling the claim takes, in seconds.</summary>
    public double LiquidationSeconds { get; init; } = 86_400;

    /// <summary>The multipliers that apply.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];
}
