using Plimsoll.Primitives;

namespace Plimsoll.State;

/// <summary>What operations depend on besides the state: the same for a whole batch.</summary>
/// <param name="ChainId">The base layer's chain.</param>
/// <param name="Rollup">The rollup contract; with the chain it makes a signature good for one place only.</param>
/// <param name="BatchTime">Unix seconds, from the batch's header.</param>
/// <param name="Committer">Who commits the batch and may collect its fees.</param>
public readonly record struct BatchContext(ulong ChainId, Address Rollup, uint BatchTime, Address Committer);
