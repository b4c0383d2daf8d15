using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Profiles;
using Plimsoll.Crypto.Fields;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;
using Plimsoll.Proofs;
using Plimsoll.Solvency.Regimes;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>A thief commits a batch that gives her all the money, where one validity proof makes a batch final, and tries to have it proven.</summary>
/// <remarks>The defence is the verifier. Without it, with one that takes everything for proven, she gets the money.</remarks>
internal abstract class ProofAttack : Drill
{
    protected override bool HasWeakVerifier => !IsDefended;

    protected override ProfileDocument Profile { get; } = Proven([ProfileRules.Validity], threshold: 1);

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator honest = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        Before = await stage.OwedAsync(honest.State, cancellationToken).ConfigureAwait(false);
        HandOperator liar = await StealAsync(stage, honest, cancellationToken).ConfigureAwait(false);
        MustBeSeen(RegimeCause.WrongCommitment, liar.HeadBlock);
        int accepted = 0, tried = 0;
        foreach (byte[] call in await CallsAsync(stage, cancellationToken).ConfigureAwait(false))
        {
            tried++;
            accepted += await TryAsync(stage, call, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        Check($"L1 refused each of {tried} proofs", accepted == 0 && tried > 0);
        await PlunderAsync(stage, liar, cancellationToken).ConfigureAwait(false);
        await DropAsync(stage, cancellationToken).ConfigureAwait(false);
        Check("the batch was removed after the proof deadline", (await Devnets.RollupHistory.ReadAsync(stage.Chain.Node, stage.Rollup.Address, cancellationToken).ConfigureAwait(false)).Of<RollupEvent.BatchUnproven>().Count() == 1);
        await Exits.LeaveAsync(stage, honest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What she shows L1, one after the other.</summary>
    protected abstract Task<IReadOnlyList<byte[]>> CallsAsync(DrillStage stage, CancellationToken cancellationToken);

    /// <summary>Commits a batch under a root that no slot explains, and withdraws everything in it.</summary>
    internal static async Task<HandOperator> StealAsync(DrillStage stage, HandOperator honest, CancellationToken cancellationToken)
    {
        await stage.BondAsync(stage.Mallory, 1, cancellationToken).ConfigureAwait(false);
        HandOperator liar = honest.Copy(stage.Mallory);
        List<Operation> theft = [];
        uint validUntil = await Opening.ValidUntilAsync(stage, cancellationToken).ConfigureAwait(false);
        foreach (byte token in (byte[])[DrillStage.Eth, DrillStage.Usd])
        {
            HeldAccount mine = DrillStage.Find(liar.State, stage.Mallory, token);
            UInt128 others = stage.Honest.Aggregate(UInt128.Zero, (sum, person) => sum + DrillStage.Find(liar.State, person, token).Account.Balance);
            HeldAccount rich = mine with { Account = mine.Account with { Balance = mine.Account.Balance + others } };
            theft.Add(stage.Signer.Withdraw(stage.KeyOf(stage.Mallory), rich, rich.Account.Balance, 0, validUntil).Operation);
        }

        await liar.CommitAsync(theft, new() { BeforeBatch = state => InvalidRoot.Enrich(stage, state) }, cancellationToken).ConfigureAwait(false);
        return liar;
    }

    /// <summary>Shows L1 a call; whether it takes it.</summary>
    internal static async Task<bool> TryAsync(DrillStage stage, byte[] call, CancellationToken cancellationToken)
    {
        try
        {
            await stage.Mallory.Sender.CallAsync("prove", stage.Profile.Votes, call, default, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TransactionFailedException or ExecutionRevertedException or RpcServerException)
        {
            return false;
        }
    }

    /// <summary>Removes the head when its proofs did not come in time, as anybody can.</summary>
    internal static async Task DropAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        await stage.Chain.PassAsync(stage.Profile.ProofDeadline + 1, cancellationToken).ConfigureAwait(false);
        Node.Chain.RollupCut cut = (await stage.ReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false)).Cut;
        byte[] drop = RollupCalls.DropUnproven(cut.Head, cut.HeaderAt(cut.Height - 1));
        await stage.Helper.Sender.CallAsync("drop", stage.Rollup.Address, drop, default, cancellationToken).ConfigureAwait(false);
    }

    // Whoever has the root made final takes what it gives.
    private static async Task PlunderAsync(DrillStage stage, HandOperator liar, CancellationToken cancellationToken)
    {
        try
        {
            await Plunder.TryAsync(stage, liar, cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionFailedException)
        {
            // what a thief is told
        }
    }

    protected static Fr NumberOf(ValidityCall call, int number)
    {
        SegmentProof segment = call.Proof.Segments[0];
        return number switch
        {
            0 => segment.NewRoot,
            1 => segment.QueueLink,
            2 => segment.Value,
            3 => segment.Commitment,
            _ => call.Proof.Openings[0].Value,
        };
    }
}
