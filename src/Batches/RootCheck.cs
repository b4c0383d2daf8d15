namespace Plimsoll.Batches;

/// <summary>Which of a <c>full</c> batch's roots derivation compares.</summary>
public enum RootCheck
{
    /// <summary>The root after every slot: what a watcher needs, since any wrong one removes the batch.</summary>
    EverySlot,

    /// <summary>
    /// The batch's last root, and every one only if that differs. Operations and signatures are checked all the same, so the state is exact; a wrong root between two
    /// right ones goes unseen. Enough for a batch that is final, where no post-root means anything any more. Spec: docs/spec/batches.md#derivation.
    /// </summary>
    BatchOnly,
}
