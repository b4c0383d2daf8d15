using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Signatures;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.State.Tests;

/// <summary>Operations of two slots: swaps, and those with an extension.</summary>
public sealed class PairTests
{
    private readonly Town _town = new();

    [Fact]
    public void A_swap_exchanges_two_tokens()
    {
        Assert.Equal(RejectionReason.None, _town.Apply(_town.Swap(Alice, Euro, 100, Bob, Share, 7)));
        Assert.Equal((900u, 1007u), ((uint)_town.Of(Alice, Euro).Balance, (uint)_town.Of(Alice, Share).Balance));
        Assert.Equal((1100u, 993u), ((uint)_town.Of(Bob, Euro).Balance, (uint)_town.Of(Bob, Share).Balance));
    }

    [Fact]
    public void When_the_second_leg_fails_the_first_did_not_happen()
    {
        Account before = _town.Of(Alice, Euro);
        Assert.Equal(RejectionReason.InsufficientBalance, _town.Apply(_town.Swap(Alice, Euro, 100, Bob, Share, 1_001)));
        Assert.Equal(before, _town.Of(Alice, Euro));
        Assert.Equal(0, _town.State.PendingSlots);
    }

    [Fact]
    public void Each_leg_is_signed_for_by_its_own_payer()
    {
        Operation swap = _town.Swap(Alice, Euro, 100, Bob, Share, 7);
        Assert.Equal(RejectionReason.WrongSignature, _town.Apply(swap with { LinkedSignature = swap.Signature }));
        Assert.Equal(RejectionReason.WrongSignature, _town.Apply(swap with { LinkedWord = swap.LinkedWord with { Amount = 6 } }));
        Assert.Equal(RejectionReason.WrongSignature, _town.Apply(swap with { Word = swap.Word with { Amount = 101 } }));
    }

    [Fact]
    public void A_swap_does_not_pay_a_third_person()
    {
        OperationWord first = _town.Word(OperationKind.SwapA, Alice, Bob, Euro, 1), second = _town.Word(OperationKind.SwapB, Bob, Carol, Share, 1);
        Assert.Equal(RejectionReason.OwnersDoNotCross, _town.Apply(_town.SignSwap(first, Alice, second, Bob)));
    }

    [Fact]
    public void The_token_of_the_other_leg_is_signed_for()
    {
        Operation swap = _town.Swap(Alice, Euro, 100, Bob, Share, 7);
        BatchContext context = _town.Context;
        SchnorrSignature forOtherToken = Alice.Secret.Sign(
            OperationMessage.OfLeg(context, swap.Word, swap.LinkedWord, 2, _town.Of(Alice, Euro), _town.Of(Bob, Euro)).Hash());
        Assert.Equal(RejectionReason.WrongSignature, _town.Apply(swap with { Signature = forOtherToken }));
    }

    [Fact]
    public void An_open_pays_a_new_owner_at_the_next_index()
    {
        Assert.Equal(RejectionReason.None, _town.Apply(_town.Open(Alice, Euro, 400, Carol, 2)));
        Assert.Equal(new Account(Carol.Owner, Euro, 0, 400, 0, Carol.Key), _town.State[0]);
        Assert.Equal((598u, 1u), ((uint)_town.Of(Alice, Euro).Balance, _town.State.Opened));
        Assert.Equal(2, _town.State.PendingSlots);
    }

    [Fact]
    public void An_open_for_somebody_else_than_was_signed_for_is_rejected()
    {
        Operation open = _town.Open(Alice, Euro, 400, Carol);
        Assert.Equal(RejectionReason.WrongSignature, _town.Apply(open with { LinkedWord = OperationWord.Extension(Bob.Owner) }));
        Assert.Equal(RejectionReason.WrongSignature, _town.Apply(open with { PublishedKey = Bob.Secret.Published }));
    }

    [Fact]
    public void Opens_end_where_the_half_for_deposits_begins()
    {
        Town town = new(depth: 2);
        for (uint i = 0; i < town.State.Capacity / 2; i++)
            Assert.Equal(RejectionReason.None, town.Apply(town.Open(Alice, Euro, 1, Carol)));
        Assert.Equal(RejectionReason.IndexSpaceFull, town.Apply(town.Open(Alice, Euro, 1, Carol)));
    }

    [Fact]
    public void A_changed_key_signs_from_then_on()
    {
        SchnorrSecretKey other = SchnorrSecretKey.FromSeed(new byte[32]);
        Assert.Equal(RejectionReason.None, _town.Apply(_town.ChangeKey(Alice, Euro, other)));
        Assert.Equal(other.PublicKey, _town.Of(Alice, Euro).Key);
        Assert.Equal(RejectionReason.WrongSignature, _town.Apply(_town.Transfer(Alice, Bob, Euro, 1)));
    }

    [Fact]
    public void Keys_off_the_curve_or_of_low_order_are_rejected()
    {
        Operation open = _town.Open(Alice, Euro, 1, Carol);
        Assert.Equal(RejectionReason.InvalidKey, _town.Apply(_town.SignExtended(open with { PublishedKey = new(Fr.One, Fr.One) }, Alice)));
        Assert.Equal(RejectionReason.InvalidKey, _town.Apply(_town.SignExtended(open with { PublishedKey = JubjubAffine.Identity }, Alice)));
        Assert.Equal(RejectionReason.InvalidKey, _town.Apply(_town.SignExtended(open with { PublishedKey = new(Fr.Zero, -Fr.One) }, Alice)));
    }
}
