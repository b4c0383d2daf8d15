using Plimsoll.Batches;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Attesting;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Hosting;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>Attesters and who collects from them, on the real judge of votes: two of three have to sign, and time is the other kind.</summary>
public sealed class AttestingTests(AttestingTests.Chain fixture) : AnvilTest<AttestingTests.Chain>(fixture)
{
    private static readonly PrivateKey[] s_keys = [.. Enumerable.Range(7, 3).Select(i => PrivateKey.Parse(AnvilAccounts.Keys[i]))];

    [Fact]
    public async Task Attesters_in_processes_of_their_own_make_a_quorum_and_a_node_that_is_away_does_not_matter()
    {
        await using World world = await StartAsync();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("plimsoll-attesters-");
        await using (RunningNode first = Node(world, Path.Combine(folder.FullName, "1"), NodeRoles.Attester, new([s_keys[0]], null, [])))
        {
            await first.StartAsync(limit.Token);
            Attesting collecting = new([s_keys[1]], world.SenderOf(world.Guard), [first.Url, new("http://127.0.0.1:9")]);
            await using RunningNode second = Node(world, Path.Combine(folder.FullName, "2"), NodeRoles.Attester | NodeRoles.Quorum, collecting);
            await second.StartAsync(limit.Token);

            await world.DepositAsync(world.Alice, 1_000);
            CommittedBatch batch = await world.CommitAsync();
            while (!world.Cut.Votes.GetValueOrDefault(batch.HeaderHash).HasFlag(ProofKinds.Quorum))
            {
                Assert.False(limit.IsCancellationRequested, $"no quorum within three minutes: {string.Join("; ", second.TroublesWithin(TimeSpan.FromMinutes(3)))}");
                await world.MineAsync(1);
                await Task.Delay(100, Cancellation); // the nodes look four times a second
            }

            using HttpClient http = new();
            Assert.Contains("\"signed\":1", await http.GetStringAsync(new Uri(first.Url, "attestations"), Cancellation), StringComparison.Ordinal);
            Assert.Contains("Attester", await http.GetStringAsync(new Uri(first.Url, "health"), Cancellation), StringComparison.Ordinal);
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync(new Uri(first.Url, $"attestations/{Bytes32.Zero}"), Cancellation)).StatusCode);
            Assert.Equal(ProofKinds.Quorum, await world.Contract.GetVotesAsync(batch.HeaderHash, BlockReference.Latest, Cancellation));
        }

        await world.FinaliseAsync();
        Assert.Equal(1UL, world.Cut.FinalHeight);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task One_attester_who_signs_what_is_wrong_makes_no_quorum_however_it_is_dressed_up()
    {
        await using World world = await StartAsync();
        await world.DepositAsync(world.Alice, 1_000);
        CommittedBatch wrong = await world.CommitAsync(spoil: slots => slots[0] = slots[0] with { PostRoot = Fr.One });
        VerifiedCut verified = await world.VerifyAsync();
        Assert.Equal(FaultKind.WrongQueueRoot, verified.Fault!.Fault.Kind);

        AttestationDomain domain = new(world.Identity);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("plimsoll-attesters-");
        using (AttesterStore store = new(folder.FullName, world.Identity))
        {
            Attester[] honest = [.. s_keys[..2].Select(key => new Attester(world.Tracker, world.Verifier, domain, store, key))];
            Assert.All(honest, attester => Assert.Equal((0, 1L), (attester.Act(verified, verified.Cut), attester.Status.Refused)));
            EcdsaSignature bad = domain.For(wrong.HeaderHash).Sign(s_keys[2]);
            EcdsaSignature foreign = new AttestationDomain(world.Identity with { ChainId = 1 }).For(wrong.HeaderHash).Sign(s_keys[1]);
            using QuorumVoter voter = VoterOf(world, domain, [.. honest, new Told([bad, bad, foreign])]);
            Assert.Null(await voter.ActAsync(verified.Cut, Cancellation));

            // Nor does L1 believe who does not look.
            foreach (EcdsaSignature[] signatures in (EcdsaSignature[][])[[bad], [bad, bad], [bad, foreign], [foreign, bad]])
            {
                byte[] call = VotesContract.Attest(world.Identity.Rollup, wrong.HeaderHash, signatures);
                await Assert.ThrowsAsync<TransactionFailedException>(() => world.SenderOf(world.Guard).CallAsync("too few", world.Identity.Votes, call, cancellationToken: Cancellation));
            }

            await world.Watcher.ActAsync(verified, Cancellation);
            CommittedBatch right = await world.CommitAsync();
            verified = await world.VerifyAsync();
            Assert.All(honest, attester => Assert.Equal(1, attester.Act(verified, verified.Cut)));
            Assert.NotNull(await voter.ActAsync(verified.Cut, Cancellation));
            VerifiedCut after = await world.VerifyAsync();
            Assert.Equal((ProofKinds.Quorum, 1UL), (after.Cut.Votes[right.HeaderHash], after.Cut.Generation));
            Assert.Null(await voter.ActAsync(after.Cut, Cancellation)); // once is enough
            foreach (Attester attester in honest)
                attester.Dispose();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_signed_and_who_signs_is_what_the_contract_says()
    {
        await using World world = await StartAsync();
        Committee committee = await VotesContract.ReadCommitteeAsync(world.Node, world.Identity.Votes, Cancellation);
        Assert.Equal(2, committee.Quorum);
        Assert.Equal(s_keys.Select(key => key.Address.ToString()).Order(StringComparer.Ordinal), committee.Members.Select(member => member.ToString()));
        AbiFunction digest = ContractArtifacts.BatchVotes.Abi.Function("digest");
        byte[] answer = await world.Node.CallAsync(new(world.Identity.Votes, digest.EncodeCall(world.Identity.Rollup, world.Identity.GenesisHash)), BlockReference.Latest, Cancellation);
        Assert.Equal(digest.DecodeResult(answer)[0].ToBytes32(), new AttestationDomain(world.Identity).For(world.Identity.GenesisHash).Digest);
    }

    private Task<World> StartAsync() => World.StartAsync(
        Anvil,
        profile => profile with { Kinds = ProofKinds.FraudWindow | ProofKinds.Quorum, Threshold = 2, ProofDeadline = 2 * World.Window },
        plan => plan with { Attesters = [.. s_keys.Select(key => key.Address).OrderBy(address => address.ToString(), StringComparer.Ordinal)], Quorum = 2 },
        Cancellation);

    private static QuorumVoter VoterOf(World world, AttestationDomain domain, IReadOnlyList<IAttestations> sources) => new(
        world.Tracker, domain, cancellationToken => VotesContract.ReadCommitteeAsync(world.Node, world.Identity.Votes, cancellationToken), sources, world.SenderOf(world.Guard));

    private static RunningNode Node(World world, string folder, NodeRoles roles, Attesting attesting)
    {
        ContractSender nobody = world.SenderOf(world.Carol);
        NodeKeys keys = new(world.Carol.Key, nobody, world.Carol.Key, nobody, nobody, nobody);
        return new(new(world.Node, BeaconBlobSource.AtBlockNumbers(world.Beacon), world.Deployment, world.Identity, new(folder), keys, roles) { Attesting = attesting });
    }

    /// <summary>Finalizes a block two blocks later: attesters wait for it.</summary>
    public sealed class Chain : AnvilFixture
    {
        protected override AnvilOptions Options { get; } = new() { SlotsInAnEpoch = 1 };
    }

    /// <summary>Somebody who says what he likes.</summary>
    private sealed class Told(IReadOnlyList<EcdsaSignature> signatures) : IAttestations
    {
        public string Name => "somebody";

        public Task<IReadOnlyList<EcdsaSignature>> FindAsync(Bytes32 headerHash, CancellationToken cancellationToken = default) => Task.FromResult(signatures);
    }
}
