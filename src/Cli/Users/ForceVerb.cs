using System.CommandLine;
using Plimsoll.Cli.Clients;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll force</c>: what no operator can leave out.</summary>
internal sealed class ForceVerb : Command
{
    public ForceVerb()
        : base("force", "Queue an operation on L1 that no operator can leave out.")
    {
        Add(new Exit());
        Add(new Transfer());
        Add(new Key());
    }

    private static Argument<uint> FromArgument() => new("FROM") { Description = "Your account, by index." };

    private abstract class Forced : CallVerb
    {
        protected Forced(string name, string description, params string[] examples)
            : base(name, description, examples)
        {
        }

        protected void Queues(Func<ParseResult, Caller, byte[]> call) => Sends(needsNode: false, async (result, terminal, caller) =>
        {
            UInt256 fee = await caller.Connection.Rollup.GetForcedFeeAsync(BlockReference.Latest, caller.Cancellation).ConfigureAwait(false);
            TransactionReceipt receipt = await caller.CallAsync("force", call(result, caller), fee + fee).ConfigureAwait(false); // what is too much comes back
            return Sent(terminal, receipt, $"Queued for {fee} wei; a batch must take it within the inclusion delay");
        });
    }

    private sealed class Exit : Forced
    {
        public Exit()
            : base("exit", "Withdraw the whole balance of an account.", "force exit 16777213 --wallet alice.json")
        {
            Argument<uint> from = FromArgument();
            Add(from);
            Queues((result, _) => RollupCalls.ForceExit(result.GetValue(from)));
        }
    }

    private sealed class Transfer : Forced
    {
        public Transfer()
            : base("transfer", "Pay another account.", "force transfer 16777213 16777214 250000 --wallet alice.json")
        {
            Argument<uint> from = FromArgument(), to = new("TO") { Description = "The payee's account, by index." };
            Argument<UInt128> amount = UserOptions.AmountArgument();
            Add(from);
            Add(to);
            Add(amount);
            Queues((result, _) => RollupCalls.ForceTransfer(result.GetValue(from), result.GetValue(to), result.GetValue(amount)));
        }
    }

    private sealed class Key : Forced
    {
        public Key()
            : base("key", "Give an account another of the wallet's keys.", "force key 16777213 --wallet alice.json --key 1")
        {
            Argument<uint> from = FromArgument();
            Add(from);
            Add(User.KeyNumber);
            Queues((result, caller) => RollupCalls.ForceKey(result.GetValue(from), User.KeyOf(result, caller.Wallet, caller.Connection).Published));
        }
    }
}
