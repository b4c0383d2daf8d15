using RocksDbSharp;

namespace Plimsoll.Node.Storage;

/// <summary>Walks over numbered keys of one kind.</summary>
internal static class KeyScans
{
    public static IEnumerable<(ulong Number, byte[] Value)> Scan(this RocksDb db, byte[] first, ulong limit = ulong.MaxValue)
    {
        using Iterator iterator = db.NewIterator();
        for (iterator.Seek(first); limit > 0 && iterator.Valid() && iterator.Key() is { Length: StoreKeys.NumberedLength } key && key[0] == first[0]; iterator.Next(), limit--)
            yield return (StoreKeys.NumberOf(key), iterator.Value());
    }

    public static IEnumerable<(ulong Number, byte[] Value)> ScanBackwards(this RocksDb db, byte[] last, ulong limit)
    {
        using Iterator iterator = db.NewIterator();
        for (iterator.SeekForPrev(last); limit > 0 && iterator.Valid() && iterator.Key() is { Length: StoreKeys.NumberedLength } key && key[0] == last[0]; iterator.Prev(), limit--)
            yield return (StoreKeys.NumberOf(key), iterator.Value());
    }
}
