using Plimsoll.Cli.Wallets;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Devnet;
using Plimsoll.L1.Fees;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Devnets;

/// <summary>Somebody on the devnet: a funded wallet of the development phrase, and the layer-2 key that follows from it.</summary>
internal sealed class Person : IDisposable
{
    private static readonly SenderOptions s_patient = new()
    {
        PollInterval = TimeSpan.FromMilliseconds(100), // a devnet's blocks come every second or at once
        StuckAfterBlocks = 20,
        Policy = new FeePolicy(),
    };

    private readonly PrivateKey _wallet;

    public Person(string name, uint index, EthereumClient node, ulong chainId)
    {
        Name = name;
        _wallet = new(Mnemonic.Derive(AnvilOptions.DefaultMnemonic, index));
        Sender = new(node, _wallet, chainId, s_patient);
        ChainId = chainId;
    }

    public string Name { get; }

    public Address Address => _wallet.Address;

    /// <summary>The wallet itself, for roles that sign with it.</summary>
    public PrivateKey Wallet => _wallet;

    /// <summary>Sends this wallet's transactions.</summary>
    public ContractSender Sender { get; }

    private ulong ChainId { get; }

    /// <summary>The key of a number on a rollup.</summary>
    public SchnorrSecretKey KeyOn(Address rollup, uint number = 0) => SigningKey.Derive(_wallet, ChainId, rollup, number);

    public void Dispose()
    {
        Sender.Dispose();
        _wallet.Dispose();
    }
}
