namespace Plimsoll.Solvency.Import;

/// <summary>The software a project runs on, as far as its contracts show.</summary>
public enum RollupFamily
{
    /// <summary>None that is known here: a bridge, or something of its own.</summary>
    Other,

    /// <summary>OP Stack with dispute games.</summary>
    OpStackFaultProofs,

    /// <summary>OP Stack with an output oracle.</summary>
    OpStackOutputOracle,

    /// <summary>The predecessor of the OP Stack.</summary>
    Ovm,

    /// <summary>Arbitrum Nitro and its Orbit chains.</summary>
    Arbitrum,

    /// <summary>ZK Stack.</summary>
    ZkStack,

    /// <summary>zkSync Lite and what descends from it.</summary>
    ZkSyncLite,

    /// <summary>StarkEx.</summary>
    Starkex,

    /// <summary>Starknet.</summary>
    Starknet,

    /// <summary>Loopring and DeGate.</summary>
    Loopring,

    /// <summary>Polygon CDK.</summary>
    PolygonCdk,

    /// <summary>Linea.</summary>
    Linea,

    /// <summary>Scroll.</summary>
    Scroll,

    /// <summary>Taiko.</summary>
    Taiko,
}
