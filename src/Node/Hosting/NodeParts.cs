using Plimsoll.Node.Chain;
using Plimsoll.Node.Roles;

namespace Plimsoll.Node.Hosting;

/// <summary>What several roles of one node share.</summary>
internal sealed class NodeParts
{
    /// <summary>How often a role looks whether there is something new.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public NodeParts(NodePlan plan)
    {
        Plan = plan;
        Troubles = new(plan.OnTrouble);
        Blobs = new(new(plan.Folder.Archive), plan.Blobs);
        Tracker = new(plan.Ethereum, plan.Identity, new() { Start = plan.Deployment.StartBlock, PollInterval = Look }, onTrouble: Troubles.Add);
        Verifier = new(Tracker, new(plan.Identity, Blobs), new(plan.Identity, Blobs), new(plan.Folder.Snapshots), onTrouble: Troubles.Add);
    }

    public NodePlan Plan { get; }

    public BlobSources Blobs { get; }

    public ChainTracker Tracker { get; }

    public Verifier Verifier { get; }

    public Troubles Troubles { get; }
}
