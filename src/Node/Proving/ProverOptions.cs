namespace Plimsoll.Node.Proving;

/// <summary>How the prover works.</summary>
public sealed record ProverOptions
{
    /// <summary>How many threads share the work of a proof.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);
}
