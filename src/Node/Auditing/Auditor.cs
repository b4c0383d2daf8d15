using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Auditing.OpStack;
using Plimsoll.Node.Auditing.Peers;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Roles;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing;

/// <summary>Says of a rollup, block by block and from L1 alone: is it backed, is its latest commitment right, can one get out, what is a claim worth.</summary>
/// <remarks>
/// Judges every block, also those between two looks, so that nothing appears and vanishes unseen (iAUD-001); follows reorgs (iAUD-004). Escrow is read at the
/// block's hash, liabilities are derived up to exactly that block. Spec: docs/spec/solvency.md.
/// </remarks>
public sealed class Auditor : Role
{
    private const int IntervalsUnwoken = 10;

    private readonly EthereumClient _node;
    private readonly AuditorOptions _options;
    private readonly AuditHistory _history;
    private readonly TimeProvider _time;
    private readonly Action<Exception>? _onTrouble;
    private readonly LogFollower _follower;
    private readonly IRollupSource _source;
    private readonly RegimeHistory _regimes;
    private readonly RegimeRules _rules;
    private readonly ReportWriter _writer;
    private readonly List<Observation> _unconfirmed = [];
    private readonly UnwrittenHistory _unwritten;
    private readonly ulong _settledBefore;
    private Judgement? _current;
    private BlockId? _judged;
    private bool _hasBegun, _isReopening;
    private ulong _firstJudged;
    private ulong _latest, _final;
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes an auditor; nothing is asked yet.</summary>
    /// <param name="node">L1.</param>
    /// <param name="identity">The rollup.</param>
    /// <param name="start">The block of the rollup's creation.</param>
    /// <param name="blobs">Where blobs come from.</param>
    /// <param name="history">What it remembers; the caller disposes it after the auditor.</param>
    /// <param name="options">How it computes; null for the defaults.</param>
    /// <param name="time">The clock, for staleness only; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself.</param>
    public Auditor(
        EthereumClient node, RollupIdentity identity, ulong start, BlobSources blobs, AuditHistory history, AuditorOptions? options = null, TimeProvider? time = null,
        Action<Exception>? onTrouble = null)
        : this(node, new PlimsollSource(node, identity, start, blobs, options ?? new()), history, options, time, onTrouble)
    {
    }

    /// <summary>Makes an auditor of a rollup on the OP Stack; nothing is asked yet.</summary>
    /// <param name="node">L1.</param>
    /// <param name="rollup">The rollup, as <see cref="OpStackRollup.ReadAsync"/> completes it.</param>
    /// <param name="own">The user's own node of it; null without one: then it is never GREEN.</param>
    /// <param name="history">What it remembers; the caller disposes it after the auditor.</param>
    /// <param name="options">How it computes; null for the defaults.</param>
    /// <param name="time">The clock, for staleness only; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself.</param>
    public Auditor(
        EthereumClient node, OpStackRollup rollup, OwnNode? own, AuditHistory history, AuditorOptions? options = null, TimeProvider? time = null, Action<Exception>? onTrouble = null)
        : this(
            node, new OpStackSource(node, rollup, own, (options ?? new()).Parameters, onTrouble), history,
            (options ?? new()) with { Traits = [.. (options ?? new()).Traits.Concat(rollup.Traits).Distinct()] }, time, onTrouble)
    {
    }

    private Auditor(EthereumClient node, IRollupSource source, AuditHistory history, AuditorOptions? options, TimeProvider? time, Action<Exception>? onTrouble)
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(history);
        (_node, _source, _history, _options, _time, _onTrouble) = (node, source, history, options ?? new(), time ?? TimeProvider.System, onTrouble);
        _unwritten = new(onTrouble);
        _follower = new(node, source.Filter, new() { Start = source.Start, PollInterval = _options.PollInterval }, time);
        Valuation = new(_options, source.ChallengeWindow);
        (_rules, _writer) = (new(_options.Parameters), new(_options, Valuation));
        Id = source.Id;
        AuditHistory.Memory? memory = history.Recall(Id);
        _regimes = memory is null ? new(_options.Parameters) : new(_options.Parameters, memory.Head, memory.Confirmed);
        _settledBefore = memory?.Block ?? 0;
        StartedAt = _time.GetUtcNow();
        Peers = new(_options.Peers, _options.PeerSilentAfter, StartedAt);
        if (_options.Decision == Decision.Acknowledge)
            _regimes.Acknowledge();
        _isReopening = _options.Decision == Decision.Reopen;
        AuditMetrics.Watch(this);
    }

    /// <summary>Names the rollup: <c>chainId-rollup</c>.</summary>
    public string Id { get; }

    /// <summary>What it stands on: <c>plimsoll</c> or <c>op-stack</c>.</summary>
    public string Stack => _source.Stack;

    /// <summary>The newest judgement; null before the first.</summary>
    public Judgement? Current => Volatile.Read(ref _current);

    /// <summary>When the auditor began.</summary>
    public DateTimeOffset StartedAt { get; }

    internal Valuation Valuation { get; }

    internal PeerBook Peers { get; }

    /// <summary>The newest finalised block that was judged; 0 before the first.</summary>
    internal ulong FinalBlock => Volatile.Read(ref _final);

    internal AuditorOptions Options => _options;

    internal AuditHistory History => _history;

    /// <summary>Waits for another judgement than one that is known.</summary>
    public async Task<Judgement> NextAsync(Judgement? known, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed = _changed.Task;
            if (Current is { } current && !ReferenceEquals(current, known))
                return current;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>How the auditor itself is doing.</summary>
    public AuditorHealth Health() => AuditorHealth.Of(Current, _options, Peers, StartedAt, _time.GetUtcNow());

    /// <inheritdoc/>
    public override void Dispose()
    {
        AuditMetrics.Forget(this);
        base.Dispose();
    }

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellationToken = default)
    {
        BlockHeader? head = _options.Heads?.Head;
        await PollAsync(cancellationToken).ConfigureAwait(false);
        await (_options.Heads is { } heads ? heads.NextAsync(head, IntervalsUnwoken * _options.PollInterval, cancellationToken) : Task.Delay(_options.PollInterval, _time, cancellationToken))
            .ConfigureAwait(false);
    }

    /// <summary>Looks at L1 once and judges every block that leads to its head.</summary>
    /// <exception cref="RpcException">The node does not answer; the next look goes on.</exception>
    /// <exception cref="IOException">The history has not answered for long; the next look goes on.</exception>
    /// <exception cref="InvalidOperationException">The history is of another chain.</exception>
    /// <exception cref="DeepReorgException">The chain changed below what was final.</exception>
    /// <exception cref="Contracts.RollupLogException">The node's logs are not those of our contracts.</exception>
    public async Task PollAsync(CancellationToken cancellationToken = default)
    {
        await _unwritten.WriteAsync().ConfigureAwait(false);
        _latest = _options.Heads?.Head?.Number ?? await _node.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        if (!_hasBegun)
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        await JudgeLeftOverAsync(cancellationToken).ConfigureAwait(false);
        await foreach (ChainEvent happened in _follower.CatchUpAsync(cancellationToken).ConfigureAwait(false))
        {
            _source.Apply(happened);
            switch (happened)
            {
                case ChainEvent.Applied:
                    await JudgeAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case ChainEvent.Unwound:
                    await UnwindAsync(_source.Block).ConfigureAwait(false);
                    break;
                case ChainEvent.HeadsMoved { Finalized: { } final }:
                    await ConfirmAsync(final.Number).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_history.HashAt(Id, _settledBefore) is { } kept)
        {
            BlockHeader? header = await _node.GetHeaderAsync(BlockReference.At(_settledBefore), cancellationToken).ConfigureAwait(false);
            if (header?.Hash.ToString() != kept)
                throw new InvalidOperationException($"The history is of another chain: it has block {_settledBefore} as {kept}, the node as {header?.Hash.ToString() ?? "none"}.");
        }

        _firstJudged = Math.Max(_settledBefore + 1, _latest > _options.Depth ? _latest - _options.Depth : 0);
        _history.Unwind(Id, _settledBefore);
        _hasBegun = true;
    }

    /// <summary>Judges what a failure left undone, unless L1 has replaced it meanwhile: then the follower takes it back.</summary>
    private async Task JudgeLeftOverAsync(CancellationToken cancellationToken)
    {
        BlockId left = _source.Block;
        if (left == _judged || left.Hash == Bytes32.Zero || left.Number < _firstJudged)
            return;
        BlockHeader? canonical = await _node.GetHeaderAsync(BlockReference.At(left.Number), cancellationToken).ConfigureAwait(false);
        if (canonical?.Hash == left.Hash)
            await JudgeAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task JudgeAsync(CancellationToken cancellationToken)
    {
        BlockId block = _source.Block;
        if (block == _judged || block.Number < _firstJudged || block.Hash == Bytes32.Zero)
            return;
        if (await _source.LookAsync(_latest, _onTrouble, cancellationToken).ConfigureAwait(false) is not { } seen)
            return;
        CutView at = new(block.Number, block.Hash.ToString(), seen.Time);
        Observation own = seen.Observe();
        bool? agree = Peers.Take(_time.GetUtcNow());
        Observation observed = own with { AuditorsAgree = own.AuditorsAgree == false ? false : agree, Now = Math.Max(own.Now, seen.Time + Peers.AheadSeconds(at)) };
        IReadOnlyList<Finding> findings = _rules.Apply(observed);
        if (_isReopening)
            _regimes.Reopen(seen.Time); // by L1's clock, as everything about regimes
        _isReopening = false;
        RegimeState head = _regimes.Add(observed);
        _unconfirmed.Add(observed);
        _judged = block;
        await PublishAsync(seen, observed, findings, head).ConfigureAwait(false);
    }

    private Task UnwindAsync(BlockId block)
    {
        _regimes.Unwind(block.Number);
        _unconfirmed.RemoveAll(seen => seen.Sheet.Cut.Block > block.Number);
        Peers.Unwind(block.Number);
        _judged = block; // judged when it was applied
        return _unwritten.AddAsync(() => _history.UnwindAsync(Id, block.Number));
    }

    private async Task ConfirmAsync(ulong final)
    {
        int count = _unconfirmed.FindLastIndex(seen => seen.Sheet.Cut.Block <= final) + 1;
        for (int i = 0; i < count; i++)
        {
            Observation seen = _unconfirmed[i];
            _regimes.Confirm(seen with { Sheet = seen.Sheet with { Cut = seen.Sheet.Cut with { IsFinal = true } } });
        }

        if (count == 0)
            return;
        AuditMetrics.Confirmed(this, _unconfirmed[count - 1].Sheet.Cut.Block, _source.FinalBetween(_final, _unconfirmed[count - 1].Sheet.Cut.Block));
        Volatile.Write(ref _final, _unconfirmed[count - 1].Sheet.Cut.Block);
        AuditHistory.Memory memory = new(_unconfirmed[count - 1].Sheet.Cut.Block, _regimes.Settled, _regimes.Confirmed);
        _unconfirmed.RemoveRange(0, count);
        _source.Forget();
        await _unwritten.AddAsync(() => _history.ConfirmAsync(Id, memory)).ConfigureAwait(false);
        if (_current is { } current)
            Set(current with { Report = current.Report with { Confirmed = RegimeView.Of(_regimes.Confirmed), Head = RegimeView.Of(_regimes.Head) } });
    }

    private async Task PublishAsync(IRollupSighting seen, Observation observed, IReadOnlyList<Finding> findings, RegimeState head)
    {
        AuditReport report = seen.Write(_writer, observed, findings, head, _regimes.Confirmed);
        report = report with { Peers = Peers.Views(report.Cut, _time.GetUtcNow()) };
        await _unwritten.AddAsync(async () =>
        {
            foreach (AuditHistory.Alert alert in await _history.AddAsync(report).ConfigureAwait(false))
                _options.OnAlert?.Invoke(alert);
        }).ConfigureAwait(false);
        Set(new(report, head.Regime, seen.Exit.Total, [.. observed.Sheet.Tokens], _time.GetUtcNow()));
    }

    private void Set(Judgement judgement)
    {
        Volatile.Write(ref _current, judgement);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        AuditMetrics.Publish(this, judgement);
    }
}
