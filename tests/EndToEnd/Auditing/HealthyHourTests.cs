using Plimsoll.EndToEnd.Settlement;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;

namespace Plimsoll.EndToEnd.Auditing;

/// <summary>An hour of a healthy rollup under load, on a chain whose clock is moved: not one alarm, in any block.</summary>
public sealed class HealthyHourTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const ulong Hour = 3_600, BlockTime = 12;
    private const int BlocksPerBatch = 9, BlocksPerFinality = 45;

    [Fact]
    public async Task Nothing_alarms_in_an_hour_of_deposits_trades_forced_items_batches_claims_and_finality()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        using AuditHistory history = new(":memory:");
        using Auditor auditor = new(world.Node, world.Identity, world.Deployment.StartBlock, new(null, BeaconBlobSource.AtBlockNumbers(world.Beacon)), history);
        Resident[] people = [world.Alice, world.Bob, world.Carol];
        await world.SendAsync(world.Operator, RollupCalls.AddBond(world.Operator.Owner), World.InWei(90)); // for every batch that is pending at a time
        foreach (Resident person in people)
            await world.DepositAsync(person, 1_000_000);
        await world.CommitAsync();
        ulong begin = world.Cut.Time, claims = 0;
        for (int block = 1; world.Cut.Time < begin + Hour; block++)
        {
            Resident person = people[random.Next(people.Length)], other = people[random.Next(people.Length)];
            switch (random.Next(6))
            {
                case 0:
                    await world.DepositAsync(person, (ulong)random.Next(1, 10_000));
                    break;
                case 1:
                    await world.ForceAsync(person, RollupCalls.ForceTransfer(world.IndexOf(person), world.IndexOf(other), 5));
                    break;
            }

            if (block % BlocksPerBatch == 0)
            {
                await world.CommitAsync(batch =>
                {
                    for (int i = random.Next(1, 12); i > 0; i--)
                        batch.Transfer(world.IndexOf(people[i % 3]), world.IndexOf(people[(i + 1) % 3]), (ulong)random.Next(1, 100));
                    batch.Withdraw(world.IndexOf(person), (ulong)random.Next(1, 1_000));
                });
            }

            if (block % BlocksPerFinality == 0)
            {
                await world.Finaliser.ActAsync(await world.VerifyAsync(), Cancellation);
                await world.VerifyAsync();
                foreach (Resident owner in people)
                {
                    if (await Claims.OfAsync(world.Verifier, world.IndexOf(owner), cancellationToken: Cancellation) is not { } claim)
                        continue;
                    await world.SendAsync(world.Guard, claim);
                    claims++;
                }
            }

            await world.PassAsync(BlockTime);
            await auditor.PollAsync(Cancellation);
            Assert.True(auditor.Current!.Report.Head.Regime == "GREEN", string.Join("; ", auditor.Current.Report.Findings));
        }

        IReadOnlyList<AuditHistory.Point> points = history.Points(auditor.Id, 0, 100_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"{points.Count} blocks, {world.Cut.Height} batches, {world.Cut.FinalHeight} final, {claims} claims");
        Assert.Empty(history.Alerts(null, isOpen: false, limit: 10));
        Assert.All(points.Where(point => point.Block >= world.Deployment.StartBlock), point => Assert.Equal((0, 10_000), (point.Head, Math.Min(10_000, point.CoverageBps))));
        Assert.True(points.Count >= (int)(Hour / BlockTime) && world.Cut.Height > 30 && world.Cut.FinalHeight > 10 && claims > 3);
        Assert.Equal("GREEN", auditor.Current!.Report.Confirmed.Regime);
    }
}
