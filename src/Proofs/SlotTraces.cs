using Plimsoll.Crypto.Curves;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>What happened at a user's slot.</summary>
/// <param name="Word">The slot's word; kind None behind the last slot.</param>
/// <param name="Effect">The word whose amount and fee the slot moves: its own, or for an extension its head's.</param>
/// <param name="X">e, or Q.x.</param>
/// <param name="Y">s, or Q.y.</param>
/// <param name="First">Who pays, or is left alone.</param>
/// <param name="Second">Who is paid, as it is after the first has changed; the new account before it holds anything; or who is left alone.</param>
/// <param name="Pot">The fees of the first account's token.</param>
internal sealed record UserSlotTrace(OperationWord Word, OperationWord Effect, Fr X, Fr Y, AccountOpening First, AccountOpening Second, PotOpening Pot);

/// <summary>What happened at a slot of the queue.</summary>
/// <param name="Item">The item; null behind the last slot.</param>
/// <param name="Published">Q as L1 hashed it, or (0, 0).</param>
/// <param name="First">The account at the item's first index, or at its lowest digits.</param>
/// <param name="Second">Who is paid, opened or left alone.</param>
internal sealed record QueueSlotTrace(QueuedOperation? Item, JubjubAffine Published, AccountOpening First, AccountOpening Second);
