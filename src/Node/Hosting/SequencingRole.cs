using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Hosting;

/// <summary>The sequencer, paced by what the rollup's profile lets L1 take.</summary>
internal static class SequencingRole
{
    private const uint BatchAgeSeconds = 4, MostBatchAgeSeconds = 600;
    private const int FreeUnprovenSlots = 1_000, MaxUnprovenSlots = 4_000; // some minutes of a prover's work, so that no deadline passes

    public static void AddSequencer(this IServiceCollection services, NodeParts parts)
    {
        NodePlan plan = parts.Plan;
        ChainSettlement settlement = new(parts.Tracker);
        uint patience = PatienceOf(plan.Identity.Profile);
        SequencerSettings settings = SettingsOf(plan, patience);
        services.AddSingleton<ISettlementLayer>(settlement);
        services.AddSingleton<IDerivedHead>(new ChainDerivedHead(parts.Tracker, parts.Blobs, new(plan.Folder.Snapshots), parts.Troubles.Add));
        services.AddSequencer(settings, OptionsOf(plan.Identity.Profile, patience), new(plan.Folder.Store, settings, plan.Identity.Profile.Depth), plan.Keys.Sequencer);
        services.AddHostedService(_ => new BlobPrices(plan.Ethereum, parts.Tracker, settlement, parts.Troubles.Add));
    }

    /// <summary>Nothing waits so long that L1 would not take it any more, in seconds.</summary>
    private static uint PatienceOf(RollupProfile profile) => Math.Max(1, checked((uint)Math.Min(profile.MaxBatchAge, profile.InclusionDelay)) / 4);

    private static SequencerSettings SettingsOf(NodePlan plan, uint patience) =>
        new(plan.Identity.ChainId, plan.Identity.Rollup, plan.Keys.Sequencer.Address)
        {
            Batches = new()
            {
                MaxAge = BatchAgeSeconds,
                MaxAgeWhenDear = Math.Clamp(patience, BatchAgeSeconds, MostBatchAgeSeconds),
                MaxSlots = (int)plan.Identity.Profile.MaxSlots,
            },
            Admission = AdmissionOf(plan.Identity, patience),
        };

    /// <summary>What is admitted: where proofs count, no more than is proven before the proof deadline.</summary>
    internal static AdmissionPolicy AdmissionOf(RollupIdentity identity, uint patience)
    {
        AdmissionPolicy policy = new() { MaxWait = patience, MaxUnproven = identity.Profile.IsTimed ? uint.MaxValue : (uint)Math.Clamp(identity.Profile.ProofDeadline / 4 * 3, 1, uint.MaxValue) };
        return identity.IsProven ? policy with { FreeSlots = FreeUnprovenSlots, MaxSlots = MaxUnprovenSlots } : policy;
    }

    private static SequencerOptions OptionsOf(RollupProfile profile, uint patience)
    {
        uint capacity = new RollupState(profile.Depth).Capacity;
        return new()
        {
            MaxBatchAge = checked((uint)profile.MaxBatchAge),
            MaxDueItems = (int)profile.MaxDueItems,
            InclusionLead = patience,
            CollectInto = [capacity - 1, capacity - 2],
        };
    }
}
