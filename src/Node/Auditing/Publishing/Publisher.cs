using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;

namespace Plimsoll.Node.Auditing.Publishing;

/// <summary>Brings an auditor's reports, with those of its peers, to the oracle on L1: when something changed or the last one grows old, and what is worse at once.</summary>
/// <remarks>
/// Several may run: the oracle takes each block once, and who comes second has lost a race and nothing else. A quorum that says the same is published as one report; where auditors differ, each one's
/// own, of which the oracle takes the median, at once if ours is worse than what is published, else after having waited for agreement. Spec: docs/spec/oracle.md#publishing.
/// </remarks>
public sealed class Publisher : Role
{
    private const string Sink = "oracle";
    private const int MostBytes = 1 << 16, PatientTries = 3;

    private readonly Auditor _auditor;
    private readonly EthereumClient _node;
    private readonly OracleContract _oracle;
    private readonly OracleSigner _signer;
    private readonly ContractSender _sender;
    private readonly TimeProvider _time;
    private readonly Action<Exception>? _onTrouble;
    private readonly HttpClient _http;
    private readonly CoSigners _others;
    private readonly Dictionary<Address, bool> _isSigner = [];
    private (ulong Threshold, ulong MaxStaleness)? _terms;
    private Judgement? _done;
    private DateTimeOffset? _waitingSince;
    private int _tries;

    /// <summary>Makes a publisher.</summary>
    /// <param name="auditor">Whose reports; its options name the peers that sign, too.</param>
    /// <param name="node">L1.</param>
    /// <param name="signer">Our signature, and which oracle.</param>
    /// <param name="sender">Sends for the publisher's account, which pays the gas.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself: lost races, silent peers.</param>
    public Publisher(Auditor auditor, EthereumClient node, OracleSigner signer, ContractSender sender, TimeProvider? time = null, Action<Exception>? onTrouble = null)
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(auditor);
        ArgumentNullException.ThrowIfNull(signer);
        (_auditor, _node, _signer, _sender, _time, _onTrouble) = (auditor, node, signer, sender, time ?? TimeProvider.System, onTrouble);
        _oracle = new(node, signer.Oracle);
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { MaxResponseContentBufferSize = MostBytes, Timeout = auditor.Options.PeerTimeout };
        _others = new(_http, auditor.Options.Peers);
        AuditMetrics.Waiting(Sink, this, () => _waitingSince is { } since ? Math.Max(0, (_time.GetUtcNow() - since).TotalSeconds) : 0);
    }

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellationToken = default)
    {
        Judgement judgement = await _auditor.NextAsync(_done, cancellationToken).ConfigureAwait(false);
        await PublishAsync(judgement, cancellationToken).ConfigureAwait(false);
        _done = judgement;
    }

    /// <summary>Publishes what a judgement makes worth publishing, token by token.</summary>
    /// <returns>The transactions, in the order of the tokens.</returns>
    /// <exception cref="IOException">Too few auditors have signed yet; the next step tries again.</exception>
    /// <exception cref="TransactionFailedException">Somebody else was faster.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public async Task<IReadOnlyList<TransactionReceipt>> PublishAsync(Judgement judgement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(judgement);
        List<TransactionReceipt> receipts = [];
        if (!_auditor.Health().IsReady)
            return receipts; // what is old says nothing: silence does
        try
        {
            foreach (TokenView token in judgement.Report.Tokens)
            {
                if (await PublishAsync(judgement.Report, token, cancellationToken).ConfigureAwait(false) is { } receipt)
                    receipts.Add(receipt);
            }

            (_waitingSince, _tries) = (null, 0);
            return receipts;
        }
        catch (Exception e) when (e is IOException or RpcException or TransactionFailedException)
        {
            _waitingSince ??= _time.GetUtcNow();
            _tries++;
            AuditMetrics.Published(Sink, isSent: false);
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        AuditMetrics.Waiting(Sink, this, null);
        _http.Dispose();
        base.Dispose();
    }

    private async Task<TransactionReceipt?> PublishAsync(AuditReport report, TokenView token, CancellationToken cancellationToken)
    {
        Bytes32 chainKey = OracleReport.ChainKey(report.ChainId, Address.Parse(report.Rollup.ToLowerInvariant()));
        Address asset = Address.Parse(token.Token.ToLowerInvariant());
        (ulong threshold, ulong maxStaleness) = _terms ??= (
            await _oracle.GetThresholdAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false), await _oracle.GetMaxStalenessAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false));
        OracleReport ours = OracleSigner.WordsOf(report, token);
        OracleReport? published = await _oracle.GetPublishedAsync(chainKey, asset, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        PublishReason reason = PublishRules.Decide(published, ours, maxStaleness);
        if (reason == PublishReason.None)
            return null;
        List<(Address Signer, OracleReport Report, EcdsaSignature Signature)> signed = await SignaturesAsync(report, token, ours, cancellationToken).ConfigureAwait(false);
        (Address Signer, OracleReport Report, EcdsaSignature Signature)[] same = [.. signed.Where(it => it.Report == ours)];
        bool isPatient = reason is not (PublishReason.Worse or PublishReason.First) && _tries < PatientTries;
        byte[] call = (ulong)same.Length >= threshold ? OracleContract.Submit(chainKey, asset, ours, same.Select(it => it.Signature))
            : (ulong)signed.Count >= threshold && !isPatient ? OracleContract.SubmitEach(chainKey, asset, [.. signed.Select(it => (it.Report, it.Signature))])
            : throw new IOException($"{same.Length} of {threshold} signatures agree on block {report.Cut.Block}, {signed.Count} there are: {token.Token} of {report.Id} is not published yet");
        TransactionReceipt receipt = await _sender.CallInNextBlockAsync($"publish {reason}", _oracle.Address, call, cancellationToken).ConfigureAwait(false);
        AuditMetrics.Published(Sink, isSent: true);
        return receipt;
    }

    /// <summary>Ours and the others', each signer once, in ascending order.</summary>
    private async Task<List<(Address Signer, OracleReport Report, EcdsaSignature Signature)>> SignaturesAsync(AuditReport report, TokenView token, OracleReport ours, CancellationToken cancellationToken)
    {
        SignedReport own = _signer.Sign(report, token);
        own.TryRead(words => _signer.TypedFor(report, token, words), out _, out EcdsaSignature signature, out _);
        SortedDictionary<Address, (Address, OracleReport, EcdsaSignature)> all = [];
        if (await IsSignerAsync(_signer.Signer, cancellationToken).ConfigureAwait(false))
            all[_signer.Signer] = (_signer.Signer, ours, signature);
        foreach ((Address signer, OracleReport theirs, EcdsaSignature theirSignature) in
            await _others.CollectAsync(report, token, words => _signer.TypedFor(report, token, words), _onTrouble, cancellationToken).ConfigureAwait(false))
        {
            if (!all.ContainsKey(signer) && await IsSignerAsync(signer, cancellationToken).ConfigureAwait(false))
                all[signer] = (signer, theirs, theirSignature);
        }

        return [.. all.Values];
    }

    // Signers are fixed at the oracle's deployment.
    private async Task<bool> IsSignerAsync(Address account, CancellationToken cancellationToken)
    {
        if (!_isSigner.TryGetValue(account, out bool isSigner))
            _isSigner[account] = isSigner = await _oracle.IsSignerAsync(account, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        return isSigner;
    }
}
