using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Exits;
using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Backtest;

/// <summary>Runs recorded events through the auditor's own code, block by block, and compares with what happened.</summary>
/// <remarks>
/// A record holds money only. Clocks, powers and other auditors are taken as in order, so that the regime shows what the books alone show. An alarm is a token
/// that begins to lack more
/// than the tolerance of sources that are not one cut. Spec: docs/spec/solvency.md#backtest.
/// </remarks>
public sealed class Replay
{
    /// <summary>The most points that a timeline has.</summary>
    public const int MaxPoints = 10_000;

    private const ulong Day = 86_400;

    private readonly RiskParameters _parameters;
    private readonly RiskModel _model;
    private readonly ReplayOptions _options;
    private readonly LatencyDistribution _exit;
    private readonly RegimeHistory _regimes;
    private readonly uint _tolerance;
    private readonly SortedDictionary<string, TokenBooks> _books = new(StringComparer.Ordinal);
    private readonly Queue<Observation> _unconfirmed = new();
    private readonly Dictionary<string, ushort> _breached = [];
    private readonly List<BacktestAlarm> _alarms = [];
    private readonly List<BacktestPoint> _timeline = [];
    private ulong _nextDay;
    private ulong? _confirmedBlackAt;

    private Replay(RiskParameters parameters, ReplayOptions options)
    {
        (_parameters, _options) = (parameters, options);
        _model = new(parameters);
        _regimes = new(parameters);
        _tolerance = new RegimeRules(parameters).Tolerance(isConsistentCut: false);
        _exit = LatencyDistribution.Constant(options.ExitSeconds, Math.Max(1, options.ExitSeconds / 100), 128);
    }

    /// <summary>Replays a record.</summary>
    public static BacktestReport Run(EventRecord record, RiskParameters parameters, ReplayOptions options)
    {
        Replay replay = new(parameters, options);
        IReadOnlyList<BridgeEvent> events = record.Events;
        int cuts = 0;
        for (int begin = 0, end; begin < events.Count; begin = end, cuts++)
        {
            for (end = begin; end < events.Count && events[end].Time == events[begin].Time; end++)
                replay.Book(events[end]);
            replay.Cut(events, begin, end);
        }

        replay.ConfirmUntil(ulong.MaxValue);
        return replay.Report(record, cuts);
    }

    private void Book(BridgeEvent item)
    {
        if (!_books.TryGetValue(item.Token, out TokenBooks? books))
            _books[item.Token] = books = new(item.Token);
        books.Apply(item);
    }

    private void Cut(IReadOnlyList<BridgeEvent> events, int begin, int end)
    {
        ulong now = events[begin].Time;
        ConfirmUntil(now >= _options.FinalitySeconds ? now - _options.FinalitySeconds : 0);
        Observation seen = Observe(now);
        _regimes.Add(seen);
        _unconfirmed.Enqueue(seen);
        foreach (TokenBalance line in seen.Sheet.Tokens)
        {
            if (!line.IsBreached(_tolerance))
            {
                _breached.Remove(line.Token);
                continue;
            }

            bool isNew = !_breached.TryGetValue(line.Token, out ushort before);
            if (isNew)
                _alarms.Add(new(now, line.Token, line.CoverageBps, [.. Enumerable.Range(begin, end - begin).Select(i => events[i])
                    .Where(item => item.Token == line.Token).Select(item => item.Transaction).Distinct()]));
            if (isNew || Math.Abs(before - line.CoverageBps) >= 100)
            {
                _breached[line.Token] = line.CoverageBps;
                Note(now, line);
            }
        }

        if (now >= _nextDay && seen.Sheet.Tokens.Where(line => !line.Liabilities.IsZero).MinBy(line => line.CoverageBps) is { } least)
        {
            Note(now, least);
            _nextDay = now - now % Day + Day;
        }
    }

    private Observation Observe(ulong now) => new()
    {
        Sheet = new(new(now, Bytes32.FromUInt256(now), now, IsFinal: false), [.. _books.Values.Select(books => books.Line())]),
        IsConsistentCut = false,
        Now = now,
        DerivationLagSeconds = 0,
        AuditorsAgree = true,
        Commitments = CommitmentCheck.Agree,
        HasUnbackedRelease = false,
        IsConserved = true,
        Clocks = [new(ClockKind.Block, 0)],
        ForcedQueueAgeSeconds = 0,
        ForcedQueueLimitSeconds = 1,
        DataMissingSeconds = 0,
        NewestIdentityAgeSeconds = ulong.MaxValue,
        IsNewestIdentityUsed = false,
        IsUpgradeQueued = false,
        IsUpgradedAtOnce = false,
        IsPaused = false,
        IsFrozen = false,
        BondRatio = double.PositiveInfinity,
        QuotaUse = 0,
    };

    private void ConfirmUntil(ulong time)
    {
        while (_unconfirmed.TryPeek(out Observation? oldest) && oldest.Sheet.Cut.Time <= time)
        {
            _unconfirmed.Dequeue();
            if (_regimes.Confirm(oldest with { Sheet = oldest.Sheet with { Cut = oldest.Sheet.Cut with { IsFinal = true } } }).Regime == Regime.Black)
                _confirmedBlackAt ??= oldest.Sheet.Cut.Time + _options.FinalitySeconds;
        }
    }

    private void Note(ulong now, TokenBalance line)
    {
        if (_timeline.Count == MaxPoints)
            return;
        RiskReport risk = _model.Assess(new ClaimInputs
        {
            Traits = _options.Traits,
            IsBridged = true,
            Regime = _regimes.Head.Regime,
            Coverage = Math.Min(1, line.Coverage),
            Exit = _exit,
            LiquidationSeconds = _options.LiquidationSeconds,
            MarginPeriodSeconds = _options.LiquidationSeconds,
            Volatility = _parameters["static.volatility"].Value,
            Yield = _parameters["static.carry"].Value,
        });
        FeedValues feed = FeedValues.Of(risk, line.CoverageBps);
        _timeline.Add(new(now, line.Token, _regimes.Head.Regime, _regimes.Confirmed.Regime, line.CoverageBps, feed.HaircutBps,
            (ushort)(10_000 - feed.DiscountBps), _books[line.Token].Overdrawn));
    }

    private BacktestReport Report(EventRecord record, int cuts)
    {
        ulong? theft = record.Events.Where(item => item.IsTheft).Select(item => (ulong?)item.Time).Min();
        int before = record.Events.Count(item => theft is null || item.Time < theft), wrong = _alarms.Count(alarm => theft is null || alarm.Time < theft);
        BacktestAlarm? hit = theft is null ? null : _alarms.FirstOrDefault(alarm => alarm.Time >= theft);
        return new()
        {
            ParametersId = _parameters.Id,
            Events = record.Events.Count,
            Unmapped = record.Unmapped,
            Cuts = cuts,
            EventsBefore = before,
            TheftAt = theft,
            FirstAlarm = _alarms.FirstOrDefault(),
            DetectionDelaySeconds = hit is null ? null : hit.Time - theft,
            FalseAlarms = wrong,
            FalseAlarmBound = before == 0 ? 1 : wrong == 0 ? GammaPoisson.RuleOfThree(before) : Math.Min(1, new GammaPoisson(wrong + 1, before).Quantile(0.95)),
            ConfirmedBlackAt = _confirmedBlackAt,
            Timeline = [.. _timeline],
        };
    }
}
