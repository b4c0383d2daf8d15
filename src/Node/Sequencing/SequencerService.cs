using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plimsoll.Node.Storage;
using Plimsoll.Node.Telemetry;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Sequencing;

/// <summary>The sequencer role: one loop that alone touches the state, fed through a channel.</summary>
/// <remarks>
/// Observe L1, execute what was handed in, end a block every 250 ms, hash a part of a closed batch. An answer leaves when its block is on disk. Safe for concurrent callers.
/// </remarks>
public sealed partial class SequencerService : BackgroundService
{
    private const int LeastSlice = 64;

    private readonly Channel<Work> _work;
    private readonly List<Work.Submit> _gathered = [], _unanswered = [];
    private readonly List<Submission> _submissions = [];
    private readonly List<LogEntry> _unsaved = [];
    private readonly CarriedRate _carried = new();
    private readonly Pace _executing = new(TimeSpan.FromMicroseconds(50)), _sealing = new(TimeSpan.FromMicroseconds(100));
    private readonly SequencerStore _store;
    private readonly SequencerSettings _settings;
    private readonly SequencerOptions _options;
    private readonly ReceiptSigner _signer;
    private readonly ISettlementLayer _layer;
    private readonly ISequencerPolicy _policy;
    private readonly SealedBatches _outbox;
    private readonly AccountDirectory _directory;
    private readonly NodeEvents _events;
    private readonly IDerivedHead _derived;
    private readonly TimeProvider _time;
    private readonly ILogger<SequencerService> _log;
    private Sequencer _sequencer;
    private Bytes32 _lastReceipt;
    private ulong _generation, _seenRevision;
    private long _broken, _nextBlock;
    private int _queued;

    /// <summary>Loads what the store remembers, and executes its log again.</summary>
    /// <exception cref="StoreException">The store is damaged.</exception>
    public SequencerService(
        SequencerSettings settings,
        SequencerOptions options,
        SequencerStore store,
        ReceiptSigner signer,
        ISettlementLayer layer,
        ISequencerPolicy policy,
        SealedBatches outbox,
        AccountDirectory directory,
        NodeEvents events,
        IDerivedHead derived,
        TimeProvider time,
        ILogger<SequencerService> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        (_settings, _options, _store, _signer, _layer, _policy, _outbox, _directory, _events, _derived, _time, _log) =
            (settings, options, store, signer, layer, policy, outbox, directory, events, derived, time, log);
        _work = Channel.CreateUnbounded<Work>(); // bounded by the wait: see SubmitAsync
        _sequencer = store.Load(settings);
        if (store.LastConfirmation() is { } last)
            (_lastConfirmation, _lastReceipt, _generation) = (last, last.Hash, last.Generation);
        _directory.Follow(_sequencer.State);
        Status = Describe();
        Allow(unused: 0); // what a restart finds waiting counts from the first block on
    }

    /// <summary>How it is doing.</summary>
    public SequencerStatus Status { get; private set; }

    /// <summary>The revision of the last view of L1 that was followed.</summary>
    internal ulong SeenRevision => Volatile.Read(ref _seenRevision);

    /// <summary>Hands submissions in and waits for their block.</summary>
    /// <returns>The outcomes; at once when nothing was taken.</returns>
    /// <exception cref="OperationCanceledException">Cancelled, or the node stops; what was taken may have been taken.</exception>
    public async Task<Answer> SubmitAsync(Submission[] submissions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        // Whoever comes while nobody waits is taken, however much it is: else a large request would never be.
        int ahead = Interlocked.Add(ref _queued, submissions.Length) - submissions.Length;
        Work.Submit work = new(submissions, _time.GetTimestamp());
        if (ahead > 0 && ahead * _executing.Seconds > _options.MaxQueueing.TotalSeconds || !_work.Writer.TryWrite(work))
        {
            Interlocked.Add(ref _queued, -submissions.Length);
            Array.Fill(work.Outcomes, new(Refusal.Busy, default, 0));
            Answer(work, null);
        }

        return await work.Answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads something of the sequencer between two of its steps.</summary>
    public async Task<T> ReadAsync<T>(Func<Sequencer, T> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        T result = default!;
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _work.Writer.WriteAsync(new Work.Look(sequencer => result = read(sequencer), done), cancellationToken).ConfigureAwait(false);
        await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            _nextBlock = _time.GetTimestamp();
            while (!stoppingToken.IsCancellationRequested)
            {
                if (!FollowSettlement())
                {
                    if (!await BeginAnewAsync(stoppingToken).ConfigureAwait(false))
                    {
                        RefuseWork();
                        await Task.Delay(_options.BlockInterval, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    }

                    continue;
                }

                TakeWork();
                if (_time.GetElapsedTime(_nextBlock) >= TimeSpan.Zero)
                    EndBlock();
                CloseWhenDue();
                bool isPressed = Volatile.Read(ref _queued) >= LeastSlice;
                if (!(isPressed && IsSealedAhead) && SealSome())
                    continue;
                if (!isPressed)
                    await WaitAsync(stoppingToken).ConfigureAwait(false);
            }

            EndBlock();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            EndBlock(); // it was deriving when it was stopped
        }
        finally
        {
            _work.Writer.TryComplete();
            _unanswered.AddRange(_gathered);
            while (_work.Reader.TryRead(out Work? work))
            {
                if (work is Work.Submit submit)
                    _unanswered.Add(submit);
                else if (work is Work.Look look)
                    look.Done.TrySetCanceled(CancellationToken.None);
            }

            foreach (Work.Submit submit in _unanswered)
                submit.Answer.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(_options.GatherInterval, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TimeSpan untilBlock = -_time.GetElapsedTime(_nextBlock);
        if (untilBlock <= TimeSpan.Zero || _work.Reader.Count > 0 || stoppingToken.IsCancellationRequested)
            return;
        // A wait that ends with the block: L1 is looked at as often, whether there is work or not.
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task work = _work.Reader.WaitToReadAsync(end.Token).AsTask();
        await Task.WhenAny(work, Task.Delay(untilBlock, _time, end.Token)).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Takes nothing: there is no state to take it on.</summary>
    private void RefuseWork()
    {
        while (_work.Reader.TryRead(out Work? work))
        {
            if (work is Work.Look look)
            {
                look.Read(_sequencer);
                look.Done.TrySetResult();
            }
            else if (work is Work.Submit submit)
            {
                Interlocked.Add(ref _queued, -submit.Submissions.Length);
                Array.Fill(submit.Outcomes, new(Refusal.Busy, default, 0));
                Answer(submit, null);
            }
        }
    }

    private void TakeWork()
    {
        _submissions.Clear();
        int most = _executing.Within(_options.Slice, LeastSlice, _options.MaxGathered);
        while (_submissions.Count < most && _work.Reader.TryRead(out Work? work))
        {
            if (work is Work.Look look)
            {
                look.Read(_sequencer);
                look.Done.TrySetResult();
            }
            else if (work is Work.Submit submit)
            {
                _gathered.Add(submit);
                _submissions.AddRange(submit.Submissions);
            }
        }

        if (_gathered.Count == 0)
            return;
        Interlocked.Add(ref _queued, -_submissions.Count);
        Outcome[] outcomes = new Outcome[_submissions.Count];
        long start = _time.GetTimestamp();
        Execute(CollectionsMarshal.AsSpan(_submissions), outcomes);
        _executing.Add(outcomes.Length, _time.GetElapsedTime(start));
        int next = 0;
        foreach (Work.Submit submit in _gathered)
        {
            outcomes.AsSpan(next, submit.Outcomes.Length).CopyTo(submit.Outcomes);
            next += submit.Outcomes.Length;
            if (Array.Exists(submit.Outcomes, outcome => outcome.Refusal is Refusal.None or Refusal.Duplicate))
                _unanswered.Add(submit);
            else
                Answer(submit, null);
        }

        _gathered.Clear();
    }

    private void Execute(ReadOnlySpan<Submission> submissions, Span<Outcome> outcomes)
    {
        int done = 0;
        while (done < submissions.Length)
        {
            if (!EnsureOpen())
            {
                outcomes[done..].Fill(new(Refusal.Busy, default, 0));
                return;
            }

            done += _sequencer.Execute(submissions[done..], outcomes[done..], parallel: true);
            if (done < submissions.Length)
                Close();
        }
    }

    private void Answer(Work.Submit submit, SoftConfirmation? confirmation)
    {
        bool isBusy = Array.Exists(submit.Outcomes, outcome => outcome.Refusal == Refusal.Busy);
        submit.Answer.TrySetResult(new(submit.Outcomes, confirmation, isBusy ? _settings.Admission.RetryAfter(Backlog) : null));
        NodeMetrics.Answered(submit.Outcomes, _time.GetElapsedTime(submit.Arrived));
    }
}
