namespace Plimsoll.Cli.Devnets;

/// <summary>What a devnet looks like at one moment.</summary>
internal sealed record DevnetStatus
{
    public required string Phase { get; init; }

    public required ulong L1Block { get; init; }

    public required TimeSpan Running { get; init; }

    /// <summary>Operations that the sequencer confirmed, by kind.</summary>
    public required IReadOnlyDictionary<string, long> Operations { get; init; }

    public required double OperationsPerSecond { get; init; }

    public required ulong Committed { get; init; }

    public required ulong Final { get; init; }

    /// <summary>How the prover is doing; null where batches are not proven.</summary>
    public Node.Proving.ProverStatus? Prover { get; init; }

    /// <summary>Seconds until the next batch can be final, at the latest; null when none is pending.</summary>
    public long? NextFinal { get; init; }

    public required int QueueOpen { get; init; }

    /// <summary>Confirmed slots that L1 does not hold yet.</summary>
    public required int WaitingSlots { get; init; }

    public required IReadOnlyList<(string Token, UInt128 Escrow)> Escrow { get; init; }

    public required Uri Api { get; init; }

    public required Uri Rpc { get; init; }

    /// <summary>What happened last, newest first.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    public long TotalOperations => Operations.Values.Sum();
}
