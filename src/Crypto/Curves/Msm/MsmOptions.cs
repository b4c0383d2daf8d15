namespace Plimsoll.Crypto.Curves;

/// <summary>How a multi-exponentiation may use the machine; the result does not depend on it.</summary>
public sealed record MsmOptions
{
    /// <summary>Every core that the scheduler gives.</summary>
    public static MsmOptions Default { get; } = new();

    /// <summary>The calling thread alone.</summary>
    public static MsmOptions SingleThreaded { get; } = new() { Threads = 1 };

    /// <summary>The largest number of threads that work at once; −1, the default, is as many as the scheduler gives.</summary>
    public int Threads { get; init; } = -1;
}
