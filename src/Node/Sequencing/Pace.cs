namespace Plimsoll.Node.Sequencing;

/// <summary>How long one piece of a kind of work takes on this machine now, so that a slice of it fits a given time.</summary>
/// <remarks>An average that halves the weight of the past with each slice. One writer; reading is safe from anywhere.</remarks>
internal sealed class Pace(TimeSpan firstGuess)
{
    private double _seconds = firstGuess.TotalSeconds;

    /// <summary>Seconds for one piece.</summary>
    public double Seconds => Volatile.Read(ref _seconds);

    /// <summary>Takes in what a slice took.</summary>
    public void Add(int pieces, TimeSpan elapsed)
    {
        if (pieces > 0)
            Volatile.Write(ref _seconds, (_seconds + elapsed.TotalSeconds / pieces) / 2);
    }

    /// <summary>How many pieces fit a time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="least">So many at least: what fills the vector lanes and both cores.</param>
    /// <param name="most">So many at most.</param>
    public int Within(TimeSpan time, int least, int most) => (int)Math.Clamp(time.TotalSeconds / Seconds, least, most);
}
