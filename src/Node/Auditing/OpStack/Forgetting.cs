namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Memories of what was learnt at some block.</summary>
internal static class Forgetting
{
    /// <summary>Removes what a reorg took back.</summary>
    public static void Forget<TKey, TValue>(this Dictionary<TKey, TValue> memory, Func<TValue, bool> isGone)
        where TKey : notnull
    {
        foreach (TKey key in memory.Where(it => isGone(it.Value)).Select(it => it.Key).ToArray())
            memory.Remove(key);
    }
}
