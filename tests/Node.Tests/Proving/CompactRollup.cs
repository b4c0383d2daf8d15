using Plimsoll.Batches;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.Node.Tests.Sequencing;
using Plimsoll.Proofs;
using Plimsoll.Sequencing;
using Plimsoll.State;
using static Plimsoll.State.Tests.Town;
using CommittedBatch = Plimsoll.Node.Chain.CommittedBatch;

namespace Plimsoll.Node.Tests.Proving;

/// <summary>Batches that a sequencing node has made, committed in the compact layout, with the blobs in an archive: all that a prover finds but L1 itself.</summary>
internal sealed class CompactRollup : IAsyncDisposable
{
    public static readonly RollupIdentity Identity = new(
        31337,
        Story.Rollup,
        Story.Hub,
        Story.Profile with { Depth = 3, Layout = DataLayout.Compact, Kinds = ProofKinds.Validity, ChallengeWindow = 0, ProofDeadline = 1_800, Votes = Story.AddressOf(0xdd) },
        Story.Identity.Tokens);

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-compact-").FullName;
    private readonly JsonRpcClient _nowhere = new(new("http://127.0.0.1:1/"));
    private readonly PrivateKey _key = Bank.NewKey();
    private readonly ContractSender _sender;
    private readonly BlobArchive _archive;

    private CompactRollup(Bank bank)
    {
        Bank = bank;
        _archive = new(Path.Combine(_folder, "blobs"));
        Store = new(Path.Combine(_folder, "proofs"), Identity);
        _sender = new(new(_nowhere), _key, Identity.ChainId);
    }

    public static CircuitSet Circuits { get; } = new(Identity.Profile.Depth, DataLayout.Compact, topLevels: 1, queueSlots: [2], userSlots: [3]);

    public Bank Bank { get; }

    public ProverStore Store { get; }

    /// <summary>L1 with all batches.</summary>
    public RollupCut Cut { get; private set; } = RollupFold.Begin(Identity);

    public CommittedBatch First => Cut.Batches[0];

    public BlobSources Blobs => new(_archive);

    /// <summary>Sequences batches of eight slots and commits them.</summary>
    /// <param name="batches">How many.</param>
    /// <param name="spoil">Changes what is committed of the last one.</param>
    public static async Task<CompactRollup> OpenAsync(int batches = 1, Func<Slot[], Slot[]>? spoil = null)
    {
        CompactRollup rollup = new(await Bank.OpenAsync(maxSlots: 8));
        Story story = new Story(rollup.Cut).Bond(9_000);
        foreach (QueuedOperation.Deposit deposit in Bank.Deposits().Cast<QueuedOperation.Deposit>())
            story.Enqueue(deposit, Bank.People.Single(person => person.Owner == deposit.Owner).Secret.Published);
        rollup.Cut = story.Cut;
        for (uint nonce = 0; nonce < 8 * batches - 3; nonce++)
            Assert.True((await rollup.Bank.PayAsync(Bank.Pay(Alice, Bob, 1, nonce))).Outcomes[0].IsTaken);
        for (int number = 1; number <= batches; number++)
        {
            await Bank.UntilAsync(() => rollup.Bank.Outbox.Find((ulong)number) is not null, $"the sealed batch {number}");
            SealedBatch batch = rollup.Bank.Outbox.Find((ulong)number)!;
            Slot[] slots = [.. batch.Slots];
            BatchPublication publication = BatchPublication.Prepare(rollup.Cut, batch.Context, number == batches && spoil is not null ? spoil(slots) : slots, batch.QueueCount);
            for (int i = 0; i < publication.Sidecar.Blobs.Count; i++)
                await rollup._archive.AddAsync(publication.Header.VersionedHashes[i], publication.Sidecar.Blobs[i]);
            rollup.Cut = new Story(rollup.Cut).Commit(publication.Header).Cut;
        }

        return rollup;
    }

    /// <summary>A prover that gets as far as the first segment: no key is needed before.</summary>
    public Prover NewProver(ISignedBatches? signed, List<Exception>? trouble = null) => new(
        new(new(_nowhere), Identity, new()), new(Identity, Blobs), Blobs, Circuits, _ => Task.FromResult<IReadOnlyList<CircuitKey>>([]), signed, Store, _sender, onTrouble: trouble is null ? null : trouble.Add);

    public Fr[] ElementsOf(CommittedBatch batch) => BatchReader.ElementsOf(Blobs.GetAsync(BlobPlace.Of(batch)).Result);

    public async ValueTask DisposeAsync()
    {
        await Bank.DisposeAsync();
        Store.Dispose();
        _sender.Dispose();
        _key.Dispose();
        _nowhere.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
