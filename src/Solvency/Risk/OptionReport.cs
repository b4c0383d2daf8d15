namespace Plimsoll.Solvency.Risk;

/// <summary>The prices of an option, each with its inputs.</summary>
/// <param name="Plain">Without a layer 2.</param>
/// <param name="Vulnerable">The payout is a layer-2 claim.</param>
/// <param name="JumpToRecovery">The underlying is the layer-2 claim.</param>
/// <param name="HaltAtExpiry">The vulnerable price, less what a halt at expiry takes.</param>
public sealed record OptionReport(Figure Plain, Figure Vulnerable, Figure JumpToRecovery, Figure HaltAtExpiry);
