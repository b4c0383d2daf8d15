using System.CommandLine;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Wallets;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Nodes;

/// <summary>The accounts of a node's roles, read from their wallets. A role that does not run needs none; it gets one that nobody knows.</summary>
internal sealed class RoleAccounts(ParseResult result, RoleOptions options, Connection connection, Terminal terminal) : IDisposable
{
    private static readonly SenderOptions s_sending = new() { PollInterval = TimeSpan.FromMilliseconds(500), StuckAfterBlocks = 3 };

    private readonly Stack<IDisposable> _held = [];

    public NodeKeys ReadKeys()
    {
        PrivateKey sequencer = Read(options.Sequencer), watcher = Read(options.Watcher);
        return new(sequencer, SenderOf(sequencer), watcher, SenderOf(watcher), SenderOf(Read(options.Finaliser)), SenderOf(Read(options.Prover)));
    }

    public Publishing? ReadPublishing()
    {
        if (!options.Read(result).HasFlag(NodeRoles.Publisher))
            return null;
        PrivateKey key = Read(options.Publisher);
        return new(AddressChecksum.Parse(result.GetValue(options.Oracle)!), key, SenderOf(key), result.GetValue(options.Peers)!);
    }

    public Attesting? ReadAttesting()
    {
        NodeRoles roles = options.Read(result);
        return (roles & (NodeRoles.Attester | NodeRoles.Quorum)) == 0
            ? null
            : new(
                roles.HasFlag(NodeRoles.Attester) ? [Read(options.Attester)] : [],
                roles.HasFlag(NodeRoles.Quorum) ? SenderOf(Read(options.Quorum)) : null,
                result.GetValue(options.Attesters)!);
    }

    /// <summary>Closes senders before their keys.</summary>
    public void Dispose()
    {
        while (_held.TryPop(out IDisposable? held))
            held.Dispose();
    }

    private PrivateKey Read(Option<string?> option) => Held(result.GetValue(option) is { } file ? WalletFile.Read(file, terminal) : PrivateKey.Generate());

    private ContractSender SenderOf(PrivateKey key) => Held(new ContractSender(connection.Ethereum, key, connection.Deployment.ChainId, s_sending));

    private T Held<T>(T held)
        where T : IDisposable
    {
        _held.Push(held);
        return held;
    }
}
