using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;

namespace Plimsoll.Node.Hosting;

/// <summary>What a node is put together from.</summary>
/// <param name="Ethereum">The chain.</param>
/// <param name="Blobs">Where blobs come from that are not in the archive.</param>
/// <param name="Deployment">The rollup.</param>
/// <param name="Identity">What it promises.</param>
/// <param name="Folder">For the store and the archive.</param>
/// <param name="Keys">The accounts of the roles.</param>
/// <param name="Roles">Which roles.</param>
public sealed record NodePlan(
    EthereumClient Ethereum, IBlobSource Blobs, Deployment Deployment, RollupIdentity Identity, NodeFolder Folder, NodeKeys Keys, NodeRoles Roles)
{
    /// <summary>Where the API listens; port 0 lets the system choose.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>The prover's keys where they are loaded already; else it loads them.</summary>
    public IReadOnlyList<CircuitKey> CircuitKeys { get; init; } = [];

    /// <summary>The node whose sequencer has sealed batches, and knows the signatures that compact blobs do not hold: for a batcher or a prover in another process.</summary>
    public Uri? Sequencer { get; init; }

    /// <summary>For the roles attester and quorum; null without them.</summary>
    public Attesting? Attesting { get; init; }

    /// <summary>For the publisher's role; null without it.</summary>
    public Publishing? Publishing { get; init; }

    /// <summary>Is told what goes wrong and passes by itself: at once, and once a minute while it goes on. Null for nobody.</summary>
    public Action<string>? OnTrouble { get; init; }
}
