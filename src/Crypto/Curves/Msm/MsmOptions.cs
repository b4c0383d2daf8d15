namespace Plimsoll.Crypto.Curves;

/// <summary>How a multi-exponentiation may use the machine; the result does not depend on it.</summary>
public sealed record MsmOptions
{
    /// <summary>Every core that the scheduler gives.</summary>
    public static MsmOptions Default { get; } = new();

    /// <summary>The calling thread alone.</summary>
    public static MsmOptions SingleThreaded { get; } = new() { Threads = 1 };

    /// <summary>The largest number of threads that work at once; −1, the default, is as many as the scheduler gives.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or below −1.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, -1);
            ArgumentOutOfRangeException.ThrowIfZero(value);
            field = value;
        }
    } = -1;
}
