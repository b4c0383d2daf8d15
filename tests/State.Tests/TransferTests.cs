using static Plimsoll.State.Tests.Town;

namespace Plimsoll.State.Tests;

public sealed class TransferTests
{
    private readonly Town _town = new();

    [Fact]
    public void A_transfer_moves_the_amount_and_leaves_the_fee_in_the_pot()
    {
        Assert.Equal(RejectionReason.None, _town.Apply(_town.Transfer(Alice, Bob, Euro, 300, 5)));
        Assert.Equal((695u, 1u), ((uint)_town.Of(Alice, Euro).Balance, _town.Of(Alice, Euro).Nonce));
        Assert.Equal((1300u, 0u), ((uint)_town.Of(Bob, Euro).Balance, _town.Of(Bob, Euro).Nonce));
        Assert.Equal((UInt128)5, _town.State.Pot(Euro));
    }

    [Fact]
    public void A_transfer_to_oneself_costs_the_fee_and_a_nonce()
    {
        Assert.Equal(RejectionReason.None, _town.Apply(_town.Transfer(Alice, Alice, Euro, 900, 100)));
        Assert.Equal((900u, 1u), ((uint)_town.Of(Alice, Euro).Balance, _town.Of(Alice, Euro).Nonce));
    }

    [Fact]
    public void A_signature_works_once()
    {
        Operation operation = _town.Transfer(Alice, Bob, Euro, 1);
        Assert.Equal(RejectionReason.None, _town.Apply(operation));
        Assert.Equal(RejectionReason.WrongSignature, _town.Apply(operation));
    }

    [Fact]
    public void Nobody_pays_more_than_they_have() =>
        Assert.Equal(RejectionReason.InsufficientBalance, _town.Apply(_town.Transfer(Alice, Bob, Euro, 996, 5)));

    [Fact]
    public void A_signature_is_good_for_one_chain_one_rollup_and_one_owner()
    {
        Operation operation = _town.Transfer(Alice, Bob, Euro, 1);
        Assert.Equal(RejectionReason.WrongSignature, StateTransition.Apply(_town.State, _town.Context with { ChainId = 1 }, operation));
        Assert.Equal(RejectionReason.WrongSignature, StateTransition.Apply(_town.State, _town.Context with { Rollup = AddressOf(0xab) }, operation));
        OperationWord word = operation.Word with { To = _town.IndexOf(Carol, Euro) };
        Assert.Equal(RejectionReason.WrongSignature, _town.Apply(operation with { Word = word }));
    }

    [Fact]
    public void An_expired_operation_is_rejected_at_the_second_after() =>
        Assert.Equal(
            RejectionReason.Expired,
            StateTransition.Apply(_town.State, _town.Context with { BatchTime = _town.Context.BatchTime + 1 }, _town.Transfer(Alice, Bob, Euro, 1)));

    [Fact]
    public void Tokens_do_not_mix()
    {
        OperationWord word = _town.Word(OperationKind.Transfer, Alice, Bob, Euro, 1) with { To = _town.IndexOf(Bob, Share) };
        Assert.Equal(RejectionReason.TokensDiffer, _town.Apply(_town.Sign(word, Alice)));
    }

    [Fact]
    public void Empty_accounts_neither_pay_nor_are_paid()
    {
        OperationWord word = _town.Word(OperationKind.Transfer, Alice, Bob, Euro, 0);
        Assert.Equal(RejectionReason.AccountEmpty, _town.Apply(_town.Sign(word with { To = 0 }, Alice)));
        Assert.Equal(RejectionReason.AccountEmpty, _town.Apply(_town.Sign(word with { From = 0 }, Alice)));
    }

    [Fact]
    public void A_rejected_operation_changes_nothing()
    {
        Fr before = _town.State.Root;
        _town.Apply(_town.Transfer(Alice, Bob, Euro, 10_000));
        _town.Apply(_town.Transfer(Alice, Bob, Euro, 1) with { Signature = default });
        _town.State.Commit();
        Assert.Equal(before, _town.State.Root);
        Assert.Equal(0, _town.State.PendingSlots);
    }
}
