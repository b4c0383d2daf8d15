using System.Runtime.InteropServices;
using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <content>Taking operations in: all signatures side by side first, then one operation after the other.</content>
public sealed partial class Sequencer
{
    private readonly Dictionary<(uint From, uint Nonce), Taken> _taken = [];
    private readonly List<SignatureClaim> _expected = [], _actual = new(2);

    /// <summary>How many slots may still be taken; every one taken lowers it. Without room, submissions are refused as <see cref="Refusal.Busy"/>.</summary>
    public int Budget { get; set; } = int.MaxValue;

    /// <summary>Slots that were executed and whose batch is not released, those of queues included.</summary>
    public int WaitingSlots
    {
        get
        {
            int slots = 0;
            foreach (Batch batch in _batches)
                slots += batch.SlotCount;
            return slots;
        }
    }

    /// <summary>Takes submissions in the order given, as long as the open batch has room for any.</summary>
    /// <param name="submissions">What was handed in.</param>
    /// <param name="outcomes">As many outcomes; those decided are written.</param>
    /// <param name="parallel">Whether signatures are verified on both cores, or all there are.</param>
    /// <returns>How many were decided: all, or fewer when the batch is full; the others go into the next one.</returns>
    /// <exception cref="InvalidOperationException">There is no open batch.</exception>
    public int Execute(ReadOnlySpan<Submission> submissions, Span<Outcome> outcomes, bool parallel = false) =>
        Execute(submissions, outcomes, isAdmitted: false, parallel);

    private int Execute(ReadOnlySpan<Submission> submissions, Span<Outcome> outcomes, bool isAdmitted, bool parallel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outcomes.Length, submissions.Length);
        Batch batch = OpenBatch ?? throw new InvalidOperationException("There is no open batch.");
        BatchContext context = _settings.ContextAt(batch.Terms.BatchTime);
        _expected.Clear();
        foreach (ref readonly Submission submission in submissions)
            ExpectedClaims.Add(_state, context, submission, _expected);
        bool[] valid = new bool[_expected.Count];
        SignatureClaim.VerifyMany(CollectionsMarshal.AsSpan(_expected), valid, parallel);

        int nextClaim = 0;
        for (int i = 0; i < submissions.Length; i++)
        {
            ref readonly Submission submission = ref submissions[i];
            if (batch.SlotCount + submission.Operation.SlotCount > _settings.Batches.MaxSlots)
                return i;
            int claims = ClaimsOf(submission.Operation.Word.Kind);
            outcomes[i] = Take(batch, context, submission, isAdmitted, CollectionsMarshal.AsSpan(_expected).Slice(nextClaim, claims), valid.AsSpan(nextClaim, claims));
            nextClaim += claims;
        }

        return submissions.Length;
    }

    private Outcome Take(
        Batch batch, in BatchContext context, in Submission submission, bool isAdmitted, ReadOnlySpan<SignatureClaim> expected, ReadOnlySpan<bool> valid)
    {
        Operation operation = submission.Operation;
        Account from = _state[submission.From];
        if (!from.IsEmpty && submission.Nonce != from.Nonce)
            return OfNonce(submission, from.Nonce);
        if (operation.Word.Kind == OperationKind.SwapA && submission.LinkedNonce != LinkedNonceOf(submission))
            return OfNonce(new(default, submission.LinkedNonce), LinkedNonceOf(submission));
        Refusal refusal = isAdmitted ? Refusal.None : _settings.Admission.Check(operation, from.Token, batch.Terms.BatchTime);
        if (refusal != Refusal.None)
            return Outcome.Refused(refusal);
        if (!isAdmitted && Budget < operation.SlotCount)
            return Outcome.Refused(Refusal.Busy);

        StateMark before = _state.Mark();
        _actual.Clear();
        Rejection rejection = StateTransition.Execute(_state, context, operation, _actual);
        if (rejection.Reason != RejectionReason.None)
            return Outcome.Broken(rejection.Reason);
        for (int i = 0; i < _actual.Count; i++)
        {
            // An operation just before may have changed a key or opened the payee: then this is not what was verified.
            if (_actual[i] == expected[i] ? valid[i] : _actual[i].IsValid)
                continue;
            _state.Unwind(before);
            return Outcome.Broken(RejectionReason.WrongSignature);
        }

        if (!isAdmitted)
            Budget -= operation.SlotCount;
        return Outcome.Taken(Add(batch, submission));
    }

    private ulong Add(Batch batch, in Submission submission)
    {
        ulong slot = batch.Add(submission);
        _taken[(submission.From, submission.Nonce)] = new(slot, submission.Operation.Signature.E);
        return slot;
    }

    // Who swaps between two own accounts of one owner may pay both legs from the same one.
    private uint LinkedNonceOf(in Submission submission) =>
        submission.Operation.LinkedWord.From == submission.From ? submission.Nonce + 1 : _state[submission.Operation.LinkedWord.From].Nonce;

    private Outcome OfNonce(in Submission submission, uint nonce)
    {
        if (submission.Nonce > nonce)
            return Outcome.Refused(Refusal.NonceAhead);
        return _taken.TryGetValue((submission.From, submission.Nonce), out Taken taken) && taken.Challenge == submission.Operation.Signature.E
            ? Outcome.Refused(Refusal.Duplicate, taken.Slot)
            : Outcome.Refused(Refusal.NonceUsed);
    }

    private static int ClaimsOf(OperationKind kind) => kind switch
    {
        OperationKind.SwapA => 2,
        OperationKind.Transfer or OperationKind.Withdraw or OperationKind.Open or OperationKind.ChangeKey => 1,
        _ => 0,
    };

    private readonly record struct Taken(ulong Slot, UInt128 Challenge);
}
