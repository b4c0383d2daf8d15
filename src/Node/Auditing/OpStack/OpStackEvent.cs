namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Something that an OP Stack's contracts said.</summary>
internal abstract record OpStackEvent
{
    private OpStackEvent()
    {
    }

    /// <summary>Somebody proposed an output root.</summary>
    public sealed record GameCreated(Address Game, uint Type, Bytes32 RootClaim) : OpStackEvent;

    /// <summary>Games of a type are played by other code from now on.</summary>
    public sealed record ImplementationSet(Address Implementation, uint Type) : OpStackEvent;

    /// <summary>Games of a type are played with other arguments from now on: who plays, from which program's state, by which machine.</summary>
    public sealed record ArgumentsSet(Bytes32 Hash, uint Type) : OpStackEvent;

    /// <summary>Somebody proved a withdrawal against a game.</summary>
    public sealed record Proven(Bytes32 Withdrawal, Address Submitter) : OpStackEvent;

    /// <summary>A withdrawal was paid; a failing call does not bring it back.</summary>
    public sealed record Finalised(Bytes32 Withdrawal) : OpStackEvent;

    /// <summary>ETH went in.</summary>
    public sealed record EtherDeposited(UInt256 Mint) : OpStackEvent;

    /// <summary>A token went into the bridge.</summary>
    public sealed record TokenDeposited(Address L1, Address L2, UInt256 Amount) : OpStackEvent;

    /// <summary>The guardian took a game's power to pay.</summary>
    public sealed record Blacklisted(Address Game) : OpStackEvent;

    /// <summary>Somebody used a power over the rollup, in words; the role that has it alone.</summary>
    public sealed record PowerUsed(string Kind, string Detail, OpStackRole? By) : OpStackEvent;

    /// <summary>A role came to somebody, by the power of another role, or of a deployment.</summary>
    public sealed record RoleGiven(OpStackRole Role, Bytes32 Holder, string Kind, OpStackRole? By) : OpStackEvent;

    /// <summary>The lockbox pays to a portal from now on.</summary>
    public sealed record PortalAuthorized(Address Portal) : OpStackEvent;

    /// <summary>A proxy runs other code from now on.</summary>
    public sealed record Upgraded(Address Implementation) : OpStackEvent;
}
