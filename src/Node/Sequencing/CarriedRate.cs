namespace Plimsoll.Node.Sequencing;

/// <summary>How many slots a second L1 takes: averages that forget with a time constant of a minute.</summary>
internal sealed class CarriedRate
{
    private const double Memory = 60, LeastSeconds = 4;
    private double _slots, _seconds;
    private uint _time;
    private bool _wasBusy;

    /// <summary>What it took, whether there was more to take or not.</summary>
    public double PerSecond { get; private set; }

    /// <summary>What it took while more was waiting than it took; null while that was never so for long.</summary>
    public double? Capacity => _seconds < LeastSeconds ? null : _slots / _seconds;

    /// <summary>Counts the slots that were committed up to a time.</summary>
    /// <param name="slots">Since the call before.</param>
    /// <param name="time">L1's, in seconds.</param>
    /// <param name="isBusy">Whether a full batch waits now.</param>
    public void Add(int slots, uint time, bool isBusy)
    {
        double elapsed = _time == 0 || time <= _time ? 0 : time - _time;
        double kept = Math.Exp(-elapsed / Memory);
        PerSecond = PerSecond * kept + slots / Memory;
        if (_wasBusy)
            (_slots, _seconds) = (_slots * kept + slots, _seconds * kept + elapsed);
        (_time, _wasBusy) = (time, isBusy); // also back, as after a reorg: or nothing would be counted until the time before is reached again
    }
}
