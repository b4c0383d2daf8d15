using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Sequencing.Tests;

/// <summary>The town with a sequencer on it, and wallets that know their nonces.</summary>
internal sealed class Office
{
    public const uint Time = 1_000_000, Later = Time + 10_000;

    public Office(int maxSlots = 64, AdmissionPolicy? admission = null, bool isOpen = true)
    {
        Town = new();
        Settings = new(Town.Context.ChainId, Rollup, Operator.Owner)
        {
            Admission = admission ?? new(),
            Batches = new() { MaxSlots = maxSlots },
        };
        Sequencer = new(Settings, Town.State, new(0, 0, 8, 0));
        if (isOpen)
            Sequencer.Open(new(Time, []));
    }

    public Town Town { get; }

    public SequencerSettings Settings { get; }

    public Sequencer Sequencer { get; }

    public uint OperatorsEuro => Town.IndexOf(Operator, Euro);

    /// <summary>A transfer with a nonce of the sender's choice.</summary>
    public Submission Pay(Person from, Person to, UInt128 amount, uint? nonce = null, UInt128 fee = default, uint validUntil = Later)
    {
        OperationWord word = Town.Word(OperationKind.Transfer, from, to, Euro, amount, fee) with { ValidUntil = validUntil };
        uint number = nonce ?? Town.Of(from, Euro).Nonce;
        Account payer = Town.Of(from, Euro) with { Nonce = number };
        return new(new(word, from.Secret.Sign(OperationMessage.Of(Town.Context, word, payer, Town.Of(to, Euro)).Hash())), number);
    }

    public Outcome[] Hand(params Submission[] submissions)
    {
        Outcome[] outcomes = new Outcome[submissions.Length];
        Assert.Equal(submissions.Length, Sequencer.Execute(submissions, outcomes));
        return outcomes;
    }

    public Outcome Hand(Submission submission) => Hand([submission])[0];
}
