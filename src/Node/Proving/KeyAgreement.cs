using Plimsoll.L1.Hashing;
using Plimsoll.Proofs;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Node.Proving;

/// <summary>Whether keys fit the circuits of a profile, and those that L1 verifies under. Pure.</summary>
public static class KeyAgreement
{
    /// <summary>What is wrong with the verifying keys that a rollup is to be deployed with, by number; null if nothing is.</summary>
    /// <param name="circuits">The profile's circuits.</param>
    /// <param name="keys">The keys' bytes, and whether each is meant for queue slots.</param>
    public static string? WrongToDeploy(CircuitSet circuits, IReadOnlyList<(ReadOnlyMemory<byte> Key, bool IsQueue)> keys)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count != circuits.Count)
            return $"the profile has {circuits.Count} circuits ({string.Join(", ", Enumerable.Range(0, circuits.Count).Select(number => circuits[number].Name))}), and {keys.Count} keys are named";
        for (int number = 0; number < circuits.Count; number++)
        {
            if (keys[number].IsQueue != (circuits[number].Kind == SegmentKind.Queue))
                return $"circuit {number} is {circuits[number].Name}, and its key is named for {(keys[number].IsQueue ? "queue" : "users")}";
            if (VerifyingKey.TryDecode(keys[number].Key.Span, out VerifyingKey? key) is not KeyRefusal.None and var refusal)
                return $"the key of circuit {number}, {circuits[number].Name}, is refused: {refusal}";
            if (key!.InputCount != SegmentStatement.InputCount)
                return $"the key of circuit {number}, {circuits[number].Name}, is for {key.InputCount} inputs, and segments have {SegmentStatement.InputCount}";
        }

        return null;
    }

    /// <summary>Requires that L1 verifies under the keys that a prover proves with: a proof under any other is none.</summary>
    /// <exception cref="KeyRefusedException">It does not; the message says what to do.</exception>
    public static void Require(IReadOnlyList<CircuitKey> keys, IReadOnlyList<VerifierOnL1> verifiers)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(verifiers);
        if (keys.Count != verifiers.Count)
        {
            throw new KeyRefusedException(
                KeyCacheRefusal.NotDeployed, $"The rollup was deployed with {verifiers.Count} circuits, and this version has {keys.Count}: run the version that it was deployed with, or deploy anew.");
        }

        for (int number = 0; number < keys.Count; number++)
        {
            Bytes32 own = Keccak256.Hash(keys[number].Key.VerifyingKey.Encode());
            if (own != verifiers[number].KeyHash)
            {
                throw new KeyRefusedException(
                    KeyCacheRefusal.NotDeployed,
                    $"The key of circuit {number}, {keys[number].Circuit.Name}, is {own}, and L1 verifies under {verifiers[number].KeyHash} (verifier {verifiers[number].Verifier}): "
                    + "take the proving key of the deployment's ceremony into the keys' folder, or deploy anew with the keys that `plimsoll setup` lists.");
            }
        }
    }
}
