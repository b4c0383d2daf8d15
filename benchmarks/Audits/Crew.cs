using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Audits;

/// <summary>Somebody with an account on L1 and a key on the rollups.</summary>
internal sealed class Crew : IDisposable
{
    private readonly PrivateKey _key = PrivateKey.Generate();

    public Crew(EthereumClient node, ulong chainId, int number)
    {
        Sender = new(node, _key, chainId, new() { PollInterval = TimeSpan.FromMilliseconds(20), StuckAfterBlocks = 100 });
        Secret = SchnorrSecretKey.FromSeed([.. Enumerable.Repeat((byte)(number % 251), 32)]);
    }

    public Address Address => _key.Address;

    public ContractSender Sender { get; }

    public SchnorrSecretKey Secret { get; }

    public void Dispose()
    {
        Sender.Dispose();
        _key.Dispose();
    }
}
