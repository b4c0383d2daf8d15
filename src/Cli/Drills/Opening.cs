using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Operations;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>How every drill begins: people bring money in, and pay each other, under an operator who does his work.</summary>
internal static class Opening
{
    /// <summary>Amounts with odd ends, so that a unit that goes missing is seen.</summary>
    private const ulong Ether = 3_000_000_000_000_000_007, Dollars = 5_000_000_011;

    public const uint NoHint = uint.MaxValue;

    /// <summary>Deposits of ETH and dollars for everybody, a first batch, a second one with payments and a swap, both final.</summary>
    public static async Task<HandOperator> PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        ulong odd = 0;
        foreach (Person person in stage.Honest.Append(stage.Mallory))
        {
            odd++;
            await stage.DepositAsync(person, DrillStage.Eth, Ether * odd, NoHint, cancellationToken).ConfigureAwait(false);
            await stage.DepositAsync(person, DrillStage.Usd, Dollars * odd, NoHint, cancellationToken).ConfigureAwait(false);
        }

        await stage.BondAsync(stage.Operator, 8, cancellationToken).ConfigureAwait(false);
        HandOperator @operator = new(stage, stage.Operator);
        await @operator.CommitAsync([], cancellationToken).ConfigureAwait(false);
        await @operator.CommitAsync(Payments(stage, @operator.State, await ValidUntilAsync(stage, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        await Exits.FinaliseAsync(stage, cancellationToken).ConfigureAwait(false);
        return @operator;
    }

    public static async Task<uint> ValidUntilAsync(DrillStage stage, CancellationToken cancellationToken) =>
        checked((uint)await stage.Chain.TimeAsync(cancellationToken).ConfigureAwait(false) + 86_400);

    private static Operation[] Payments(DrillStage stage, RollupState state, uint validUntil)
    {
        HeldAccount alice = DrillStage.Find(state, stage.Alice, DrillStage.Usd), bob = DrillStage.Find(state, stage.Bob, DrillStage.Usd);
        HeldAccount bobEther = DrillStage.Find(state, stage.Bob, DrillStage.Eth), carolEther = DrillStage.Find(state, stage.Carol, DrillStage.Eth);
        HeldAccount carol = DrillStage.Find(state, stage.Carol, DrillStage.Usd);
        Operation paid = stage.Signer.Transfer(stage.KeyOf(stage.Alice), alice, bob, 1_234_567, 0, validUntil).Operation;
        Operation swapped = stage.Signer.Swap(
            stage.KeyOf(stage.Bob), (bobEther, carolEther, 1_000_000_000_000_000_003, 0),
            stage.KeyOf(stage.Carol), (carol, bob, 2_345_678_901, 0),
            validUntil).Operation;
        return [paid, swapped];
    }
}
