using System.Collections.Immutable;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Backtest;

/// <summary>A breach that the replay saw.</summary>
/// <param name="Time">Unix seconds.</param>
/// <param name="Token">Where cover was missing.</param>
/// <param name="CoverageBps">Of that token.</param>
/// <param name="Transactions">Of the block.</param>
public sealed record BacktestAlarm(ulong Time, string Token, ushort CoverageBps, ImmutableArray<string> Transactions);

/// <summary>A token at a time.</summary>
/// <param name="Time">Unix seconds.</param>
/// <param name="Token">The token.</param>
/// <param name="Head">The head regime.</param>
/// <param name="Confirmed">The regime on finalised cuts.</param>
/// <param name="CoverageBps">E over L.</param>
/// <param name="HaircutBps">The model's.</param>
/// <param name="FairValueBps">The model's, of the token's price, rounded down.</param>
/// <param name="Overdrawn">What was released beyond the record's escrow.</param>
public sealed record BacktestPoint(ulong Time, string Token, Regime Head, Regime Confirmed, ushort CoverageBps, ushort HaircutBps, ushort FairValueBps,
    UInt256 Overdrawn);

/// <summary>What the auditor would have said, against what happened.</summary>
public sealed record BacktestReport
{
    /// <summary>The parameters that were used.</summary>
    public required Bytes32 ParametersId { get; init; }

    /// <summary>Events that were replayed.</summary>
    public required int Events { get; init; }

    /// <summary>Events of tokens that the source does not pair.</summary>
    public required int Unmapped { get; init; }

    /// <summary>Blocks with events, of both chains.</summary>
    public required int Cuts { get; init; }

    /// <summary>Events before the theft; all if there was none.</summary>
    public required int EventsBefore { get; init; }

    /// <summary>When the record's authors say that it began; none if nothing is marked.</summary>
    public required ulong? TheftAt { get; init; }

    /// <summary>The first alarm of all.</summary>
    public required BacktestAlarm? FirstAlarm { get; init; }

    /// <summary>From the theft to the first alarm at or behind it, in seconds; none without either.</summary>
    public required ulong? DetectionDelaySeconds { get; init; }

    /// <summary>Alarms before the theft; all if there was none.</summary>
    public required int FalseAlarms { get; init; }

    /// <summary>The upper bound, at 95 %, on the probability that an event without theft raises an alarm: 3/n without false alarms, else the Gamma quantile of
    /// their number.</summary>
    public required double FalseAlarmBound { get; init; }

    /// <summary>When the confirmed regime became BLACK.</summary>
    public required ulong? ConfirmedBlackAt { get; init; }

    /// <summary>Haircut and fair value over time: the least covered token once a day, each breached one whenever its coverage moves by a percent.</summary>
    public required ImmutableArray<BacktestPoint> Timeline { get; init; }
}
