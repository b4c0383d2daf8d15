using Plimsoll.Node.Auditing.OpStack;

namespace Plimsoll.Node.Tests.Auditing;

public sealed class RoleBookTests
{
    private static readonly Address s_contract = Address.Parse("0x00000000000000000000000000000000000000c0");
    private static readonly (OpStackRole, Address) s_key = (OpStackRole.Guardian, s_contract);
    private readonly RoleBook _book = new();

    [Fact]
    public void Who_was_there_at_the_first_look_is_not_new_and_who_comes_later_is_since_then()
    {
        Assert.Empty(Look(10, 1));
        Assert.Empty(Look(11, 1));
        Assert.Equal(new Handover(Word(2), 12, 1_012), Look(12, 2)[s_key]);
        Assert.Equal(12UL, Look(13, 2)[s_key].Block);
        Assert.Equal(14UL, Look(14, 1)[s_key].Block); // back again
    }

    [Fact]
    public void A_role_that_nobody_had_before_is_new_and_one_that_is_not_told_for_a_while_is_not()
    {
        Assert.Empty(_book.Follow(Cut(10), new([], [])));
        Assert.Equal(11UL, Look(11, 1)[s_key].Block);
        Assert.Empty(_book.Follow(Cut(12), new([], [OpStackRole.Guardian])));
        Assert.Equal(11UL, Look(13, 1)[s_key].Block);
    }

    [Fact]
    public void What_is_taken_back_never_was()
    {
        Look(10, 1);
        Look(11, 2);
        Look(12, 3);
        _book.Unwind(11);
        Assert.Equal(11UL, Look(12, 2)[s_key].Block);
        _book.Unwind(10);
        Assert.Empty(Look(11, 1));
        _book.Unwind(9);
        Assert.Empty(Look(10, 2)); // the first look again
    }

    [Fact]
    public void What_is_final_is_kept_and_what_was_before_is_forgotten()
    {
        Look(10, 1);
        Look(11, 2);
        Look(12, 3);
        _book.Forget(11);
        _book.Unwind(11);
        Assert.Equal(11UL, Look(12, 2)[s_key].Block);
        Assert.Equal(13UL, Look(13, 1)[s_key].Block);
    }

    private static Bytes32 Word(ulong holder) => Bytes32.FromUInt256(holder);

    private static OpStackCut Cut(ulong block) => new() { Block = new(block, Word(block)), Time = 1_000 + block };

    private IReadOnlyDictionary<(OpStackRole Role, Address Contract), Handover> Look(ulong block, ulong holder) =>
        _book.Follow(Cut(block), new([new(OpStackRole.Guardian, s_contract, Word(holder))], []));
}
