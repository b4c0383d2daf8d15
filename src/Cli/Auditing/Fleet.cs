using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Publishing;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Auditing;

/// <summary>The auditors of one run, who signs and publishes for them, and what they hold open.</summary>
internal sealed class Fleet : IDisposable
{
    private readonly Stack<IDisposable> _owned = [];
    private readonly List<Auditor> _auditors = [];
    private readonly List<Publisher> _publishers = [];
    private readonly Dictionary<string, OracleSigner> _signers = [];
    private readonly Dictionary<ulong, ContractSender> _senders = [];

    public IReadOnlyList<Auditor> Auditors => _auditors;

    public IReadOnlyList<Publisher> Publishers => _publishers;

    public AuditedRollups Rollups => new(_auditors) { Signers = _signers };

    /// <summary>Keeps something open as long as the fleet; what came last is closed first.</summary>
    public T Own<T>(T held)
        where T : IDisposable
    {
        _owned.Push(held);
        return held;
    }

    public void Add(Auditor auditor) => _auditors.Add(Own(auditor));

    /// <summary>Signs an auditor's reports for an oracle, and brings them there if they are to be published. One account sends for all rollups of a chain.</summary>
    public void Sign(Auditor auditor, EthereumClient node, ulong chainId, Address oracle, PrivateKey key, bool isPublished, Action<Exception> onTrouble)
    {
        OracleSigner signer = _signers[auditor.Id] = new(key, chainId, oracle);
        if (!isPublished)
            return;
        if (!_senders.TryGetValue(chainId, out ContractSender? sender))
            _senders[chainId] = sender = Own(new ContractSender(node, key, chainId));
        _publishers.Add(Own(new Publisher(auditor, node, signer, sender, onTrouble: onTrouble)));
    }

    public void Dispose()
    {
        while (_owned.TryPop(out IDisposable? held))
            held.Dispose();
    }
}
