using Plimsoll.L1.Following;
using Plimsoll.Node.Auditing.OpStack;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>The books of ETH that are kept on L1 alone (iOPS-004).</summary>
public sealed class EtherLedgerTests
{
    private readonly EtherLedger _ledger = new();

    [Fact]
    public void Deposits_are_owed_and_gifts_are_not()
    {
        Assert.Equal((100UL, 100UL), Sums(Add(1, 100)));
        Assert.Equal((107UL, 107UL), Sums(Add(2, 107, minted: 7)));
        Assert.Equal((110UL, 107UL), Sums(Add(3, 110)));
    }

    [Fact]
    public void What_a_rightful_withdrawal_takes_is_owed_no_longer_and_what_a_forged_one_takes_is()
    {
        Add(1, 100);
        Assert.Equal((60UL, 60UL), Sums(Add(2, 60, hasPaid: true, isRightful: true)));
        Assert.Equal((40UL, 60UL), Sums(Add(3, 40, hasPaid: true)));
        Assert.Equal((45UL, 65UL), Sums(Add(4, 45, minted: 5)));
    }

    [Fact]
    public void What_leaves_without_a_withdrawal_is_unexplained_for_ever()
    {
        Add(1, 100);
        Assert.Equal(30UL, Add(2, 70).Unexplained);
        Assert.Equal(30UL, Add(3, 80).Unexplained); // giving some back explains nothing
        Assert.Equal(31UL, Add(4, 79).Unexplained);
    }

    [Fact]
    public void A_gap_begins_the_books_anew_but_forgets_nothing_that_was_found()
    {
        Add(1, 100);
        Add(2, 70);
        EtherLedger.Page after = _ledger.Add(Cut(9, parent: Hash(8)), 50, hasPaid: false, isRightful: false);
        Assert.Equal((50UL, 50UL, 30UL), ((ulong)after.Escrow, (ulong)after.Owed, (ulong)after.Unexplained));
    }

    [Fact]
    public void What_was_taken_back_leaves_no_trace() =>
        Gen.Select(Gen.UInt[0, 1_000], Gen.UInt[0, 50], Gen.Bool, Gen.Bool).Array[1, 12].Sample((blocks) =>
        {
            EtherLedger straight = new(), bent = new();
            Write(straight, blocks, 0);
            for (int i = 0; i < blocks.Length; i++)
            {
                Write(bent, blocks[i..(i + 1)], (ulong)i);
                EtherLedger.Page page = bent.Add(Cut((ulong)i + 2), 1, hasPaid: false, isRightful: false); // a block that L1 replaces
                Assert.Equal((ulong)i + 2, page.Block.Number);
                bent.Unwind((ulong)i + 1);
            }

            Assert.Equal(straight.Add(Cut((ulong)blocks.Length + 1), 5, false, false), bent.Add(Cut((ulong)blocks.Length + 1), 5, false, false));
        });

    private static void Write(EtherLedger ledger, (uint Escrow, uint Minted, bool HasPaid, bool IsRightful)[] blocks, ulong from)
    {
        for (int i = 0; i < blocks.Length; i++)
            ledger.Add(Cut(from + (ulong)i + 1, blocks[i].Minted), blocks[i].Escrow, blocks[i].HasPaid, blocks[i].HasPaid && blocks[i].IsRightful);
    }

    private static (ulong Escrow, ulong Owed) Sums(EtherLedger.Page page) => ((ulong)page.Escrow, (ulong)page.Owed);

    private EtherLedger.Page Add(ulong block, ulong escrow, ulong minted = 0, bool hasPaid = false, bool isRightful = false) =>
        _ledger.Add(Cut(block, minted), escrow, hasPaid, isRightful);

    private static OpStackCut Cut(ulong block, ulong minted = 0, Bytes32? parent = null) =>
        new() { Block = new BlockId(block, Hash(block)), Parent = parent ?? Hash(block - 1), Minted = minted };

    private static Bytes32 Hash(ulong block) => Bytes32.FromUInt256(block + 1);
}
