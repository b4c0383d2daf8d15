using Plimsoll.Snark.Circuits;

namespace Plimsoll.Proofs;

/// <summary>What a segment's constraints compute, before it is compared with the statement.</summary>
internal sealed record SegmentOutputs(Signal PostRoot, Signal QueueAfter, Signal Range, Signal Value, Signal Commitment);
