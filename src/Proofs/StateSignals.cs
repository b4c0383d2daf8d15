using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>The rollup's state in a circuit: two trees and two counters, changed slot by slot.</summary>
internal sealed class StateSignals
{
    private const int CounterBits = 32;

    private static readonly Fr s_two32 = FieldNumbers.PowerOfTwo(CounterBits);

    private readonly CircuitBuilder _builder;
    private readonly Signal _feeRoot;

    /// <summary>Takes the state before the segment, and states that it is the one under the root.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="shape">The circuit's shape.</param>
    /// <param name="start">The values.</param>
    /// <param name="root">The root before the first slot.</param>
    /// <param name="withPots">Whether fee pots will change.</param>
    public StateSignals(CircuitBuilder builder, SegmentShape shape, SegmentStart start, in Signal root, bool withPots)
    {
        using NamedScope scope = builder.Scope("start");
        _builder = builder;
        Accounts = new(builder, shape.Depth, shape.TopLevels, start.AccountNodes);
        if (withPots)
            Pots = new(builder, RollupState.FeeDepth, shape.TopLevels, start.PotNodes);
        else
            _feeRoot = builder.Hint(start.FeeRoot);
        Opened = builder.Hint(Fr.FromUInt64(start.Opened));
        Deposited = builder.Hint(Fr.FromUInt64(start.Deposited));
        builder.AssertWidth(Opened, CounterBits);
        builder.AssertWidth(Deposited, CounterBits);
        builder.AssertEqual(Root(), root);
    }

    public TreeTop Accounts { get; }

    public TreeTop? Pots { get; }

    public Signal Opened { get; set; }

    public Signal Deposited { get; set; }

    /// <summary>Returns the root over the trees' roots as they were last hashed.</summary>
    public Signal Root() => _builder.Compress(HashDomain.StateRoot, Accounts.Root, Pots is null ? _feeRoot : Pots.Root, s_two32 * Opened + Deposited, 0);

    /// <summary>Hashes the trees' tops and returns the root.</summary>
    public Signal HashAll()
    {
        Accounts.HashAll();
        Pots?.HashAll();
        return Root();
    }
}
