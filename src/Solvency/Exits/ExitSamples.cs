namespace Plimsoll.Solvency.Exits;

/// <summary>How long exits took, stage by stage: the most recent ones.</summary>
/// <remarks>Not thread-safe. Memory: 8 bytes a sample.</remarks>
/// <param name="capacity">How many samples of a stage are kept, from 1 to 1,000,000; the oldest makes room.</param>
public sealed class ExitSamples(int capacity)
{
    private readonly Dictionary<ExitStage, Queue<double>> _samples = [];

    private readonly int _capacity = capacity is >= 1 and <= 1_000_000 ? capacity
        : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "From 1 to 1,000,000 samples.");

    /// <summary>Notes that a stage took some time.</summary>
    /// <param name="stage">Which.</param>
    /// <param name="seconds">At least 0.</param>
    public void Add(ExitStage stage, double seconds)
    {
        if (!(seconds >= 0) || double.IsInfinity(seconds))
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "A finite time of at least 0 is expected.");
        if (!_samples.TryGetValue(stage, out Queue<double>? queue))
            _samples[stage] = queue = new();
        if (queue.Count == _capacity)
            queue.Dequeue();
        queue.Enqueue(seconds);
    }

    /// <summary>How many samples of a stage there are.</summary>
    public int Count(ExitStage stage) => _samples.GetValueOrDefault(stage)?.Count ?? 0;

    /// <summary>The stages as distributions; what nobody has measured takes what the caller says.</summary>
    /// <param name="stepSeconds">The grid's step, above 0.</param>
    /// <param name="points">The grid's points.</param>
    /// <param name="unmeasured">For a stage without samples, the protocol's own limit in seconds.</param>
    public ExitStages Distributions(double stepSeconds, int points, Func<ExitStage, double> unmeasured)
    {
        return new(Of(ExitStage.Inclusion), Of(ExitStage.Batch), Of(ExitStage.Commitment), Of(ExitStage.Challenge), Of(ExitStage.Finality), Of(ExitStage.Claim));

        LatencyDistribution Of(ExitStage stage) => _samples.TryGetValue(stage, out Queue<double>? queue)
            ? LatencyDistribution.FromSamples(queue, stepSeconds, points) : LatencyDistribution.Constant(unmeasured(stage), stepSeconds, points);
    }
}
