using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>Random states and operations for them: numbers at and around their limits, few accounts, so that everything meets.</summary>
internal sealed class AnyState(int seed)
{
    public const int Depth = 2;
    private const int FeeExponentBits = 5;

    private static readonly SchnorrSecretKey[] s_keys = [.. Enumerable.Range(1, 3).Select(i => SchnorrSecretKey.FromSeed([.. Enumerable.Repeat((byte)i, 32)]))];

    private readonly Random _random = new(seed);
    private readonly RollupState[] _states = [Opened(0, 0), Opened(3, 2), Opened(8, 5), Opened(7, 7)];

    /// <summary>A state with two accounts and a pot changed; to be unwound after use.</summary>
    public RollupState Next(out StateMark before)
    {
        RollupState state = _states[_random.Next(_states.Length)];
        before = state.Mark();
        for (int i = 0; i < 4; i++)
            state.SetAccount(Index(), _random.Next(16) == 0 ? default : Account());
        // Where the next account is opened, none is.
        state.SetAccount(state.Capacity - 1 - state.Deposited, default);
        if (state.Opened < state.Capacity / 2)
            state.SetAccount(state.Opened, default);
        for (byte token = 0; token < 3; token++)
            state.SetPot(token, Edge(UInt128.One << 120));
        return state;
    }

    /// <summary>A word of any kind; one in eight has a field out of range.</summary>
    public OperationWord Word(OperationKind kind, RollupState state)
    {
        uint from = Index();
        UInt128 balance = state[from].Balance;
        OperationWord word = new(kind, from, _random.Next(6) == 0 ? from : Index(), Amount(balance), EncodedFee(), _random.Next(16) == 0 ? 99 : (uint)_random.Next(100, 102));
        word = kind switch
        {
            OperationKind.Withdraw => word with { To = 0 },
            OperationKind.Open => word with { To = WordRules.ImpliedIndex },
            OperationKind.ChangeKey => word with { To = 0, Amount = 0 },
            OperationKind.Collect => word with { To = 0, EncodedFee = 0, ValidUntil = 0, Amount = _random.Next(4) == 0 ? word.Amount : state.Pot(state[from].Token) },
            _ => word,
        };
        return _random.Next(64) switch
        {
            0 => word with { From = (uint)_random.NextInt64(1L << 32) },
            1 => word with { To = (uint)_random.NextInt64(1L << 32) },
            2 => word with { Amount = UInt128.One << _random.Next(118, 128) },
            3 => word with { Kind = (OperationKind)_random.Next(256) },
            4 => word with { ValidUntil = uint.MaxValue },
            5 => word with { EncodedFee = (ushort)_random.Next(1 << 16) },
            6 => word with { Amount = 0 },
            _ => word,
        };
    }

    public Operation Operation(RollupState state)
    {
        OperationKind kind = (OperationKind)_random.Next(1, 9);
        OperationWord word = Word(kind is OperationKind.SwapB or OperationKind.Extension ? OperationKind.SwapA : kind, state);
        Operation operation = new(word);
        if (word.Kind == OperationKind.SwapA)
        {
            // Mostly between the same owners, both ways: else nothing but F14 is seen.
            OperationWord back = Word(OperationKind.SwapB, state);
            return operation with { LinkedWord = _random.Next(4) == 0 ? back : back with { Kind = OperationKind.SwapB, From = word.To, To = word.From } };
        }

        Address owner = word.Kind == OperationKind.Open ? Owner() : Address.Zero;
        return operation.SlotCount == 1 ? operation : operation with { LinkedWord = OperationWord.Extension(owner), PublishedKey = Secret().Published };
    }

    public QueuedOperation Item(RollupState state)
    {
        uint from = AnyIndex();
        Address owner = _random.Next(8) == 0 || state[from].IsEmpty ? Owner() : state[from].Owner;
        SchnorrPublicKey key = _random.Next(3) == 0 ? default : Secret().PublicKey;
        byte token = _random.Next(4) == 0 ? Token() : state[from].Token;
        return _random.Next(4) switch
        {
            0 => new QueuedOperation.Deposit(owner, token, UInt128.Max(UInt128.One, Edge(UInt128.One << 120)), from, _random.Next(2) == 0 ? state[from].Key : key),
            1 => new QueuedOperation.ForcedTransfer(owner, from, _random.Next(6) == 0 ? from : AnyIndex(), Amount(state[from].Balance)),
            2 => new QueuedOperation.ForcedExit(owner, from),
            _ => new QueuedOperation.ForcedKey(owner, from, Secret().PublicKey),
        };
    }

    private static RollupState Opened(uint below, uint above)
    {
        RollupState state = new(Depth);
        Account account = new(State.Tests.Town.AddressOf(1), 0, 0, 1_000, 0, s_keys[0].PublicKey);
        for (uint i = 0; i < below; i++)
            state.OpenFromBelow(account);
        for (uint i = 0; i < above; i++)
            state.OpenFromAbove(account);
        return state;
    }

    private Account Account() => new(
        Owner(), Token(), _random.Next(6) == 0 ? uint.MaxValue - (uint)_random.Next(2) : (uint)_random.Next(5), Edge(UInt128.One << 120),
        _random.Next(3) == 0 ? UInt128.MaxValue - Edge(UInt128.One << 120) : Edge(UInt128.One << 120), _random.Next(8) == 0 ? default : Secret().PublicKey);

    // Zero, small, around the middle, and just below the end.
    private UInt128 Edge(UInt128 end) => _random.Next(5) switch
    {
        0 => UInt128.Zero,
        1 or 2 => (UInt128)(ulong)_random.Next(1_000_000),
        3 => end / 2 - (UInt128)(ulong)_random.Next(3),
        _ => end - UInt128.One - (UInt128)(ulong)_random.Next(1_000),
    };

    private UInt128 Amount(UInt128 balance) => _random.Next(5) switch
    {
        0 => balance,
        1 => balance + UInt128.One,
        2 => balance == UInt128.Zero ? balance : balance - UInt128.One,
        3 => (UInt128)(ulong)_random.Next(1_000),
        _ => Edge(UInt128.One << 120),
    };

    private ushort EncodedFee() => _random.Next(3) switch { 0 => 0, 1 => (ushort)(_random.Next(8) << FeeExponentBits), _ => (ushort)_random.Next(1 << 16) };

    private uint Index() => (uint)_random.Next(1 << (2 * Depth));

    private uint AnyIndex() => _random.Next(10) == 0 ? uint.MaxValue - (uint)_random.Next(2) : (uint)_random.Next((1 << (2 * Depth)) + 1);

    private byte Token() => (byte)Math.Max(0, _random.Next(6) - 3);

    private Address Owner() => State.Tests.Town.AddressOf((byte)_random.Next(1, 4));

    private SchnorrSecretKey Secret() => s_keys[_random.Next(s_keys.Length)];
}
