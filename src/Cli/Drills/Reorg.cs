using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Operations;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>L1 takes back what it had said: first a commit, then a finalisation.</summary>
internal sealed class Reorg : Drill
{
    private const ulong Paid = 777_777;

    public override string Name => "reorg";

    public override string Attacked => "L1 replaces the block that held a commit by an empty one, and later the blocks that held a deposit and a finalisation.";

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator honest = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        Replica follower = await stage.ReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false);
        ulong height = follower.Cut.Height;

        // Alice pays Bob; the commit is in a block, and then the block is not on the chain.
        HandOperator told = honest.Copy(stage.Operator);
        Operation payment = await PaymentAsync(stage, told.State, cancellationToken).ConfigureAwait(false);
        await told.CommitAsync([payment], cancellationToken).ConfigureAwait(false);
        await follower.LookAsync(cancellationToken).ConfigureAwait(false);
        Check("a follower sees the commit", follower.Cut.Height == height + 1);
        await stage.Chain.ReorganiseAsync(1, cancellationToken).ConfigureAwait(false);
        await follower.LookAsync(cancellationToken).ConfigureAwait(false);
        Check("a follower takes it back", follower.Cut.Height == height);
        Before = await stage.OwedAsync(told.State, cancellationToken).ConfigureAwait(false); // what Alice and Bob were told
        if (IsDefended)
            await honest.CommitAsync([payment], cancellationToken).ConfigureAwait(false); // the same operation, in a batch of its own time

        // The finalisation goes the same way. Nothing final was taken back on layer 2: anybody says it again.
        await Exits.FinaliseAsync(stage, cancellationToken).ConfigureAwait(false);
        await follower.LookAsync(cancellationToken).ConfigureAwait(false);
        ulong final = follower.Cut.FinalHeight;
        await stage.Chain.ReorganiseAsync(1, cancellationToken).ConfigureAwait(false);
        await follower.LookAsync(cancellationToken).ConfigureAwait(false);
        Check("a follower takes the finalisation back", !IsDefended || follower.Cut.FinalHeight == final - 1);
        await Exits.FinaliseAsync(stage, cancellationToken).ConfigureAwait(false);

        RollupState derived = await follower.DeriveAsync(follower.Cut.Height, cancellationToken).ConfigureAwait(false);
        Check("what follows from L1 is what the operator has", derived.Root == honest.State.Root);
        await Exits.LeaveAsync(stage, honest, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Operation> PaymentAsync(DrillStage stage, RollupState state, CancellationToken cancellationToken)
    {
        HeldAccount alice = DrillStage.Find(state, stage.Alice, DrillStage.Usd), bob = DrillStage.Find(state, stage.Bob, DrillStage.Usd);
        uint validUntil = await Opening.ValidUntilAsync(stage, cancellationToken).ConfigureAwait(false);
        return stage.Signer.Transfer(stage.KeyOf(stage.Alice), alice, bob, Paid, 0, validUntil).Operation;
    }
}
