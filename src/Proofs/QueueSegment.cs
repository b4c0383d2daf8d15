using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>Makes the circuit of consecutive items of the queue: items go in, and are applied to the state on the way.</summary>
public sealed class QueueSegment
{
    private readonly ProvingState _state;
    private readonly SegmentShape _shape;
    private readonly SegmentStart _start;
    private readonly Fr _preRoot, _linkBefore;
    private readonly SegmentTrail _trail;
    private readonly List<QueueSlotTrace> _traces = [];
    private Fr _postRoot;
    private AccountOpening _idle;

    /// <summary>Starts a segment.</summary>
    /// <param name="state">The state before its first slot.</param>
    /// <param name="shape">Its circuit.</param>
    /// <param name="link">The queue's hash chain before its first item.</param>
    /// <param name="firstElement">The position of its first element in the blobs.</param>
    public QueueSegment(ProvingState state, SegmentShape shape, in Fr link, int firstElement)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(shape);
        (_state, _shape, _linkBefore, Link) = (state, shape, link, link);
        (_start, _preRoot, _trail) = (state.Start(shape.TopLevels), state.Root, new(shape.Layout, firstElement));
        (_postRoot, _idle) = (state.Root, state.Open(0, state.State[0]));
    }

    /// <summary>The queue's hash chain behind the last item so far.</summary>
    public Fr Link { get; private set; }

    /// <summary>Where it stands, so far.</summary>
    public SegmentRange Range => new(_trail.FirstElement, _trail.EndElement, _traces.Count);

    /// <summary>h, so far: the hash of the elements, which z is drawn from. Slots that are not used count as zeros.</summary>
    public Fr Commitment
    {
        get
        {
            Fr[] committed = new Fr[_shape.Slots * SegmentTrail.CommittedPerQueueSlot(_shape.Layout)];
            _trail.Committed.CopyTo(committed);
            return Poseidon2.Sponge(HashDomain.BatchData, committed);
        }
    }

    /// <summary>Applies an item, or finds it void, and takes its slot.</summary>
    /// <param name="item">The next item of the queue.</param>
    /// <param name="published">Q as L1 hashed it, or (0, 0) where no key is named.</param>
    /// <param name="linkAfter">The chain behind the item, as L1 says.</param>
    /// <exception cref="InvalidOperationException">There is no room.</exception>
    public void Add(QueuedOperation item, in JubjubAffine published, in Fr linkAfter)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (_traces.Count == _shape.Slots)
            throw new InvalidOperationException($"All {_shape.Slots} slots are taken.");
        RollupState state = _state.State;
        (uint from, uint to) = item switch
        {
            QueuedOperation.Deposit x => (x.Hint, 0U),
            QueuedOperation.ForcedTransfer x => (x.From, x.To),
            QueuedOperation.ForcedExit x => (x.From, 0U),
            QueuedOperation.ForcedKey x => (x.From, 0U),
            _ => throw new ArgumentException("The queue holds no such item.", nameof(item)),
        };
        uint mask = state.Capacity - 1, first = from & mask;
        bool opens = item is QueuedOperation.Deposit deposit && !StateTransition.Credits(state, deposit);
        uint second = opens ? mask - state.Deposited : item is QueuedOperation.ForcedTransfer ? to & mask : first;
        Account firstFound = state[first], secondFound = state[second];
        bool applied = StateTransition.ApplyQueued(state, item);

        Account firstLeft = opens ? firstFound : state[first];
        if (applied && item is QueuedOperation.ForcedTransfer transfer && first == second)
            firstLeft = firstLeft with { Balance = firstLeft.Balance - transfer.Amount };
        AccountOpening firstOpening = _state.Open(first, firstFound);
        _state.Write(first, firstLeft);
        secondFound = opens ? state[second] with { Balance = UInt128.Zero } : first == second ? firstLeft : secondFound;
        AccountOpening secondOpening = _state.Open(second, secondFound);
        _state.Write(second, state[second]);
        _traces.Add(new(item, published, firstOpening, secondOpening));
        _trail.AddQueue(_state.Root);
        Link = linkAfter;
        (_postRoot, _idle) = (_state.Root, _state.Open(0, state[0]));
    }

    /// <summary>Returns the circuit with its values, and what it states.</summary>
    /// <param name="z">The point of evaluation, with z^4096 ≠ 1.</param>
    public (ICircuit Circuit, SegmentStatement Statement) Complete(in Fr z)
    {
        SegmentStatement statement = new(_linkBefore, Link, _preRoot, _postRoot, Range.ToField(), z, _trail.ValueAt(z), Commitment);
        return (Circuit(statement, Traces()), statement);
    }

    /// <summary>Returns an instance to compile, with values that satisfy nothing.</summary>
    public static ICircuit Blank(SegmentShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        QueueSegment segment = new(new(new(shape.Depth)), shape, Fr.Zero, firstElement: 0);
        return segment.Circuit(new(Fr.Zero, Fr.Zero, Fr.Zero, Fr.Zero, Fr.Zero, Fr.FromUInt64(2), Fr.Zero, Fr.Zero), segment.Traces());
    }

    /// <summary>The slots, with those that are not used.</summary>
    internal QueueSlotTrace[] Traces() => [.. _traces, .. Enumerable.Repeat(new QueueSlotTrace(null, default, _idle, _idle), _shape.Slots - _traces.Count)];

    internal QueueSegmentCircuit Circuit(SegmentStatement statement, QueueSlotTrace[] traces) => new(_shape, statement, Range, _start, traces);
}
