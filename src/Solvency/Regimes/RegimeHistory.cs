using System.Collections.Immutable;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Solvency.Regimes;

/// <summary>Two facts about a rollup: the head regime, which follows every block of L1 and unwinds with it, and the confirmed one, which follows finalised cuts
/// only.</summary>
/// <remarks>Not thread-safe. Memory: one state for each block that L1 can still replace. Spec: docs/spec/solvency.md#head-and-confirmed.</remarks>
/// <param name="parameters">Thresholds and clean times.</param>
public sealed class RegimeHistory(RiskParameters parameters)
{
    private readonly RegimeRules _rules = new(parameters);
    private ImmutableList<(ulong Block, Bytes32 Hash, RegimeState State)> _heads = [];
    private RegimeState _base = RegimeState.Unknown; // the head's state before the oldest block that can still be replaced

    /// <summary>Goes on after a restart.</summary>
    /// <param name="parameters">Thresholds and clean times.</param>
    /// <param name="head">The head's state as of the last finalised cut; later blocks are seen again.</param>
    /// <param name="confirmed">The confirmed state as of the same cut.</param>
    public RegimeHistory(RiskParameters parameters, RegimeState head, RegimeState confirmed)
        : this(parameters) => (_base, Confirmed) = (head, confirmed);

    /// <summary>The head's state as of the last finalised cut: with <see cref="Confirmed"/>, what a restart needs.</summary>
    public RegimeState Settled => _base;

    /// <summary>As of the newest block.</summary>
    public RegimeState Head => _heads.IsEmpty ? _base : _heads[^1].State;

    /// <summary>As of the newest finalised cut.</summary>
    public RegimeState Confirmed { get; private set; } = RegimeState.Unknown;

    /// <summary>Takes in what was seen at the next block.</summary>
    /// <exception cref="ArgumentException">The block is not behind the head: <see cref="Unwind"/> comes first.</exception>
    public RegimeState Add(Observation seen)
    {
        if (!_heads.IsEmpty && seen.Sheet.Cut.Block <= _heads[^1].Block)
            throw new ArgumentException($"Block {seen.Sheet.Cut.Block} is not behind block {_heads[^1].Block}.", nameof(seen));
        RegimeState state = Head.After(seen, _rules.Apply(seen), parameters);
        _heads = _heads.Add((seen.Sheet.Cut.Block, seen.Sheet.Cut.Hash, state));
        return state;
    }

    /// <summary>Takes back every block behind one that L1 has kept.</summary>
    /// <param name="block">The last block that stands.</param>
    public void Unwind(ulong block) => _heads = _heads.RemoveAll(head => head.Block > block);

    /// <summary>Takes in what was seen at a finalised cut; blocks up to it can no longer be taken back.</summary>
    /// <remarks>A head block of that number with another hash was replaced without a word: it and what is behind it are taken back.</remarks>
    /// <exception cref="ArgumentException">The cut is not final, or lies before one that was confirmed.</exception>
    public RegimeState Confirm(Observation seen)
    {
        if (!seen.Sheet.Cut.IsFinal || seen.Sheet.Cut.Block < Confirmed.LastFinalCut)
            throw new ArgumentException("A finalised cut, not before the last, is expected.", nameof(seen));
        int replaced = _heads.FindIndex(head => head.Block == seen.Sheet.Cut.Block && head.Hash != seen.Sheet.Cut.Hash);
        if (replaced >= 0)
            _heads = _heads.RemoveRange(replaced, _heads.Count - replaced);
        int settled = _heads.FindLastIndex(head => head.Block <= seen.Sheet.Cut.Block);
        if (settled >= 0)
            (_base, _heads) = (_heads[settled].State, _heads.RemoveRange(0, settled + 1));
        Confirmed = Confirmed.After(seen, _rules.Apply(seen), parameters);
        // What is beyond doubt on a finalised cut is beyond doubt at the head.
        bool isLasting = Confirmed is { Regime: Regime.Black, IsLasting: true };
        if (isLasting && Head.Regime != Regime.Black)
            _heads = [.. _heads.Select(head => (head.Block, head.Hash, Confirmed))];
        if (isLasting && _base.Regime != Regime.Black)
            _base = Confirmed;
        return Confirmed;
    }

    /// <summary>Lets RED end after its clean time, in both.</summary>
    public void Acknowledge()
    {
        (_base, Confirmed) = (_base.Acknowledge(), Confirmed.Acknowledge());
        _heads = [.. _heads.Select(head => (head.Block, head.Hash, head.State.Acknowledge()))];
    }

    /// <summary>Ends BLACK, in both, by people's decision.</summary>
    /// <param name="now">Unix seconds.</param>
    public void Reopen(ulong now)
    {
        (_base, Confirmed) = (RegimeState.Reopen(now), RegimeState.Reopen(now));
        _heads = [];
    }
}
