using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing;

/// <content>Block by block: judged once, taken back with a reorg, confirmed when L1 has finalised it.</content>
public sealed partial class Auditor
{
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
}
