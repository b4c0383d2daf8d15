namespace Plimsoll.Node.Exits;

/// <summary>How far the way out of a rollup is whose operator is gone.</summary>
public enum EscapeStage
{
    /// <summary>The queue is served: whoever wants out queues a forced exit first, and waits.</summary>
    Served,

    /// <summary>An item waits, and not long enough yet.</summary>
    Waiting,

    /// <summary>Anybody can freeze the rollup now.</summary>
    Freezable,

    /// <summary>Frozen, and a batch can still be disputed, or proven.</summary>
    Settling,

    /// <summary>Enough kinds of proof speak for a pending batch: anybody can make it final.</summary>
    Finalisable,

    /// <summary>A pending batch was not proven in time: anybody can remove it.</summary>
    Unproven,

    /// <summary>Everything that the last final state owes can be paid.</summary>
    Open,
}
