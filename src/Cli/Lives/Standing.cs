using Plimsoll.Cli.Devnets;
using Plimsoll.Node.Chain;

namespace Plimsoll.Cli.Lives;

/// <summary>How far a rollup is: what changes while anything moves, besides the clock.</summary>
/// <param name="QueueLength">Items that entered the queue.</param>
/// <param name="Committed">The head.</param>
/// <param name="Derived">Slots that the verifier derived.</param>
/// <param name="Final">The last final batch.</param>
/// <param name="Proven">Segments that were proven.</param>
internal readonly record struct Standing(int QueueLength, ulong Committed, long Derived, ulong Final, long Proven)
{
    public static Standing Of(DevnetHost host)
    {
        RollupCut cut = host.Tracker.Current;
        return new(cut.Queue.Count, cut.Height, host.Verifier.Slots, cut.FinalHeight, host.Prover?.Status.Segments ?? 0);
    }
}
