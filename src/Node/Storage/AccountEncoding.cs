using System.Buffers.Binary;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Signatures;
using Plimsoll.State;

namespace Plimsoll.Node.Storage;

/// <summary>An account in 121 bytes: owner 20, token 1, nonce 4, balance 16, withdrawn 16, A.x 32, A.y 32, big-endian.</summary>
/// <remarks>Reading is strict: what an account cannot hold is refused. Spec: docs/spec/storage.md.</remarks>
internal static class AccountEncoding
{
    public const int Length = 121;

    public static void Write(in Account account, Span<byte> bytes)
    {
        account.Owner.Span.CopyTo(bytes);
        bytes[20] = account.Token;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[21..], account.Nonce);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[25..], account.Balance);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[41..], account.Withdrawn);
        WriteKey(account.Key, bytes[57..]);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out Account account)
    {
        account = default;
        if (bytes.Length != Length || !TryReadKey(bytes[57..], out SchnorrPublicKey key))
            return false;
        account = new(
            new Address(bytes[..20]),
            bytes[20],
            BinaryPrimitives.ReadUInt32BigEndian(bytes[21..]),
            BinaryPrimitives.ReadUInt128BigEndian(bytes[25..]),
            BinaryPrimitives.ReadUInt128BigEndian(bytes[41..]),
            key);
        return !account.IsEmpty && account.Balance <= Account.MaxBalance;
    }

    public static void WriteKey(in SchnorrPublicKey key, Span<byte> bytes)
    {
        key.A.X.WriteBytes(bytes[..Fr.ByteLength]);
        key.A.Y.WriteBytes(bytes[Fr.ByteLength..]);
    }

    public static bool TryReadKey(ReadOnlySpan<byte> bytes, out SchnorrPublicKey key)
    {
        key = default;
        return Fr.TryFromBytes(bytes[..Fr.ByteLength], out Fr x)
            && Fr.TryFromBytes(bytes.Slice(Fr.ByteLength, Fr.ByteLength), out Fr y)
            && SchnorrPublicKey.TryFromAccount(new JubjubAffine(x, y), out key);
    }
}
