using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Cli.Users;

/// <summary>A command that sends transactions of a wallet to L1.</summary>
internal abstract class CallVerb : Verb
{
    private static readonly SenderOptions s_sending = new() { PollInterval = TimeSpan.FromMilliseconds(500), StuckAfterBlocks = 5 };

    protected CallVerb(string name, string description, params string[] examples)
        : base(name, description, examples)
    {
    }

    protected ConnectionOptions Connection { get; } = new();

    protected UserOptions User { get; } = new();

    /// <summary>Says what is sent.</summary>
    protected void Sends(bool needsNode, Func<ParseResult, Terminal, Caller, Task<ExitCode>> send)
    {
        Add(User.Wallet);
        Connection.AddTo(this, needsNode);
        Does(async (result, terminal, cancellationToken) =>
        {
            using Connection connection = Connection.Connect(result);
            using PrivateKey wallet = User.ReadWallet(result, terminal);
            using ContractSender sender = new(connection.Ethereum, wallet, connection.Deployment.ChainId, s_sending);
            return await send(result, terminal, new(connection, wallet, sender, cancellationToken)).ConfigureAwait(false);
        });
    }

    /// <summary>Answers with what a transaction did.</summary>
    protected static ExitCode Sent(Terminal terminal, TransactionReceipt receipt, string what)
    {
        JsonObject json = new() { ["transaction"] = receipt.TransactionHash.ToString(), ["block"] = receipt.BlockNumber, ["gas"] = receipt.GasUsed };
        terminal.Answer(json, [$"{what} (transaction {receipt.TransactionHash}, {receipt.GasUsed:N0} gas)"]);
        return ExitCode.Success;
    }

    /// <summary>Who sends, and where.</summary>
    internal sealed record Caller(Connection Connection, PrivateKey Wallet, ContractSender Sender, CancellationToken Cancellation)
    {
        public Task<TransactionReceipt> CallAsync(string what, byte[] input, Primitives.UInt256 value = default) =>
            Sender.CallAsync(what, Connection.Deployment.Rollup, input, value, Cancellation);
    }
}
