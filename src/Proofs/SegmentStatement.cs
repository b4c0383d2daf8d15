namespace Plimsoll.Proofs;

/// <summary>What the proof of a segment attests: its public inputs, in this order. L1 takes each from the header, or from the segments beside it.</summary>
/// <remarks>Spec: docs/spec/validity.md#public-inputs.</remarks>
/// <param name="Before">Users' slots: <c>chainId·2^160 + rollup</c>. Queue slots: the queue's hash chain before the segment.</param>
/// <param name="After">Users' slots: <c>batchTime·2^160 + committer</c>. Queue slots: the chain after it.</param>
/// <param name="PreRoot">The state's root before the first slot.</param>
/// <param name="PostRoot">The root after the last slot.</param>
/// <param name="Range">Where the segment stands: see <see cref="SegmentRange"/>.</param>
/// <param name="Point">z.</param>
/// <param name="Value">y, the share of the segment's elements in Σ z^(4096·b)·p_b(z).</param>
/// <param name="Commitment">h, the hash of the segment's elements.</param>
public sealed record SegmentStatement(Fr Before, Fr After, Fr PreRoot, Fr PostRoot, Fr Range, Fr Point, Fr Value, Fr Commitment)
{
    /// <summary>How many public inputs there are.</summary>
    public const int InputCount = 8;

    /// <summary>Returns the public inputs.</summary>
    public Fr[] ToInputs() => [Before, After, PreRoot, PostRoot, Range, Point, Value, Commitment];
}
