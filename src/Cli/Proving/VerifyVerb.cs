using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Proving;
using Plimsoll.Proofs;

namespace Plimsoll.Cli.Proving;

/// <summary><c>plimsoll verify</c>: whether a proof attests a batch, judged here with the keys that L1 holds.</summary>
internal sealed class VerifyVerb : Verb
{
    private const int MaxLength = 1 << 24;

    public VerifyVerb()
        : base("verify", "Judge a batch's proof here, with the keys that L1 holds; exit code 1 if it does not hold.", "verify 3 batch-3.proof", "verify 3 batch-3.proof --json")
    {
        Argument<ulong> height = new("BATCH") { Description = "The batch's height." };
        Argument<string> file = new("FILE") { Description = "The proof, as prove writes it." };
        ConnectionOptions options = new();
        Add(height);
        Add(file);
        options.AddTo(this, needsNode: false);
        Add(options.Beacon);
        Does(async (result, terminal, cancellationToken) =>
        {
            using Connection connection = options.Connect(result);
            Replica replica = await connection.OpenReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false);
            CommittedBatch batch = ProveVerb.BatchAt(replica.Cut, result.GetValue(height));
            if (replica.Identity.Votes.IsZero)
                throw CommandException.Refused("batches of this rollup are not proven", "Its profile has no kind validity: plimsoll profile explain.");
            IReadOnlyList<VerifierOnL1> verifiers = await VerifyingKeysOnL1.ReadAsync(connection.Ethereum, replica.Identity.Votes, cancellationToken).ConfigureAwait(false);
            ProofsOnL1 judge = new(connection.Ethereum, replica.Identity, verifiers);
            if (!judge.KnowsCircuits)
                throw CommandException.Refused("the rollup has other circuits than this program knows");
            string path = result.GetValue(file)!;
            byte[] bytes = new FileInfo(path).Length <= MaxLength ? await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false) : [];
            bool isProof = BatchProofEncoding.TryDecode(bytes, out BatchProof? proof);
            BatchProofRefusal? refusal = isProof ? judge.Judge(replica.Cut, batch, proof!).Refusal : null;
            bool holds = refusal == BatchProofRefusal.None;
            terminal.Answer(
                new JsonObject
                {
                    ["height"] = batch.Height,
                    ["headerHash"] = batch.HeaderHash.ToString(),
                    ["holds"] = holds,
                    ["refusal"] = holds ? null : refusal?.ToString() ?? "NotAProof",
                    ["verifiers"] = new JsonArray([.. verifiers.Select(it => new JsonObject { ["address"] = it.Verifier.ToString(), ["keyHash"] = it.KeyHash.ToString() })]),
                },
                [
                    holds ? $"the proof attests batch {batch.Height} ({batch.HeaderHash})" : $"NOT a proof of batch {batch.Height}: {refusal?.ToString() ?? "the file is none"}",
                    .. verifiers.Select((it, number) => $"  circuit {number}: verifier {it.Verifier}, key {it.KeyHash}"),
                ]);
            return holds ? ExitCode.Success : ExitCode.CheckFailed;
        });
    }
}
