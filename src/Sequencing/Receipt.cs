using Plimsoll.Primitives;

namespace Plimsoll.Sequencing;

/// <summary>The sequencer's promise that an operation will stand in a slot.</summary>
/// <remarks>
/// Each names the hash of the one before, so one signature under the last of a block confirms the whole block. Broken when another word stands in the slot, or when
/// the slot is not on L1 by the deadline; void when the generation has changed. Spec: docs/spec/soft-confirmations.md, iSEQ-002.
/// </remarks>
/// <param name="Rollup">The rollup contract.</param>
/// <param name="Generation">How many drops there had been.</param>
/// <param name="Slot">The number of the operation's first slot among all user slots of the rollup.</param>
/// <param name="WordHash">Keccak-256 of the slot's W, 32 bytes.</param>
/// <param name="Previous">The hash of the receipt before; zero for the first after a change of generation.</param>
/// <param name="Deadline">Unix seconds of L1.</param>
public readonly record struct Receipt(Address Rollup, ulong Generation, ulong Slot, Bytes32 WordHash, Bytes32 Previous, ulong Deadline);
