using Plimsoll.L1.Abi;
using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
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
    private const int MostUnwritten = 1_024, IntervalsUnwoken = 10;

    private readonly EthereumClient _node;
    private readonly RollupIdentity _identity;
    private readonly AuditorOptions _options;
    private readonly AuditHistory _history;
    private readonly TimeProvider _time;
    private readonly Action<Exception>? _onTrouble;
    private readonly LogFollower _follower;
    private readonly RollupView _view;
    private readonly ChainDeriver _deriver;
    private readonly RunningBooks _books = new();
    private readonly RegimeHistory _regimes;
    private readonly RegimeRules _rules;
    private readonly ReportWriter _writer;
    private readonly List<Observation> _unconfirmed = [];
    private readonly Queue<Action> _unwritten = new(); // what the history was not there for
    private readonly ChainTimes _times;
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
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(history);
        (_node, _identity, _history, _options, _time, _onTrouble) = (node, identity, history, options ?? new(), time ?? TimeProvider.System, onTrouble);
        _follower = new(node, new LogFilter([identity.Rollup, identity.Hub], []), new() { Start = start, PollInterval = _options.PollInterval }, time);
        (_view, _deriver, _times) = (new(identity), new(identity, blobs), new(_options.Parameters));
        Valuation = new(_options, identity.Profile);
        (_rules, _writer) = (new(_options.Parameters), new(_options, Valuation));
        Id = ReportWriter.IdOf(identity);
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
        Write();
        _latest = await _node.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        if (!_hasBegun)
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        await JudgeLeftOverAsync(cancellationToken).ConfigureAwait(false);
        await foreach (ChainEvent happened in _follower.CatchUpAsync(cancellationToken).ConfigureAwait(false))
        {
            _view.Apply(happened);
            switch (happened)
            {
                case ChainEvent.Applied:
                    await JudgeAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case ChainEvent.Unwound:
                    Unwind(_view.Current);
                    break;
                case ChainEvent.HeadsMoved { Finalized: { } final }:
                    Confirm(final.Number);
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
        BlockId left = _view.Current.Block;
        if (left == _judged || left.Hash == Bytes32.Zero || left.Number < _firstJudged)
            return;
        BlockHeader? canonical = await _node.GetHeaderAsync(BlockReference.At(left.Number), cancellationToken).ConfigureAwait(false);
        if (canonical?.Hash == left.Hash)
            await JudgeAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task JudgeAsync(CancellationToken cancellationToken)
    {
        RollupCut cut = _view.Current;
        if (cut.Block == _judged || cut.Block.Number < _firstJudged || cut.Block.Hash == Bytes32.Zero)
            return;
        if (await ReadEscrowAsync(cut, cancellationToken).ConfigureAwait(false) is not { } escrow)
            return;
        DerivedBooks books = await DeriveAsync(cut, cancellationToken).ConfigureAwait(false);
        _times.Follow(cut);
        Sighting seen = new(cut, books, escrow, _times.BatchScore(cut.Time)) { Prices = _options.Prices, SufficientBond = _options.Parameters["amber.bond-ratio"].Value };
        CutView at = new(cut.Block.Number, cut.Block.Hash.ToString(), cut.Time);
        Observation observed = seen.Observe() with { AuditorsAgree = Peers.Take(_time.GetUtcNow()), Now = cut.Time + Peers.AheadSeconds(at) };
        IReadOnlyList<Finding> findings = _rules.Apply(observed);
        if (_isReopening)
            _regimes.Reopen(cut.Time); // by L1's clock, as everything about regimes
        _isReopening = false;
        RegimeState head = _regimes.Add(observed);
        _unconfirmed.Add(observed);
        _judged = cut.Block;
        Publish(seen, observed, findings, head);
    }

    /// <summary>Null for a block in the past whose state the node has thrown away: what counts is judged at the next one.</summary>
    private async Task<IReadOnlyList<EscrowLine>?> ReadEscrowAsync(RollupCut cut, CancellationToken cancellationToken)
    {
        try
        {
            return await EscrowLine.ReadAsync(_node, cut, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcServerException or AbiException && cut.Block.Number < _latest)
        {
            _onTrouble?.Invoke(e);
            return null;
        }
    }

    private async Task<DerivedBooks> DeriveAsync(RollupCut cut, CancellationToken cancellationToken)
    {
        CommittedBatch? missing = null;
        ulong height = _deriver.Height;
        try
        {
            await _deriver.AdvanceAsync(cut, cut.Height, cancellationToken).ConfigureAwait(false);
        }
        catch (BlobsMissingException e)
        {
            _onTrouble?.Invoke(e);
            missing = cut.Batches[(int)_deriver.Height];
        }

        AuditMetrics.Fetched(this, _deriver.Height > height ? _deriver.Height - height : 0, missing is not null);

        return _books.Advance(cut, _deriver, missing);
    }

    private void Unwind(RollupCut cut)
    {
        _regimes.Unwind(cut.Block.Number);
        _unconfirmed.RemoveAll(seen => seen.Sheet.Cut.Block > cut.Block.Number);
        _times.Unwind(cut);
        _books.Forget();
        Peers.Unwind(cut.Block.Number);
        _judged = cut.Block; // judged when it was applied
        Remember(() => _history.Unwind(Id, cut.Block.Number));
    }

    private void Confirm(ulong final)
    {
        int count = _unconfirmed.FindLastIndex(seen => seen.Sheet.Cut.Block <= final) + 1;
        for (int i = 0; i < count; i++)
        {
            Observation seen = _unconfirmed[i];
            _regimes.Confirm(seen with { Sheet = seen.Sheet with { Cut = seen.Sheet.Cut with { IsFinal = true } } });
        }

        if (count == 0)
            return;
        AuditMetrics.Confirmed(this, _unconfirmed[count - 1].Sheet.Cut.Block, _times.FinalBetween(_final, _unconfirmed[count - 1].Sheet.Cut.Block));
        Volatile.Write(ref _final, _unconfirmed[count - 1].Sheet.Cut.Block);
        AuditHistory.Memory memory = new(_unconfirmed[count - 1].Sheet.Cut.Block, _regimes.Settled, _regimes.Confirmed);
        Remember(() => _history.Confirm(Id, memory));
        _unconfirmed.RemoveRange(0, count);
        _deriver.Forget(_view.Finalized.FinalHeight);
        if (_current is { } current)
            Set(current with { Report = current.Report with { Confirmed = RegimeView.Of(_regimes.Confirmed), Head = RegimeView.Of(_regimes.Head) } });
    }

    private void Publish(Sighting seen, Observation observed, IReadOnlyList<Finding> findings, RegimeState head)
    {
        ExitEstimate exit = _times.Exit(seen.Cut);
        AuditReport report = _writer.Write(seen, observed, findings, head, _regimes.Confirmed, exit);
        report = report with { Peers = Peers.Views(report.Cut, _time.GetUtcNow()) };
        Remember(() =>
        {
            foreach (AuditHistory.Alert alert in _history.Add(report))
                _options.OnAlert?.Invoke(alert);
        });
        Set(new(report, head.Regime, exit.Total, [.. observed.Sheet.Tokens], _time.GetUtcNow()));
    }

    /// <summary>Judging goes on while a database is away; what it missed is written in order once it is back.</summary>
    private void Remember(Action write)
    {
        _unwritten.Enqueue(write);
        Write();
    }

    private void Write()
    {
        try
        {
            for (; _unwritten.TryPeek(out Action? write); _unwritten.Dequeue())
                write();
        }
        catch (IOException e) when (_unwritten.Count < MostUnwritten)
        {
            _onTrouble?.Invoke(e);
        }
    }

    private void Set(Judgement judgement)
    {
        Volatile.Write(ref _current, judgement);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        AuditMetrics.Publish(this, judgement);
    }
}
