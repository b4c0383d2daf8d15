using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Peers;

namespace Plimsoll.Node.Tests.Auditing;

public sealed class PeerBookTests
{
    private static readonly Uri s_first = new("http://first/"), s_second = new("http://second/");
    private static readonly DateTimeOffset s_start = DateTimeOffset.UnixEpoch;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    private readonly PeerBook _book = new([s_first, s_second], s_patience, s_start);

    [Fact]
    public void Alone_one_agrees_with_oneself() => Assert.True(new PeerBook([], s_patience, s_start).Agree(s_start.AddYears(1)));

    [Fact]
    public void Nobody_who_is_silent_for_long_agrees()
    {
        Assert.True(_book.Agree(s_start + s_patience));
        Assert.Null(_book.Agree(s_start + s_patience + TimeSpan.FromSeconds(1)));
        _book.Heard(s_second, new(7, "0x07", 84), s_start + s_patience);
        Assert.True(_book.Agree(s_start + 2 * s_patience));
        Assert.Equal(["silent", "elsewhere"], _book.Views(null, s_start + 2 * s_patience).Select(peer => peer.Status));
    }

    [Fact]
    public void A_difference_counts_until_a_judgement_has_taken_it_in_and_a_later_block_agrees()
    {
        _book.Compared(s_first, 7, "fact 1");
        _book.Compared(s_first, 8, null); // over before anybody judged
        Assert.False(_book.Agree(s_start));
        Assert.False(_book.Take(s_start));
        Assert.True(_book.Take(s_start));
        _book.Compared(s_first, 9, "fact 1");
        Assert.False(_book.Take(s_start));
        Assert.False(_book.Take(s_start)); // lasts
        _book.Compared(s_first, 10, null);
        Assert.True(_book.Take(s_start));
    }

    [Fact]
    public void One_who_agrees_does_not_outvote_one_who_differs()
    {
        _book.Compared(s_first, 7, null);
        _book.Compared(s_second, 7, "fact 1");
        Assert.False(_book.Agree(s_start));
    }

    [Fact]
    public void A_comparison_of_a_block_that_is_taken_back_is_made_again()
    {
        _book.Compared(s_first, 9, null);
        _book.Unwind(7);
        Assert.Equal(7UL, _book.ComparedUpTo(s_first));
    }

    [Fact]
    public void How_far_a_peer_is_ahead_is_bounded_whatever_it_says()
    {
        CutView ours = new(7, "0x07", 84);
        _book.Heard(s_first, new(6, "0x06", 72), s_start);
        Assert.Equal(0UL, _book.AheadSeconds(ours));
        Assert.Equal(-12, _book.Views(ours, s_start)[0].AheadSeconds);
        _book.Heard(s_second, new(ulong.MaxValue, "0x", ulong.MaxValue), s_start);
        Assert.Equal((ulong)int.MaxValue, _book.AheadSeconds(ours));
        Assert.Equal(0UL, _book.AheadSeconds(null));
    }
}
