using System.Collections.Concurrent;
using Plimsoll.L1.Abi;

namespace Plimsoll.Node.Contracts;

/// <summary>Our compiled contracts, as they were when this assembly was built.</summary>
/// <remarks>A build without Node.js has none; each property then throws <see cref="ContractsNotBuiltException"/>.</remarks>
public static class ContractArtifacts
{
    private static readonly ConcurrentDictionary<string, ContractArtifact> s_read = new();

    /// <summary>Whether the build had a Solidity compiler.</summary>
    public static bool AreBuilt => typeof(ContractArtifacts).Assembly.GetManifestResourceInfo(ResourceOf("Rollup")) is not null;

    /// <summary>The hashes of state and queue.</summary>
    public static ContractArtifact StateHasher => Get("StateHasher");

    /// <summary>Executes one slot again.</summary>
    public static ContractArtifact StateStep => Get("StateStep");

    /// <summary>Verifies one signature.</summary>
    public static ContractArtifact SignatureVerifier => Get("SignatureVerifier");

    /// <summary>Judges faults.</summary>
    public static ContractArtifact FraudVerifier => Get("FraudVerifier");

    /// <summary>Verifies proofs of one circuit.</summary>
    public static ContractArtifact Groth16Verifier => Get("Groth16Verifier");

    /// <summary>Judges what speaks for batches.</summary>
    public static ContractArtifact BatchVotes => Get("BatchVotes");

    /// <summary>Holds the escrow of all rollups.</summary>
    public static ContractArtifact SettlementHub => Get("SettlementHub");

    /// <summary>One rollup.</summary>
    public static ContractArtifact Rollup => Get("Rollup");

    /// <summary>What auditors publish to.</summary>
    public static ContractArtifact SolvencyOracle => Get("SolvencyOracle");

    /// <summary>Issues receipts against a position on a rollup.</summary>
    public static ContractArtifact ClaimIssuer => Get("ClaimIssuer");

    /// <summary>Such a receipt.</summary>
    public static ContractArtifact ClaimToken => Get("ClaimToken");

    /// <summary>An ERC-20 that anybody can mint: for local chains only.</summary>
    public static ContractArtifact GoodToken => Get("GoodToken");

    /// <summary>Judges votes, and takes every proof for one: for drills only.</summary>
    public static ContractArtifact WeakVotes => Get("WeakVotes");

    private static ContractArtifact Get(string name) => s_read.GetOrAdd(name, Read);

    private static ContractArtifact Read(string name)
    {
        using Stream stream = typeof(ContractArtifacts).Assembly.GetManifestResourceStream(ResourceOf(name)) ?? throw new ContractsNotBuiltException(name);
        using MemoryStream json = new();
        stream.CopyTo(json);
        return ContractArtifact.Parse(json.ToArray());
    }

    private static string ResourceOf(string name) => $"Contracts/{name}.json";
}
