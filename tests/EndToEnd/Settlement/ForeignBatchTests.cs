using System.Buffers.Binary;
using System.Net.Http.Json;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Hosting;
using Plimsoll.Node.Roles;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>A whole node whose operator cannot commit, until somebody else does.</summary>
public sealed class ForeignBatchTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const ulong OpenAfter = 1_200;

    [Fact]
    public async Task After_somebody_else_served_the_queue_the_node_goes_on_and_what_it_confirmed_is_on_L1_in_its_slot()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.SendAsync(world.Operator, RollupCalls.WithdrawBond(World.InWei(30), world.Operator.Owner)); // without a bond nobody commits
        await world.SendAsync(world.Carol, RollupCalls.AddBond(world.Carol.Owner), World.InWei(3));
        string folder = Directory.CreateTempSubdirectory("plimsoll-foreign-").FullName;
        ContractSender guard = world.SenderOf(world.Guard);
        NodeKeys keys = new(world.Operator.Key, world.SenderOf(world.Operator), world.Guard.Key, guard, guard, guard);
        await using RunningNode node = new(new(world.Node, BeaconBlobSource.AtBlockNumbers(world.Beacon), world.Deployment, world.Identity, new(folder), keys, NodeRoles.All));
        await node.StartAsync(Cancellation);
        using HttpClient http = new() { BaseAddress = node.Url };
        await world.DepositAsync(world.Alice, 1_000);
        await world.DepositAsync(world.Bob, 500);
        await UntilAsync("the deposits on layer 2", status => status.Accounts == 2);
        Submission payment = Pay(world);
        Assert.Equal((Refusal.None, 0UL), await HandInAsync(payment));

        await world.PassAsync(OpenAfter + 1);
        await world.CommitAsync(by: world.Carol);
        await UntilAsync("the batch behind the foreign one", status => status.OpenBatch >= 2);
        Assert.Equal((Refusal.Duplicate, 0UL), await HandInAsync(payment));
        await world.SendAsync(world.Operator, RollupCalls.AddBond(world.Operator.Owner), World.InWei(30));
        await UntilAsync("the node's own batch on L1", _ => world.Cut.Height >= 2);
        VerifiedCut verified = await world.VerifyAsync();
        Assert.Equal((2UL, null, 1UL), (verified.Height, verified.Fault, verified.Cut.Head.SequenceEnd));
        Assert.Equal((UInt128)510, await world.Verifier.ReadHeadAsync((state, _) => state[World.IndexIn(state, world.Bob)].Balance, Cancellation));
        Assert.Equal(0, (await http.GetFromJsonAsync<SequencerStatus>("stats", Cancellation))!.Broken);

        async Task UntilAsync(string what, Func<SequencerStatus, bool> isSo)
        {
            long start = TimeProvider.System.GetTimestamp();
            while (!isSo((await http.GetFromJsonAsync<SequencerStatus>("stats", Cancellation))!))
            {
                Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(3), $"Waited for {what}; {string.Join("; ", node.TroublesWithin(TimeSpan.FromMinutes(3)))}");
                await world.PassAsync(1);
            }
        }

        async Task<(Refusal, ulong)> HandInAsync(Submission submission)
        {
            byte[] bytes = new byte[SubmissionFormat.RecordLength];
            SubmissionFormat.Write(submission, bytes);
            using ByteArrayContent content = new(bytes) { Headers = { ContentType = new("application/octet-stream") } };
            HttpResponseMessage answer = await http.PostAsync("operations/batch", content, Cancellation);
            byte[] outcome = (await answer.Content.ReadAsByteArrayAsync(Cancellation))[SoftConfirmation.EncodedLength..];
            return ((Refusal)outcome[0], BinaryPrimitives.ReadUInt64BigEndian(outcome.AsSpan(8)));
        }
    }

    /// <summary>Ten of Alice's for Bob: the first two deposits open the last two indices.</summary>
    private static Submission Pay(World world)
    {
        uint last = new RollupState(world.Identity.Profile.Depth).Capacity - 1;
        OperationWord word = new(OperationKind.Transfer, last, last - 1, 10, 0, uint.MaxValue);
        Account from = new(world.Alice.Owner, World.Ether, 0, 1_000, 0, world.Alice.Secret.PublicKey), to = new(world.Bob.Owner, World.Ether, 0, 500, 0, world.Bob.Secret.PublicKey);
        BatchContext context = new(world.Identity.ChainId, world.Identity.Rollup, 0, default);
        return new(new(word, world.Alice.Secret.Sign(OperationMessage.Of(context, word, from, to).Hash())), 0);
    }
}
