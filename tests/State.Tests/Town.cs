using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;

namespace Plimsoll.State.Tests;

/// <summary>A small rollup with people on it: reads like the story of a test.</summary>
/// <remarks>Alice, Bob, Carol and the operator hold tokens 0 and 1, opened by deposits in this order: index <c>capacity − 1 − (2·person + token)</c>.</remarks>
internal sealed class Town
{
    public const int Depth = 3;
    public const byte Euro = 0, Share = 1;
    public static readonly Address Rollup = AddressOf(0xaa);

    public static readonly Person Alice = new(1), Bob = new(2), Carol = new(3), Operator = new(4);
    private static readonly Person[] s_people = [Alice, Bob, Carol, Operator];

    public Town(int depth = Depth)
    {
        State = new(depth);
        foreach (Person person in s_people)
        {
            foreach (byte token in (byte[])[Euro, Share])
                StateTransition.ApplyQueued(State, new QueuedOperation.Deposit(person.Owner, token, 1_000, uint.MaxValue, person.Key));
        }

        State.Commit();
    }

    public RollupState State { get; }

    public BatchContext Context { get; init; } = new(31337, Rollup, 1_000_000, Operator.Owner);

    public uint IndexOf(Person person, byte token) => State.Capacity - 1 - (uint)(2 * Array.IndexOf(s_people, person) + token);

    public Account Of(Person person, byte token) => State[IndexOf(person, token)];

    public OperationWord Word(OperationKind kind, Person from, Person to, byte token, UInt128 amount, UInt128 fee = default) =>
        new(kind, IndexOf(from, token), IndexOf(to, token), amount, Fee.EncodeRoundingUp(fee), Context.BatchTime);

    public Operation Transfer(Person from, Person to, byte token, UInt128 amount, UInt128 fee = default) =>
        Sign(Word(OperationKind.Transfer, from, to, token, amount, fee), from);

    public Operation Withdraw(Person from, byte token, UInt128 amount, UInt128 fee = default) =>
        Sign(Word(OperationKind.Withdraw, from, from, token, amount, fee) with { To = 0 }, from);

    public Operation Sign(in OperationWord word, Person by) =>
        new(word, by.Secret.Sign(OperationMessage.Of(Context, word, State[word.From], word.Kind == OperationKind.Withdraw ? default : State[word.To]).Hash()));

    /// <summary>Alice-like gives <paramref name="gives"/> of one token for <paramref name="takes"/> of the other.</summary>
    public Operation Swap(Person a, byte tokenA, UInt128 gives, Person b, byte tokenB, UInt128 takes)
    {
        OperationWord first = Word(OperationKind.SwapA, a, b, tokenA, gives), second = Word(OperationKind.SwapB, b, a, tokenB, takes);
        return SignSwap(first, a, second, b);
    }

    public Operation SignSwap(in OperationWord first, Person a, in OperationWord second, Person b) => new(
        first,
        a.Secret.Sign(OperationMessage.OfLeg(Context, first, second, State[second.From].Token, State[first.From], State[first.To]).Hash()),
        second,
        b.Secret.Sign(OperationMessage.OfLeg(Context, second, first, State[first.From].Token, State[second.From], State[second.To]).Hash()));

    public Operation Open(Person from, byte token, UInt128 amount, Person opened, UInt128 fee = default)
    {
        OperationWord word = Word(OperationKind.Open, from, from, token, amount, fee) with { To = WordRules.ImpliedIndex };
        return SignExtended(new(word, LinkedWord: OperationWord.Extension(opened.Owner), PublishedKey: opened.Secret.Published), from);
    }

    public Operation ChangeKey(Person from, byte token, SchnorrSecretKey key)
    {
        OperationWord word = Word(OperationKind.ChangeKey, from, from, token, 0) with { To = 0 };
        return SignExtended(new(word, LinkedWord: OperationWord.Extension(Address.Zero), PublishedKey: key.Published), from);
    }

    public Operation SignExtended(in Operation operation, Person by) =>
        operation with { Signature = by.Secret.Sign(OperationMessage.OfExtended(Context, operation, State[operation.Word.From]).Hash()) };

    public Operation Collect(Person by, byte token, UInt128 amount) =>
        new(new(OperationKind.Collect, IndexOf(by, token), 0, amount, 0, 0));

    public RejectionReason Apply(in Operation operation) => StateTransition.Apply(State, Context, operation);

    public static Address AddressOf(byte number)
    {
        byte[] bytes = new byte[Address.ByteLength];
        bytes[^1] = number;
        return new(bytes);
    }
}

internal sealed class Person(byte number)
{
    public Address Owner { get; } = Town.AddressOf(number);

    public SchnorrSecretKey Secret { get; } = SchnorrSecretKey.FromSeed(Enumerable.Repeat(number, 32).ToArray());

    public SchnorrPublicKey Key => Secret.PublicKey;
}
