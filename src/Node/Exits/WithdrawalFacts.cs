namespace Plimsoll.Node.Exits;

/// <summary>What decides how far an account's withdrawals are: running totals on layer 2 and payments on L1, at one cut.</summary>
public sealed record WithdrawalFacts
{
    /// <summary>The cut's time, in Unix seconds.</summary>
    public required ulong Now { get; init; }

    /// <summary>The running total in the sequencer's state; null where no sequencer is asked.</summary>
    public UInt128? SoftConfirmed { get; init; }

    /// <summary>The pending batches that raise the total, oldest first.</summary>
    public IReadOnlyList<PendingWithdrawal> Pending { get; init; } = [];

    /// <summary>The running total in the last final state.</summary>
    public required UInt128 Final { get; init; }

    /// <summary>What was paid, or waits, of it.</summary>
    public UInt256 Claimed { get; init; }

    /// <summary>What waits of it.</summary>
    public UInt256 Waiting { get; init; }

    /// <summary>What waits in the line before the end of that.</summary>
    public UInt256 WaitingBefore { get; init; }

    /// <summary>The least that leaves in a quota period, in the token's smallest unit, at least 1.</summary>
    public required UInt256 QuotaFloor { get; init; }

    /// <summary>The quota's period, in seconds.</summary>
    public required ulong QuotaPeriod { get; init; }
}
