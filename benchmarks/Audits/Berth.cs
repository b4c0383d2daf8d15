using Plimsoll.Batches;
using Plimsoll.Crypto.Fields;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.State;

namespace Plimsoll.Audits;

/// <summary>One synthetic rollup with its operator's own state.</summary>
internal sealed class Berth(RollupIdentity identity, ulong start, ChainTracker tracker, Crew @operator, IReadOnlyList<Crew> people)
{
    private const int Transfers = 8;
    private readonly RollupState _state = new(identity.Profile.Depth);

    public RollupIdentity Identity => identity;

    public ulong Start => start;

    public Crew Operator => @operator;

    /// <summary>Commits what waits in the queue and a few transfers and withdrawals, in one blob.</summary>
    public async Task CommitAsync()
    {
        await tracker.PollAsync();
        RollupCut cut = tracker.Current;
        StateMark before = _state.Mark();
        BatchContext context = new(identity.ChainId, identity.Rollup, (uint)cut.Time, @operator.Address);
        BatchBuilder batch = new();
        foreach (QueueEntry entry in cut.OpenItems)
        {
            StateTransition.ApplyQueued(_state, entry.Item.Operation);
            batch.AddQueued();
        }

        (uint Index, Crew Owner)[] accounts = [.. _state.Accounts().Select(it => (it.Index, people.First(person => person.Address == it.Account.Owner)))];
        for (int i = 0; i < Transfers && accounts.Length > 1; i++)
        {
            (uint from, Crew owner) = accounts[i % accounts.Length];
            uint to = accounts[(i + 1) % accounts.Length].Index;
            OperationWord word = i == 0 ? new(OperationKind.Withdraw, from, 0, 5, 0, context.BatchTime) : new(OperationKind.Transfer, from, to, 10, 0, context.BatchTime);
            Operation operation = new(word, owner.Secret.Sign(OperationMessage.Of(context, word, _state[from], i == 0 ? default : _state[to]).Hash()));
            if (StateTransition.Apply(_state, context, operation) == RejectionReason.None)
                batch.Add(operation);
        }

        Fr[] roots = new Fr[_state.PendingSlots];
        _state.Commit(roots);
        BatchPublication publication = BatchPublication.Prepare(cut, context, batch.Complete(roots), batch.QueueCount);
        try
        {
            await @operator.Sender.CallWithBlobsAsync("commit", identity.Rollup, RollupCalls.Commit(publication.Header), publication.Sidecar);
        }
        catch (TransactionFailedException)
        {
            _state.Unwind(before);
            _state.Commit();
            throw;
        }
    }

    public Task DepositAsync(Crew person, ulong amount) =>
        person.Sender.CallAsync("deposit", identity.Rollup, RollupCalls.Deposit(0, amount, person.Address, uint.MaxValue, person.Secret.Published), amount);
}
