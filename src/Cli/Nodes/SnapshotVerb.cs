using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Roles;

namespace Plimsoll.Cli.Nodes;

/// <summary><c>plimsoll snapshot</c>: the last final state in a file that proves itself.</summary>
internal sealed class SnapshotVerb : Command
{
    public SnapshotVerb()
        : base("snapshot", "Write and verify final states as files: with one, nobody needs older blobs.")
    {
        Add(new Write());
        Add(new Verify());
    }

    private static Option<string?> ArchiveOption() => new("--archive") { Description = "A folder of blobs, for those that L1 has pruned.", HelpName = "DIR" };

    private sealed class Write : Verb
    {
        public Write()
            : base("write", "Derive the last final state from L1 and write it to a file.", "snapshot write final.snapshot")
        {
            ConnectionOptions options = new();
            Argument<string> file = new("FILE") { Description = "Where to; never over an existing file." };
            Option<string?> archive = ArchiveOption();
            Add(file);
            Add(archive);
            options.AddTo(this, needsNode: false);
            Add(options.Beacon);
            Does(async (result, terminal, cancellationToken) =>
            {
                using Connection connection = options.Connect(result);
                Replica replica = await connection.OpenReplicaAsync(result.GetValue(archive), cancellationToken).ConfigureAwait(false);
                terminal.Progress($"deriving {replica.Cut.FinalHeight} batches …");
                using Verifier verifier = await replica.VerifyAsync(cancellationToken).ConfigureAwait(false);
                string path = result.GetValue(file)!;
                JsonObject json = await verifier.ReadFinalAsync(
                    (state, verified) =>
                    {
                        using FileStream target = new(path, FileMode.CreateNew);
                        Snapshot.Write(target, replica.Identity, verified.Cut.FinalHeight, verified.Cut.LastFinal, state);
                        return new JsonObject
                        {
                            ["file"] = path,
                            ["height"] = verified.Cut.FinalHeight,
                            ["root"] = state.Root.ToString(),
                            ["accounts"] = state.Opened + state.Deposited,
                            ["bytes"] = target.Length,
                        };
                    },
                    cancellationToken).ConfigureAwait(false);
                terminal.Answer(json, [$"Wrote {path}: batch {json["height"]}, {json["accounts"]} accounts, {json["bytes"]} bytes, root {json["root"]}"]);
                return ExitCode.Success;
            });
        }
    }

    private sealed class Verify : Verb
    {
        public Verify()
            : base("verify", "Check that a file's accounts make the root that it names, and that L1 holds that root for final; exit code 1 if not.", "snapshot verify final.snapshot")
        {
            ConnectionOptions options = new();
            Argument<string> file = new("FILE") { Description = "The snapshot, from anywhere." };
            Add(file);
            options.AddTo(this, needsNode: false);
            Add(options.Beacon);
            Does(async (result, terminal, cancellationToken) =>
            {
                using Connection connection = options.Connect(result);
                Replica replica = await connection.OpenReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false);
                using FileStream source = File.OpenRead(result.GetValue(file)!);
                try
                {
                    Snapshot snapshot = Snapshot.Read(source, replica.Identity);
                    bool isFinal = snapshot.IsFinalOn(replica.Cut);
                    JsonObject json = new() { ["verified"] = isFinal, ["height"] = snapshot.Height, ["root"] = snapshot.State.Root.ToString(), ["accounts"] = snapshot.State.Opened + snapshot.State.Deposited };
                    terminal.Answer(json, [$"accounts make root {snapshot.State.Root}; {(isFinal ? $"L1 holds it for final (batch {snapshot.Height})" : "L1 does NOT hold it for final")}"]);
                    return isFinal ? ExitCode.Success : ExitCode.CheckFailed;
                }
                catch (SnapshotRefusedException refused)
                {
                    terminal.Answer(new JsonObject { ["verified"] = false, ["reason"] = refused.Message }, [$"NOT a snapshot of this rollup: {refused.Message}"]);
                    return ExitCode.CheckFailed;
                }
            });
        }
    }
}
