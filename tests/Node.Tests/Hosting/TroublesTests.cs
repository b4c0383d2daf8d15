using Plimsoll.Node.Hosting;

namespace Plimsoll.Node.Tests.Hosting;

/// <summary>What an operator reads of what passes by itself: all of it, and not every second.</summary>
public sealed class TroublesTests
{
    [Fact]
    public void What_goes_on_is_said_at_once_and_once_a_minute_and_what_is_new_at_once()
    {
        Clock clock = new();
        List<string> said = [];
        Troubles troubles = new(said.Add, clock);
        for (int second = 0; second < 120; second++)
        {
            troubles.Add("the sequencer does not answer");
            if (second is 3 or 5)
                troubles.Add(new IOException("nor does L1"));
            clock.Seconds++;
        }

        Assert.Equal(["the sequencer does not answer", "nor does L1", "the sequencer does not answer"], said);
        Assert.Equal(11, troubles.Within(TimeSpan.FromSeconds(11)).Count);
    }

    [Fact]
    public void However_many_troubles_there_are_each_is_said_and_a_hundred_are_kept()
    {
        List<string> said = [];
        Troubles troubles = new(said.Add, new Clock());
        for (int i = 0; i < 250; i++)
            troubles.Add($"batch {i}");
        Assert.Equal(250, said.Count);
        Assert.Equal(100, troubles.Within(TimeSpan.FromMinutes(1)).Count);
    }

    [Fact]
    public void Nobody_has_to_listen()
    {
        Troubles troubles = new();
        troubles.Add("alone");
        Assert.Equal(["alone"], troubles.Within(TimeSpan.FromMinutes(1)));
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
