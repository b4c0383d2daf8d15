using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Roles;

namespace Plimsoll.Cli.Nodes;

/// <summary><c>plimsoll derive</c>: the state from L1 data alone, compared with what L1 has (iDA-001).</summary>
internal sealed class DeriveVerb : Verb
{
    public DeriveVerb()
        : base("derive", "Rebuild the state from L1 data alone and compare it with the roots on L1; exit code 1 if a batch is wrong.", "derive", "derive --archive blobs --json")
    {
        ConnectionOptions options = new();
        Option<string?> archive = new("--archive") { Description = "A folder of blobs, for those that L1 has pruned.", HelpName = "DIR" };
        Add(archive);
        options.AddTo(this, needsNode: false);
        Add(options.Beacon);
        Does(async (result, terminal, cancellationToken) =>
        {
            using Connection connection = options.Connect(result);
            Replica replica = await connection.OpenReplicaAsync(result.GetValue(archive), cancellationToken).ConfigureAwait(false);
            terminal.Progress($"deriving {replica.Cut.Height} batches …");
            Stopwatch clock = Stopwatch.StartNew();
            using Verifier verifier = await replica.VerifyAsync(cancellationToken).ConfigureAwait(false);
            VerifiedCut verified = verifier.Current!;
            (string root, uint accounts) = await verifier.ReadFinalAsync((state, _) => (state.Root.ToString(), state.Opened + state.Deposited), cancellationToken).ConfigureAwait(false);
            RollupCut cut = verified.Cut;
            bool isSame = verified.Fault is null && root == cut.LastFinal.NewRoot.ToString();
            JsonObject json = new()
            {
                ["l1Block"] = cut.Block.Number,
                ["committed"] = cut.Height,
                ["right"] = verified.Height,
                ["final"] = cut.FinalHeight,
                ["derivedFinalRoot"] = root,
                ["finalRootOnL1"] = cut.LastFinal.NewRoot.ToString(),
                ["accounts"] = accounts,
                ["slots"] = verifier.Slots,
                ["seconds"] = Math.Round(clock.Elapsed.TotalSeconds, 2),
                ["same"] = isSame,
                ["fault"] = verified.Fault is { } fault ? $"batch {verified.Height + 1}: {fault.Fault.Kind} at slot {fault.Fault.Slot}" : null,
            };
            terminal.Answer(json, [
                $"{verified.Height} of {cut.Height} batches are right, {cut.FinalHeight} final; {verifier.Slots} slots in {clock.Elapsed.TotalSeconds:0.0} s, {accounts} accounts",
                $"last final root, derived: {root}",
                $"last final root, on L1:   {cut.LastFinal.NewRoot}",
                isSame ? "the same" : verified.Fault is null ? "NOT the same" : (string)json["fault"]!,
            ]);
            return isSame ? ExitCode.Success : ExitCode.CheckFailed;
        });
    }
}
