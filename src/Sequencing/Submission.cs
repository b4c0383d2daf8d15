using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>An operation as a wallet hands it in: with the nonces that it was signed for.</summary>
/// <remarks>
/// On L1 the nonce is implied by the state. Here it is said, so that a signature can be verified before the operation is executed: what is not signed never touches
/// the state, and whoever is too early or too late learns it. A wrong nonce costs the sender nothing but a refusal.
/// </remarks>
/// <param name="Operation">What is signed.</param>
/// <param name="Nonce">Of the payer.</param>
/// <param name="LinkedNonce">Of the payer of a swap's second leg, else 0.</param>
public readonly record struct Submission(Operation Operation, uint Nonce, uint LinkedNonce = 0)
{
    /// <summary>The account that pays.</summary>
    public uint From => Operation.Word.From;
}
