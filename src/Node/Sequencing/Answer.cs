using Plimsoll.Sequencing;

namespace Plimsoll.Node.Sequencing;

/// <summary>What a wallet hears of what it handed in.</summary>
/// <param name="Outcomes">One for each submission.</param>
/// <param name="Confirmation">Of the last block with one of them; null if none was taken.</param>
/// <param name="RetryAfter">When to try again, if the sequencer is busy.</param>
public sealed record Answer(IReadOnlyList<Outcome> Outcomes, SoftConfirmation? Confirmation, TimeSpan? RetryAfter = null);
