using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing;

/// <summary>What one stack shows an auditor of a rollup, block by block, and takes back when L1 does.</summary>
/// <remarks>Law: whatever was applied and unwound, what is seen is what the blocks that are left show (iAUD-004).</remarks>
internal interface IRollupSource
{
    /// <summary>Names the rollup: <c>chainId-contract</c>.</summary>
    string Id { get; }

    /// <summary>What it stands on, as metrics and reports name it.</summary>
    string Stack { get; }

    /// <summary>The first block to follow.</summary>
    ulong Start { get; }

    /// <summary>The logs to follow.</summary>
    LogFilter Filter { get; }

    /// <summary>How long a commitment can be disputed, in seconds.</summary>
    ulong ChallengeWindow { get; }

    /// <summary>The newest block that was taken in; no hash before the first.</summary>
    BlockId Block { get; }

    /// <summary>How long commitments took to become final, in seconds: those that became so behind one block and up to another. Empty where nobody measures it.</summary>
    IEnumerable<double> FinalBetween(ulong behind, ulong block);

    /// <summary>Takes in what happened on L1.</summary>
    void Apply(ChainEvent happened);

    /// <summary>Gives up what only blocks need that can be taken back no more.</summary>
    void Forget();

    /// <summary>Reads everything that has to be known at the newest block; null for a block in the past whose state the node has thrown away.</summary>
    /// <param name="latest">The number of L1's newest block.</param>
    /// <param name="onTrouble">Is told what passes by itself.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    Task<IRollupSighting?> LookAsync(ulong latest, Action<Exception>? onTrouble, CancellationToken cancellationToken);
}

/// <summary>Everything that was seen of a rollup at one block.</summary>
internal interface IRollupSighting
{
    /// <summary>The block's time, in Unix seconds.</summary>
    ulong Time { get; }

    /// <summary>How long the way out takes.</summary>
    ExitEstimate Exit { get; }

    /// <summary>What the regime rules judge.</summary>
    Observation Observe();

    /// <summary>Puts the report together.</summary>
    AuditReport Write(ReportWriter writer, Observation observed, IReadOnlyList<Finding> findings, RegimeState head, RegimeState confirmed);
}
