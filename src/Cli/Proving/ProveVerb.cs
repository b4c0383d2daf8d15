using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Plimsoll.Batches;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Wallets;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Kzg;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;
using Plimsoll.Proofs;
using Plimsoll.State;

namespace Plimsoll.Cli.Proving;

/// <summary><c>plimsoll prove</c>: the validity proof of one committed batch, into a file or to L1.</summary>
internal sealed class ProveVerb : Verb
{
    public ProveVerb()
        : base(
            "prove",
            "Prove a committed batch from L1 data, and write the proof to a file or show it to L1.",
            "prove 3",
            "prove 3 --out batch-3.proof",
            "prove 3 --slots batch-3.json --send --wallet prover.json")
    {
        Argument<ulong> height = new("BATCH") { Description = "The batch's height." };
        Option<string?> output = new("--out") { Description = "Where the proof goes; else batch-N.proof.", HelpName = "FILE" };
        Option<string?> slots = new("--slots")
        {
            Description = "The batch's slots with signatures, as the node's GET /batches/N/slots answers; where blobs hold words alone, and the node is not asked.",
            HelpName = "FILE",
        };
        Option<bool> send = new("--send") { Description = "Show the proof to L1." };
        Option<string?> wallet = new("--wallet") { Description = "Whose ETH pays for it.", HelpName = "FILE" };
        Option<string?> archive = new("--archive") { Description = "A folder of blobs, for those that L1 has pruned.", HelpName = "DIR" };
        Option<string> keys = CircuitOptions.KeysOption();
        ConnectionOptions options = new();
        Add(height);
        foreach (Option option in (Option[])[output, slots, send, wallet, archive, keys])
            Add(option);
        options.AddTo(this, needsNode: true);
        Add(options.Beacon);
        Validators.Add(result =>
        {
            if (result.GetValue(send) != result.GetValue(wallet) is not null)
                result.AddError("--send and --wallet go together.");
        });
        Does(async (result, terminal, cancellationToken) =>
        {
            using Connection connection = options.Connect(result);
            Replica replica = await connection.OpenReplicaAsync(result.GetValue(archive), cancellationToken).ConfigureAwait(false);
            (RollupCut cut, CommittedBatch batch) = (replica.Cut, BatchAt(replica.Cut, result.GetValue(height)));
            Stopwatch clock = Stopwatch.StartNew();
            terminal.Progress($"deriving {batch.Height - 1} batches …");
            RollupState state = await replica.DeriveAsync(batch.Height - 1, cancellationToken).ConfigureAwait(false);
            Fr[] elements = await replica.ElementsAsync(batch, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Slot> own = await SlotsAsync(connection, replica.Identity, batch, elements, result.GetValue(slots), cancellationToken).ConfigureAwait(false);
            CircuitSet circuits = RollupCircuits.For(replica.Identity.Profile.Depth, replica.Identity.Layout);
            WitnessRefusal refusal = BatchWitnesses.TryMake(cut, batch, state, circuits, own, elements, out BatchWitness? witness);
            if (refusal == WitnessRefusal.OperationRejected && replica.Identity.Layout == DataLayout.Compact)
                SignedSlots.RequireFaultOf(cut, batch, state, elements);
            if (refusal != WitnessRefusal.None)
                throw CommandException.Refused($"batch {batch.Height} has no proof: {refusal}", "A fraud proof or the proof deadline removes it.");

            ProvingKeyCache cache = new(result.GetValue(keys)!, replica.Identity.ChainId, terminal.Progress);
            Dictionary<int, CircuitKey> loaded = [];
            List<SegmentProof> segments = [];
            foreach ((int i, SegmentCut segment) in witness!.Cuts.Index())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!loaded.TryGetValue(segment.Circuit, out CircuitKey? key))
                    loaded[segment.Circuit] = key = SetupVerb.Load(cache, circuits[segment.Circuit]);
                Stopwatch part = Stopwatch.StartNew();
                segments.Add(BatchProver.ProveSegment(witness, i, key.System, key.Key, Environment.ProcessorCount));
                terminal.Progress($"segment {i + 1} of {witness.Cuts.Count}: {segment.SlotCount} slots in {part.Elapsed.TotalSeconds:0.0} s");
            }

            BatchProof proof = new(segments, BatchProver.OpenBlobs(elements, witness.Point, BlobKzg.Mainnet));
            string file = result.GetValue(output) ?? $"batch-{batch.Height}.proof";
            await File.WriteAllBytesAsync(file, BatchProofEncoding.Encode(proof), cancellationToken).ConfigureAwait(false);
            JsonObject json = new()
            {
                ["height"] = batch.Height,
                ["headerHash"] = batch.HeaderHash.ToString(),
                ["segments"] = segments.Count,
                ["slots"] = batch.Header.SlotCount,
                ["seconds"] = Math.Round(clock.Elapsed.TotalSeconds, 1),
                ["file"] = file,
            };
            List<string> lines = [$"batch {batch.Height} ({batch.HeaderHash}): {batch.Header.SlotCount} slots proven in {segments.Count} segments, {clock.Elapsed.TotalSeconds:0.0} s; {file}"];
            if (result.GetValue(send))
            {
                using PrivateKey account = WalletFile.Read(result.GetValue(wallet)!, terminal);
                using ContractSender sender = new(connection.Ethereum, account, connection.Deployment.ChainId);
                byte[] call = new ValidityCall(replica.Identity.Rollup, batch.Header, cut.HeaderAt(batch.Height - 1), proof).Encode();
                L1.Rpc.TransactionReceipt receipt = await sender.CallAsync($"prove batch {batch.Height}", replica.Identity.Votes, call, cancellationToken: cancellationToken).ConfigureAwait(false);
                json["transaction"] = receipt.TransactionHash.ToString();
                json["gas"] = receipt.GasUsed;
                lines.Add($"L1 has taken it: {receipt.TransactionHash}, {receipt.GasUsed:N0} gas");
            }

            terminal.Answer(json, lines);
            return ExitCode.Success;
        });
    }

    internal static CommittedBatch BatchAt(RollupCut cut, ulong height) => height >= 1 && height <= cut.Height
        ? cut.Batches[(int)height - 1]
        : throw CommandException.WrongInput($"there is no batch {height}", $"L1 holds {cut.Height}.");

    private static async Task<IReadOnlyList<Slot>> SlotsAsync(
        Connection connection, RollupIdentity identity, CommittedBatch batch, Fr[] elements, string? file, CancellationToken cancellationToken)
    {
        Slot[] published = new Slot[batch.Header.SlotCount];
        if (!BatchLayout.TryUnpack(identity.Layout, elements, published) || identity.Layout == DataLayout.Full)
            return published;
        IReadOnlyList<Slot> slots = await SignedSlotsAsync(connection, batch, file, cancellationToken).ConfigureAwait(false);
        SignedSlots.RequireWordsOf(batch, published, slots);
        return slots;
    }

    private static async Task<IReadOnlyList<Slot>> SignedSlotsAsync(Connection connection, CommittedBatch batch, string? file, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            try
            {
                return PublishedBatches.Read(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false));
            }
            catch (FormatException e)
            {
                throw CommandException.WrongInput($"{file} holds no slots: {e.Message}", "It is what the node's GET /batches/N/slots answers.");
            }
        }

        if (connection.NodeUrl is not { } node)
            throw CommandException.Unavailable("the blobs hold no signatures, and no node is known that does", "Name one with --node, or a file with --slots.");
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
        return await new PublishedBatches(http, node).FindAsync(batch, cancellationToken).ConfigureAwait(false)
            ?? throw CommandException.Unavailable($"the node does not know the signatures of batch {batch.Height} any more", "Batches that are final need no proof.");
    }
}
