using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Profiles;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Nodes;

/// <summary><c>plimsoll deploy</c>: a rollup's contracts onto a chain. What was interrupted goes on.</summary>
internal sealed class DeployVerb : Verb
{
    public DeployVerb()
        : base(
            "deploy",
            "Put a rollup's contracts on a chain; an interrupted deployment goes on where it was.",
            "deploy my-rollup.json --rpc http://127.0.0.1:8545 --wallet deployer.json --sequencer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --out deployment.json",
            "deploy my-rollup.json --rpc http://127.0.0.1:8545 --wallet deployer.json --token 0x5FbDB2315678afecb367f032d93F642f64180aa3")
    {
        Argument<string> file = new("PROFILE") { Description = "What the rollup promises: see profile." };
        Option<Uri?> rpc = new("--rpc") { Description = "The Ethereum node.", HelpName = "URL", Required = true, CustomParser = Urls.Parse };
        UserOptions user = new();
        Option<string> output = new("--out") { Description = "Where the addresses are written.", HelpName = "FILE", DefaultValueFactory = _ => "deployment.json" };
        Option<string[]> tokens = new("--token") { Description = "An ERC-20 that the rollup lists behind ETH; can be repeated.", HelpName = "ADDRESS" };
        Option<int> testTokens = new("--test-tokens") { Description = "How many ERC-20s that anybody can mint are made and listed: for local chains.", HelpName = "COUNT" };
        Option<string?> sequencer = new("--sequencer") { Description = "Who sequences, where the profile has one sequencer and does not name it; else the deployer.", HelpName = "ADDRESS" };
        Option<string?> hub = new("--hub") { Description = "A settlement hub that is there already.", HelpName = "ADDRESS" };
        Option<string[]> circuits = new("--circuit")
        {
            Description = "Where a validity proof counts: the verifying key of each circuit by its number, as its bytes in a file.",
            HelpName = "queue|users=FILE",
        };
        Add(file);
        foreach (Option option in (Option[])[rpc, user.Wallet, sequencer, output, tokens, testTokens, hub, circuits])
            Add(option);
        Validators.Add(result =>
        {
            foreach (string text in (result.GetValue(tokens) ?? []).Concat(new[] { result.GetValue(hub), result.GetValue(sequencer) }.OfType<string>()))
            {
                if (!AddressChecksum.TryParse(text, out _))
                    result.AddError($"{text} is not an address with its checksum.");
            }

            foreach (string text in result.GetValue(circuits) ?? [])
            {
                if (!text.StartsWith("queue=", StringComparison.Ordinal) && !text.StartsWith("users=", StringComparison.Ordinal))
                    result.AddError($"--circuit {text}: write queue=FILE or users=FILE.");
            }

            if (result.GetValue(testTokens) is < 0 or > 255)
                result.AddError("--test-tokens: from 0 to 255.");
        });
        Does(async (result, terminal, cancellationToken) =>
        {
            ProfileDocument profile = ProfileReader.ReadValid(result.GetValue(file)!);
            Address? sequencing = SequencerOf(profile, result.GetValue(sequencer));
            using PrivateKey wallet = user.ReadWallet(result, terminal);
            using JsonRpcClient client = new(result.GetValue(rpc)!);
            EthereumClient node = new(client);
            using ContractSender sender = new(node, wallet, await node.GetChainIdAsync(cancellationToken).ConfigureAwait(false));
            DeploymentPlan plan = new(
                ProfileTerms.Of(profile, sequencing ?? wallet.Address),
                [Address.Zero, .. (result.GetValue(tokens) ?? []).Select(text => AddressChecksum.Parse(text))],
                result.GetValue(testTokens),
                result.GetValue(hub) is { } there ? AddressChecksum.Parse(there) : null)
            {
                Circuits = [.. (result.GetValue(circuits) ?? []).Select(text => new CircuitDeployment(File.ReadAllBytes(text[6..]), text.StartsWith("queue", StringComparison.Ordinal)))],
                Attesters = ProfileTerms.AttestersOf(profile),
                Quorum = profile.Mechanism.Quorum ?? 0,
            };
            if (profile.Mechanism.Kinds.Contains(ProfileRules.Validity) && plan.Circuits.Count == 0)
                throw CommandException.WrongInput($"{profile.Name} counts validity proofs, and no circuit is named", "Name each with --circuit; `plimsoll setup` makes their keys.");
            CheckCircuits(plan);
            Deployment deployment = await new Deployer(node, sender, result.GetValue(output)!).DeployAsync(plan, new Saying(terminal), cancellationToken).ConfigureAwait(false);
            JsonObject json = new()
            {
                ["file"] = result.GetValue(output),
                ["rollup"] = deployment.Rollup.ToChecksumString(),
                ["hub"] = deployment.Hub.ToChecksumString(),
                ["sequencer"] = plan.Profile.Sequencer.ToChecksumString(),
                ["tokens"] = new JsonArray([.. deployment.Tokens.Select(token => (JsonNode)token.ToChecksumString())]),
            };
            terminal.Answer(json, [
                $"rollup {deployment.Rollup.ToChecksumString()}, hub {deployment.Hub.ToChecksumString()}; written to {result.GetValue(output)}",
                plan.Profile.Sequencer.IsZero ? "anybody with a bond sequences" : $"{plan.Profile.Sequencer.ToChecksumString()} sequences; its bond: plimsoll bond add",
            ]);
            return ExitCode.Success;
        });
    }

    private static Address? SequencerOf(ProfileDocument profile, string? text)
    {
        if (text is null)
            return null;
        Address named = AddressChecksum.Parse(text);
        return profile.Sequencer is { Policy: "single", Address: null } || profile.Sequencer.Address is { } there && AddressChecksum.Parse(there) == named
            ? named
            : throw CommandException.WrongInput(
                $"the profile says who sequences: {profile.Sequencer.Address ?? "anyone"}", "Leave --sequencer out, or change the profile: another promise is another rollup.");
    }

    private static void CheckCircuits(DeploymentPlan plan)
    {
        if (plan.Profile.Kinds.HasFlag(ProofKinds.Validity)
            && KeyAgreement.WrongToDeploy(RollupCircuits.For(plan.Profile.Depth, plan.Profile.Layout), [.. plan.Circuits.Select(circuit => ((ReadOnlyMemory<byte>)circuit.VerifyingKey, circuit.IsQueue))]) is { } wrong)
            throw CommandException.WrongInput($"these keys are not the profile's: {wrong}", "`plimsoll setup` with the profile's depth and layout lists its circuits by number, and writes their keys.");
    }

    // Progress<T> reports from another thread, after the answer.
    private sealed class Saying(Terminal terminal) : IProgress<string>
    {
        public void Report(string value) => terminal.Progress($"deployed {value}");
    }
}
