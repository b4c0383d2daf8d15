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
public sealed partial class Auditor : Role
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

    private void Set(Judgement judgement)
    {
        Volatile.Write(ref _current, judgement);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        AuditMetrics.Publish(this, judgement);
    }
}
