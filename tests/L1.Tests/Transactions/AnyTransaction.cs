using CsCheck;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Transactions;

/// <summary>Transactions of both types that a node could accept.</summary>
internal static class AnyTransaction
{
    private static readonly Gen<UInt256> AnyNumber =
        Gen.Select(Gen.Byte.Array[32], Gen.Int[0, 255], (bytes, shift) => UInt256.FromBytes(bytes) >> shift);

    private static readonly Gen<Bytes32> AnyBytes32 = Gen.Byte.Array[32].Select(bytes => new Bytes32(bytes));

    private static readonly Gen<Address> AnyAddress = Gen.Byte.Array[20].Select(bytes => new Address(bytes));

    private static readonly Gen<AccessListEntry[]> AnyAccessList =
        Gen.Select(AnyAddress, AnyBytes32.Array[0, 3], (address, keys) => new AccessListEntry(address, keys)).Array[0, 3];

    public static readonly Gen<DynamicFeeTransaction> Call =
        Gen.Select(Gen.ULong, Gen.ULong[0, ulong.MaxValue - 1], AnyNumber, AnyNumber, Gen.Byte.Array[0, 100], AnyAddress, AnyAccessList, Gen.Bool)
            .Select((chainId, nonce, fee, value, data, to, accessList, creates) => new DynamicFeeTransaction
            {
                ChainId = chainId,
                Nonce = nonce,
                MaxPriorityFeePerGas = fee >> 1,
                MaxFeePerGas = fee,
                GasLimit = nonce / 7,
                Value = value,
                Data = data,
                To = creates ? null : to,
                AccessList = accessList,
            });

    public static readonly Gen<BlobTransaction> Blobs =
        Gen.Select(Call, AnyAddress, AnyNumber, AnyBytes32.Array[1, 6]).Select((call, to, fee, hashes) => new BlobTransaction
        {
            ChainId = call.ChainId,
            Nonce = call.Nonce,
            MaxPriorityFeePerGas = call.MaxPriorityFeePerGas,
            MaxFeePerGas = call.MaxFeePerGas,
            GasLimit = call.GasLimit,
            Value = call.Value,
            Data = call.Data,
            To = to,
            AccessList = call.AccessList,
            MaxFeePerBlobGas = fee,
            BlobVersionedHashes = [.. hashes.Select(hash => new Bytes32([0x01, .. hash.Span[1..]]))],
        });

    public static readonly Gen<Transaction> Any = Gen.OneOf(Call.Select(call => (Transaction)call), Blobs.Select(blobs => (Transaction)blobs));
}
