namespace Plimsoll.Node.Auditing;

/// <summary>What people have decided before an auditor begins.</summary>
public enum Decision
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Somebody has looked at a RED: it may end after its clean time. Does not outlive the next RED.</summary>
    Acknowledge,

    /// <summary>A BLACK is over: the rollup is AMBER, and then what is seen.</summary>
    Reopen,
}
