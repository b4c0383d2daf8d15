using Plimsoll.L1.Rlp;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Transactions;

/// <summary>An account, and the storage of it, that a transaction says beforehand it will touch (EIP-2930).</summary>
/// <param name="Address">The account.</param>
/// <param name="StorageKeys">The storage slots; repetitions are allowed and paid for.</param>
public sealed record AccessListEntry(Address Address, IReadOnlyList<Bytes32> StorageKeys)
{
    internal void Write(RlpWriter writer)
    {
        int entry = writer.BeginList();
        writer.Write(Address);
        int keys = writer.BeginList();
        foreach (Bytes32 key in StorageKeys)
            writer.Write(key);
        writer.EndList(keys);
        writer.EndList(entry);
    }

    internal static AccessListEntry Read(RlpReader entry)
    {
        Address address = entry.ReadAddress();
        RlpReader keys = entry.ReadList();
        entry.RequireEnd();
        List<Bytes32> storageKeys = [];
        while (!keys.IsAtEnd)
            storageKeys.Add(keys.ReadBytes32());
        return new(address, storageKeys);
    }
}
