using Plimsoll.Batches;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>Makes the circuit of consecutive users' slots: operations go in, and are applied to the state on the way.</summary>
/// <remarks>First all segments of a batch are filled, then z is drawn from their commitments, then each is completed. An operation of two slots is never divided.</remarks>
public sealed class UserSegment
{
    private readonly ProvingState _state;
    private readonly SegmentShape _shape;
    private readonly BatchContext _context;
    private readonly SegmentStart _start;
    private readonly Fr _preRoot;
    private readonly SegmentTrail _trail;
    private readonly List<UserSlotTrace> _traces = [];
    private readonly bool _collectingBefore;
    private Fr _postRoot;
    private UserSlotTrace? _unused;

    /// <summary>Starts a segment.</summary>
    /// <param name="state">The state before its first slot.</param>
    /// <param name="shape">Its circuit.</param>
    /// <param name="context">What its operations depend on.</param>
    /// <param name="firstElement">The position of its first element in the blobs.</param>
    /// <param name="collectingBefore">Whether a Collect stands before it.</param>
    public UserSegment(ProvingState state, SegmentShape shape, in BatchContext context, int firstElement, bool collectingBefore = false)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(shape);
        (_state, _shape, _context, _collectingBefore) = (state, shape, context, collectingBefore);
        (_start, _preRoot, _trail) = (state.Start(shape.TopLevels), state.Root, new(shape.Layout, firstElement));
    }

    /// <summary>Where it stands, so far.</summary>
    public SegmentRange Range => new(
        _trail.FirstElement, _trail.EndElement, _traces.Count, _collectingBefore, _traces.Count > 0 && _traces[^1].Word.Kind == OperationKind.Collect);

    /// <summary>h, so far: the hash of the elements, which z is drawn from. Slots that are not used count as zeros.</summary>
    public Fr Commitment
    {
        get
        {
            Fr[] committed = new Fr[_shape.Slots * SegmentTrail.CommittedPerUserSlot(_shape.Layout)];
            _trail.Committed.CopyTo(committed);
            return Poseidon2.Sponge(HashDomain.BatchData, committed);
        }
    }

    /// <summary>Applies an operation and takes its slots, if there is room for them.</summary>
    /// <returns>Why the operation may not be here, with nothing changed; none if it was taken.</returns>
    /// <exception cref="InvalidOperationException">There is no room.</exception>
    public RejectionReason Add(in Operation operation)
    {
        if (_traces.Count + operation.SlotCount > _shape.Slots)
            throw new InvalidOperationException($"{_traces.Count} of {_shape.Slots} slots are taken.");
        StateMark before = _state.State.Mark();
        RejectionReason reason = StateTransition.Apply(_state.State, _context, operation);
        if (reason != RejectionReason.None)
            return reason;
        _state.State.Unwind(before);
        AddUnchecked(operation);
        return RejectionReason.None;
    }

    /// <summary>Takes the slots of an operation that may not be here at all, to see who notices.</summary>
    internal void AddUnchecked(in Operation operation)
    {
        BatchBuilder builder = new();
        builder.Add(operation);
        ReadOnlySpan<Slot> slots = builder.Complete(new Fr[operation.SlotCount]);
        UserSlotTracer tracer = new(_state, _context);
        foreach (UserSlotTrace trace in tracer.Trace(operation, slots))
            _traces.Add(trace);
        for (int i = 0; i < slots.Length; i++)
            _trail.Add(slots[i] with { PostRoot = tracer.Roots[i] });

        // What is behind the last slot leaves the last account alone.
        uint index = _traces[^1].First.Index;
        AccountOpening idle = _state.Open(index, _state.State[index]);
        byte token = idle.Account.Token;
        _unused = new(default, default, Fr.Zero, Fr.Zero, idle, idle, _state.OpenPot(token, _state.State.Pot(token)));
        _postRoot = _state.Root;
    }

    /// <summary>Returns the circuit with its values, and what it states.</summary>
    /// <param name="z">The point of evaluation, with z^4096 ≠ 1.</param>
    /// <exception cref="InvalidOperationException">There is no slot.</exception>
    public (ICircuit Circuit, SegmentStatement Statement) Complete(in Fr z)
    {
        SegmentStatement statement = new(
            UserContext.DeploymentOf(_context), UserContext.MomentOf(_context), _preRoot, _postRoot, Range.ToField(), z, _trail.ValueAt(z), Commitment);
        return (Circuit(statement, Traces()), statement);
    }

    /// <summary>Returns an instance to compile, with values that satisfy nothing.</summary>
    public static ICircuit Blank(SegmentShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        UserSegment segment = new(new(new(shape.Depth)), shape, default, firstElement: 0);
        SegmentStatement statement = new(Fr.Zero, Fr.Zero, Fr.Zero, Fr.Zero, Fr.Zero, Fr.FromUInt64(2), Fr.Zero, Fr.Zero);
        AccountOpening nobody = segment._state.Open(0, default);
        UserSlotTrace trace = new(default, default, Fr.Zero, Fr.Zero, nobody, nobody, segment._state.OpenPot(0, 0));
        return segment.Circuit(statement, [.. Enumerable.Repeat(trace, shape.Slots)]);
    }

    /// <summary>The slots, with those that are not used.</summary>
    internal UserSlotTrace[] Traces()
    {
        UserSlotTrace unused = _unused ?? throw new InvalidOperationException("A segment has a slot.");
        return [.. _traces, .. Enumerable.Repeat(unused, _shape.Slots - _traces.Count)];
    }

    internal UserSegmentCircuit Circuit(SegmentStatement statement, UserSlotTrace[] traces) => new(_shape, statement, _context, Range, _start, traces);
}
