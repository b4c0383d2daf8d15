namespace Plimsoll.L1.Following;

/// <summary>What following a chain has to do next.</summary>
internal abstract record FollowStep
{
    private FollowStep()
    {
    }

    /// <summary>Nothing, until the node reports other heads.</summary>
    public sealed record Rest : FollowStep;

    /// <summary>Ask the node for its canonical block of this number.</summary>
    public sealed record Read(ulong Number) : FollowStep;

    /// <summary>Hand out this block, the child of the last one.</summary>
    public sealed record Apply(BlockLink Block) : FollowStep;

    /// <summary>Take back this block, the last one handed out.</summary>
    public sealed record Unwind(BlockLink Block) : FollowStep;

    /// <summary>Ask the caller for the block of this number that was handed out in an earlier run.</summary>
    public sealed record Recall(ulong Number) : FollowStep;

    /// <summary>Give up: the block that would have to be taken back was final.</summary>
    public sealed record Stop(BlockLink Block) : FollowStep;
}
