using System.Collections.Immutable;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Workloads;
using Plimsoll.Sequencing;

namespace Plimsoll.Cli.Lives;

/// <summary>Operations written and signed one after the other, and counted by kind. Each signer's nonces follow from what was signed before.</summary>
internal sealed class Orders(OperationSigner signer, IReadOnlyList<Trader> traders, Func<uint> validUntil)
{
    /// <summary>How many were written, by kind. Read while others are written, so never changed in place.</summary>
    public ImmutableSortedDictionary<string, long> Counts { get; private set; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>A trade: cash against the instrument.</summary>
    public Submission Swap(PlannedSwap trade)
    {
        (Trader buyer, Trader seller) = (traders[trade.Buyer], traders[trade.Seller]);
        Submission swap = signer.Swap(
            buyer.KeyOf(WorkloadPlan.Cash), (buyer[WorkloadPlan.Cash], seller[WorkloadPlan.Cash], trade.Cash, 0),
            seller.KeyOf(trade.Token), (seller[trade.Token], buyer[trade.Token], trade.Quantity, 0),
            validUntil());
        buyer.Pay(WorkloadPlan.Cash, trade.Cash);
        seller.Receive(WorkloadPlan.Cash, trade.Cash);
        seller.Pay(trade.Token, trade.Quantity);
        buyer.Receive(trade.Token, trade.Quantity);
        return Count("swap", swap);
    }

    public Submission Transfer(int from, int to, byte token, UInt128 amount, UInt128 fee)
    {
        (Trader payer, Trader payee) = (traders[from], traders[to]);
        Submission transfer = signer.Transfer(payer.KeyOf(token), payer[token], payee[token], amount, fee, validUntil());
        payer.Pay(token, amount + fee);
        payee.Receive(token, amount);
        return Count("transfer", transfer);
    }

    /// <summary>Opens an account for somebody new.</summary>
    public Submission Open(int from, byte token, Trader newcomer, UInt128 amount)
    {
        Trader payer = traders[from];
        Submission open = signer.Open(payer.KeyOf(token), payer[token], newcomer.Person.Address, newcomer.Key.Published, amount, 0, validUntil());
        payer.Pay(token, amount);
        return Count("open", open);
    }

    /// <summary>Changes the key of one account to the one of another number; the others keep theirs.</summary>
    public Submission ChangeKey(int trader, byte token, uint number)
    {
        Trader own = traders[trader];
        Submission change = signer.ChangeKey(own.KeyOf(token), own[token], own.KeyNumber(number), 0, validUntil());
        own.Rekey(token, number);
        return Count("changeKey", change);
    }

    public Submission WithdrawAll(Trader own, byte token)
    {
        HeldAccount account = own[token];
        Submission withdraw = signer.Withdraw(own.KeyOf(token), account, account.Account.Balance, 0, validUntil());
        own.Pay(token, account.Account.Balance);
        return Count("withdraw", withdraw);
    }

    private Submission Count(string kind, Submission submission)
    {
        Counts = Counts.SetItem(kind, Counts.GetValueOrDefault(kind) + 1);
        return submission;
    }
}
