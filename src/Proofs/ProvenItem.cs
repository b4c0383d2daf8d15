using Plimsoll.Crypto.Curves;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>An item of the queue, and the chain behind it.</summary>
/// <param name="Operation">The item.</param>
/// <param name="Published">Q as L1 hashed it, or (0, 0) where no key is named.</param>
/// <param name="LinkAfter">The chain behind it.</param>
public sealed record ProvenItem(QueuedOperation Operation, JubjubAffine Published, Fr LinkAfter);
