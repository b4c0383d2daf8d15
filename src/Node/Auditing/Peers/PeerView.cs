namespace Plimsoll.Node.Auditing.Peers;

/// <summary>What is known of another auditor of the same rollup.</summary>
/// <param name="Url">Where it answers.</param>
/// <param name="Status">agrees; differs; elsewhere (no block in common that is not replaced yet); silent (nothing heard for long); unheard (nothing yet).</param>
/// <param name="Block">The newest block that it says it judged; null before the first answer.</param>
/// <param name="ComparedBlock">The newest block whose two reports were compared; null before the first.</param>
/// <param name="AheadSeconds">How much newer than ours its newest block is, by L1's time; negative: older.</param>
/// <param name="SilentSeconds">Since its last answer, or since the auditor began.</param>
/// <param name="Detail">What differs, or why nothing was compared; null when it agrees.</param>
public sealed record PeerView(string Url, string Status, ulong? Block, ulong? ComparedBlock, long AheadSeconds, double SilentSeconds, string? Detail);
