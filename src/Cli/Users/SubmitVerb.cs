using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Operations;
using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Sequencing;

namespace Plimsoll.Cli.Users;

/// <summary>A command that signs one operation and hands it to the sequencer.</summary>
internal abstract class SubmitVerb : Verb
{
    protected SubmitVerb(string name, string description, params string[] examples)
        : base(name, description, examples)
    {
    }

    protected ConnectionOptions Connection { get; } = new();

    protected UserOptions User { get; } = new();

    /// <summary>Says how the operation is written.</summary>
    protected void Signs(Func<ParseResult, Order, Task<Submission>> write)
    {
        foreach (Option option in (Option[])[User.Wallet, User.KeyNumber, User.Fee, User.Lifetime])
            Add(option);
        Connection.AddTo(this, needsNode: true);
        Does(async (result, terminal, cancellationToken) =>
        {
            using Connection connection = Connection.Connect(result);
            using NodeClient node = connection.OpenNode();
            using PrivateKey wallet = User.ReadWallet(result, terminal);
            BlockHeader latest = await connection.Ethereum.GetHeaderAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false)
                ?? throw CommandException.Unavailable("the chain has no block");
            Order order = new(
                new(connection.Deployment.ChainId, connection.Deployment.Rollup),
                node,
                await node.GetAccountsAsync(wallet.Address, cancellationToken).ConfigureAwait(false),
                User.KeyOf(result, wallet, connection),
                wallet,
                result.GetValue(User.Fee),
                checked((uint)latest.Timestamp + result.GetValue(User.Lifetime)),
                connection,
                cancellationToken);
            Submission submission = await write(result, order).ConfigureAwait(false);
            ulong slot = (await node.SubmitAsync([submission], cancellationToken).ConfigureAwait(false))[0];
            JsonObject json = new() { ["slot"] = slot, ["word"] = submission.Operation.Word.ToField().ToString() };
            terminal.Answer(json, [$"Confirmed softly in slot {slot}. It counts when its batch is on L1, and for good when that is final: plimsoll status"]);
            return ExitCode.Success;
        });
    }

    /// <summary>What it takes to write an operation.</summary>
    internal sealed record Order(
        OperationSigner Signer, NodeClient Node, IReadOnlyList<HeldAccount> Accounts, SchnorrSecretKey Key, PrivateKey Wallet, UInt128 Fee, uint ValidUntil, Connection Connection,
        CancellationToken Cancellation)
    {
        /// <summary>Somebody's account by its index.</summary>
        /// <exception cref="CommandException">There is none.</exception>
        public async Task<HeldAccount> GetAsync(uint index) =>
            await Node.GetAccountAsync(index, Cancellation).ConfigureAwait(false)
            ?? throw CommandException.Refused($"there is no account {index}", "To pay somebody without one, name their address, and their key with --open.");
    }
}
