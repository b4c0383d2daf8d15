namespace Plimsoll.Sequencing;

/// <summary>What became of confirmed operations when their batches were built anew.</summary>
/// <param name="Entries">What was done, for the log.</param>
/// <param name="Broken">The operations that do not apply any more, with the reason: promises that L1 has made impossible.</param>
public sealed record Rebuilt(IReadOnlyList<LogEntry> Entries, IReadOnlyList<(Submission Submission, Outcome Outcome)> Broken);
