namespace Plimsoll.Node.Attesting;

/// <summary>How an attester is doing: a value that is replaced when something changes.</summary>
/// <param name="Signer">Who signs.</param>
/// <param name="Height">The newest batch that it signed since its start; 0 for none.</param>
/// <param name="Signed">How many it signed since its start.</param>
/// <param name="Refused">How many it refused since its start: wrong ones, and second ones at one height.</param>
/// <param name="Trouble">Why it does not sign the next batch, if it does not.</param>
public sealed record AttesterStatus(Address Signer, ulong Height, long Signed, long Refused, string? Trouble);
