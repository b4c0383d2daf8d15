using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Users;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Nodes;

/// <summary><c>plimsoll bond</c>: what a committer stands to lose. Spec: docs/spec/rollup.md#bonds.</summary>
internal sealed class BondVerb : Command
{
    public BondVerb()
        : base("bond", "The bond that a sequencer's batches need: one for each that is not final.")
    {
        Add(new Put());
        Add(new Take());
        Add(new Show());
    }

    private static Address Read(string? text, Address otherwise) => text is null ? otherwise : AddressChecksum.Parse(text);

    private sealed class Put : CallVerb
    {
        public Put()
            : base("add", "Lock money as bond.", "bond add 20 --wallet operator.json", "bond add 20 --wallet treasury.json --for 0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
        {
            Argument<uint> batches = new("BATCHES") { Description = "For how many batches that are not final; the profile says what each takes." };
            Option<string?> committer = new("--for") { Description = "Whose bond it is; else the wallet's.", HelpName = "ADDRESS" };
            Add(batches);
            Add(committer.Checked());
            Validators.Add(result =>
            {
                if (result.GetValue(batches) is 0 or > 1_000_000)
                    result.AddError("BATCHES: from 1 to 1,000,000.");
            });
            Sends(needsNode: false, async (result, terminal, caller) =>
            {
                RollupProfile profile = await caller.Connection.Rollup.GetProfileAsync(BlockReference.Latest, caller.Cancellation).ConfigureAwait(false);
                Address whose = Read(result.GetValue(committer), caller.Wallet.Address);
                UInt128 amount = checked(profile.Bond * result.GetValue(batches));
                TransactionReceipt receipt = await caller.CallAsync("add to the bond", RollupCalls.AddBond(whose), Amounts.Widen(amount)).ConfigureAwait(false);
                return Sent(terminal, receipt, $"{amount} wei are bond of {whose.ToChecksumString()}");
            });
        }
    }

    private sealed class Take : CallVerb
    {
        public Take()
            : base("withdraw", "Take out what no batch needs.", "bond withdraw --wallet operator.json")
        {
            Option<string?> to = new("--to") { Description = "Who is paid; else the wallet.", HelpName = "ADDRESS" };
            Add(to.Checked());
            Sends(needsNode: false, async (result, terminal, caller) =>
            {
                (UInt256 total, UInt256 locked) = await caller.Connection.Rollup.GetBondAsync(caller.Wallet.Address, BlockReference.Latest, caller.Cancellation).ConfigureAwait(false);
                UInt256 free = total - locked;
                if (free.IsZero)
                    throw CommandException.Refused($"nothing of the bond is free: {locked} of {total} wei are locked", "A batch's bond is free when the batch is final.");
                TransactionReceipt receipt = await caller.CallAsync("withdraw bond", RollupCalls.WithdrawBond(free, Read(result.GetValue(to), caller.Wallet.Address))).ConfigureAwait(false);
                return Sent(terminal, receipt, $"{free} wei are out; {locked} stay locked for batches that are not final");
            });
        }
    }

    private sealed class Show : Verb
    {
        public Show()
            : base("show", "Show a committer's bond.", "bond show 0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
        {
            Argument<string> committer = new("ADDRESS") { Description = "Whose." };
            ConnectionOptions options = new();
            Add(committer);
            options.AddTo(this, needsNode: false);
            Validators.Add(result =>
            {
                if (result.GetValue(committer) is { } text && !AddressChecksum.TryParse(text, out _))
                    result.AddError($"{text} is not an address with its checksum.");
            });
            Does(async (result, terminal, cancellationToken) =>
            {
                using Connection connection = options.Connect(result);
                RollupProfile profile = await connection.Rollup.GetProfileAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false);
                (UInt256 total, UInt256 locked) =
                    await connection.Rollup.GetBondAsync(AddressChecksum.Parse(result.GetValue(committer)!), BlockReference.Latest, cancellationToken).ConfigureAwait(false);
                terminal.Answer(
                    new JsonObject { ["total"] = total.ToString(), ["locked"] = locked.ToString(), ["ofABatch"] = profile.Bond.ToString() },
                    [$"{total} wei, {locked} of them locked; each batch that is not final takes {profile.Bond}"]);
                return ExitCode.Success;
            });
        }
    }
}
