using Plimsoll.State;

namespace Plimsoll.Cli.Operations;

/// <summary>An account and where it stands, as a signer knows it.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Account">What its leaf holds; the nonce is that of the next operation.</param>
internal readonly record struct HeldAccount(uint Index, Account Account);
