using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>Somebody fills the queue with everything that could make it stop.</summary>
internal sealed class HostileQueue : Drill
{
    private const int Spam = 40;

    public override string Name => "hostile-queue";

    public override string Attacked =>
        "Mallory queues exits and keys for accounts that are not hers, transfers of more than there is and to accounts that do not exist, dust, and a deposit that does not fit its hint.";

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator honest = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        uint alice = DrillStage.Find(honest.State, stage.Alice, DrillStage.Usd).Index, mine = DrillStage.Find(honest.State, stage.Mallory, DrillStage.Usd).Index;
        uint mineEther = DrillStage.Find(honest.State, stage.Mallory, DrillStage.Eth).Index;
        byte[][] junk =
        [
            RollupCalls.ForceExit(alice),
            RollupCalls.ForceKey(alice, stage.KeyOf(stage.Mallory).Published),
            RollupCalls.ForceTransfer(alice, mine, 1),
            RollupCalls.ForceTransfer(mine, alice, Account.MaxBalance),
            RollupCalls.ForceTransfer(mine, 12_345, 1),
            RollupCalls.ForceTransfer(mine, mineEther, 1),
            RollupCalls.ForceTransfer(mine, mine, 0),
            RollupCalls.ForceExit(0),
        ];
        UInt256 first = await stage.Rollup.GetForcedFeeAsync(L1.Rpc.BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        foreach (byte[] call in junk)
            await stage.ForceAsync(stage.Mallory, call, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < Spam; i++)
            await stage.ForceAsync(stage.Mallory, RollupCalls.ForceExit((uint)i), cancellationToken).ConfigureAwait(false);
        Check("each forced item makes the next one dearer", await stage.Rollup.GetForcedFeeAsync(L1.Rpc.BlockReference.Latest, cancellationToken).ConfigureAwait(false) > first);
        await stage.DepositAsync(stage.Mallory, DrillStage.Usd, 1, alice, cancellationToken).ConfigureAwait(false); // Alice's account as the hint
        await stage.DepositAsync(stage.Bob, DrillStage.Usd, 17, DrillStage.Find(honest.State, stage.Bob, DrillStage.Usd).Index, cancellationToken).ConfigureAwait(false);

        // What is void takes its slot; an operator who leaves it out cannot commit.
        HandOperator next = honest.Copy(stage.Operator);
        HandOperator.Lie manner = IsDefended ? new() : new() { QueueItems = 0 };
        if (IsDefended)
            await next.CommitAsync([], cancellationToken).ConfigureAwait(false);
        Check("the queue was served to its end", next.Head.QueueEnd == (ulong)(2 * (stage.Honest.Count + 1) + junk.Length + Spam + 2));
        Check("Mallory's dust opened an account of its own", next.State.Deposited == honest.State.Deposited + 1);
        Check("nobody's key changed", DrillStage.Find(next.State, stage.Alice, DrillStage.Usd).Account.Key == stage.KeyOf(stage.Alice).PublicKey);
        Before = await stage.OwedAsync(honest.State, cancellationToken).ConfigureAwait(false);
        Before.Add(stage.Bob.Name, DrillStage.NameOf(DrillStage.Usd), 17);
        await Exits.LeaveAsync(stage, next, cancellationToken, manner).ConfigureAwait(false);
    }
}
