namespace Plimsoll.Node.Sequencing;

/// <summary>How many slots a second L1 takes: an average that forgets with a time constant of a minute.</summary>
internal sealed class CarriedRate
{
    private const double Memory = 60;
    private uint _time;

    public double PerSecond { get; private set; }

    /// <summary>Counts the slots that were committed up to a time, in seconds.</summary>
    public void Add(int slots, uint time)
    {
        double elapsed = _time == 0 || time <= _time ? 0 : time - _time;
        double kept = Math.Exp(-elapsed / Memory);
        PerSecond = PerSecond * kept + slots / Memory;
        _time = Math.Max(_time, time);
    }
}
