using Plimsoll.Batches;
using Plimsoll.L1.Hashing;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.Proofs;

namespace Plimsoll.Node.Tests.Proving;

/// <summary>Keys that are not the profile's are not deployed, and a prover whose keys are not L1's says so before it proves.</summary>
public sealed class KeyAgreementTests : IDisposable
{
    private static readonly CircuitSet s_circuits = new(2, DataLayout.Compact, topLevels: 1, queueSlots: [1], userSlots: [2]);

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-keys-").FullName;

    [Fact]
    public void Keys_fit_in_their_order_and_whole()
    {
        IReadOnlyList<CircuitKey> keys = new ProvingKeyCache(_folder, 31337).LoadAll(s_circuits);
        byte[] queue = keys[0].Key.VerifyingKey.Encode(), users = keys[1].Key.VerifyingKey.Encode();
        Assert.Null(KeyAgreement.WrongToDeploy(s_circuits, [(queue, true), (users, false)]));
        Wrong("has 2 circuits", (queue, true));
        Wrong("has 2 circuits", (queue, true), (users, false), (users, false));
        Wrong("circuit 0 is ", (users, false), (queue, true));
        Wrong("circuit 1 is ", (queue, true), (users, true));
        byte[] damaged = [.. users];
        damaged[100] ^= 1;
        Wrong("circuit 1, ", (queue, true), (damaged, false));
        Wrong("circuit 0, ", (Array.Empty<byte>(), true), (users, false));

        VerifierOnL1[] verifiers = [.. keys.Select(key => new VerifierOnL1(Story.Alice, Keccak256.Hash(key.Key.VerifyingKey.Encode()), key.Circuit.Kind == SegmentKind.Queue, key.Key.VerifyingKey))];
        KeyAgreement.Require(keys, verifiers);
        Refused("1 circuits", verifiers[..1]);
        Refused("circuit 1, ", [verifiers[0], verifiers[1] with { KeyHash = verifiers[0].KeyHash }]);
        Refused("circuit 0, ", [verifiers[1], verifiers[0]]);

        void Refused(string why, VerifierOnL1[] onL1)
        {
            KeyRefusedException refused = Assert.Throws<KeyRefusedException>(() => KeyAgreement.Require(keys, onL1));
            Assert.Equal(KeyCacheRefusal.NotDeployed, refused.Refusal);
            Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Wrong(string why, params (ReadOnlyMemory<byte> Key, bool IsQueue)[] keys) =>
        Assert.Contains(why, KeyAgreement.WrongToDeploy(s_circuits, keys), StringComparison.Ordinal);
}
