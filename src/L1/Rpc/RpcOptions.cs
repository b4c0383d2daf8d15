namespace Plimsoll.L1.Rpc;

/// <summary>What a client allows a node to cost: time, attempts, memory.</summary>
public sealed record RpcOptions
{
    /// <summary>The time of one attempt, from connecting to the last byte of the answer. Default 15 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a repeatable request is sent at most. Default 5.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The longest wait before the second attempt; it doubles with each further one. Default 200 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between any two attempts. Default 10 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The size of an answer's body above which reading stops, in bytes. Default 16 MiB.</summary>
    public int MaxResponseBytes { get; init; } = 16 << 20;

    /// <summary>How deeply an answer's JSON may be nested. Default 32.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>How many requests share one batch at most; larger batches are sent in parts. Default 100.</summary>
    public int MaxBatch { get; init; } = 100;

    /// <summary>Returns the wait before attempt <paramref name="attempt"/> (2, 3, …): exponential, the upper half of it random.</summary>
    /// <remarks>The random half keeps clients that failed together from coming back together.</remarks>
    internal TimeSpan DelayBefore(int attempt, double random) =>
        TimeSpan.FromTicks((long)(Math.Min(FirstDelay.Ticks * Math.Pow(2, attempt - 2), MaxDelay.Ticks) * (0.5 + random / 2)));
}
