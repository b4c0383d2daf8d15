using System.Text;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Roles;

/// <summary>Says that one knows of a fault without saying which, so that nobody who copies the proof gets the reward.</summary>
/// <remarks>The salt is made from the key and the batch: after a restart the announcement can still be revealed.</remarks>
internal static class Announcement
{
    private static readonly AbiType[] s_types = [AbiType.Address, AbiType.FixedBytes(32), AbiType.UnsignedInteger(8), AbiType.UnsignedInteger(32), AbiType.FixedBytes(32)];

    /// <summary>Returns the salt for a batch.</summary>
    public static Bytes32 Salt(PrivateKey key, Bytes32 headerHash)
    {
        Bytes32 asked = Keccak256.Hash(Encoding.UTF8.GetBytes("Plimsoll fraud announcement"), headerHash.Span);
        L1.Signing.EcdsaSignature signature = key.Sign(asked);
        return Keccak256.Hash(signature.R.ToBytes(), signature.S.ToBytes());
    }

    /// <summary>Returns <c>keccak256(abi.encode(sender, headerHash, fault, slot, salt))</c>.</summary>
    public static Bytes32 Commitment(Address sender, FaultyBatch faulty, Bytes32 salt) => Keccak256.Hash(
        AbiEncoder.Encode(s_types, sender, faulty.Batch.HeaderHash, (ulong)faulty.Fault.Kind, (ulong)faulty.Fault.Slot, salt));
}
