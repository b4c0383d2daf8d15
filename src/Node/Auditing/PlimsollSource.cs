using Plimsoll.L1.Abi;
using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing;

/// <summary>A rollup of ours: escrow from the hub, liabilities from the state that L1 data gives.</summary>
internal sealed class PlimsollSource(EthereumClient node, RollupIdentity identity, ulong start, BlobSources blobs, AuditorOptions options) : IRollupSource
{
    private readonly RollupView _view = new(identity);
    private readonly ChainDeriver _deriver = new(identity, blobs);
    private readonly RunningBooks _books = new();
    private readonly ChainTimes _times = new(options.Parameters);
    private readonly ProofAudit _proofs = new(node, identity);

    public string Id { get; } = ReportWriter.IdOf(identity);

    public string Stack => ReportWriter.Stack;

    public ulong Start => start;

    public LogFilter Filter { get; } = new([identity.Rollup, identity.Hub], []);

    public ulong ChallengeWindow => identity.Profile.Kinds.HasFlag(ProofKinds.FraudWindow) ? identity.Profile.ChallengeWindow : ulong.MaxValue; // where a proof alone counts, no window is too short

    public BlockId Block => _view.Current.Block;

    public void Apply(ChainEvent happened)
    {
        _view.Apply(happened);
        if (happened is ChainEvent.Unwound)
        {
            _times.Unwind(_view.Current);
            _books.Forget();
        }
    }

    public IEnumerable<double> FinalBetween(ulong behind, ulong block) => _times.FinalBetween(behind, block);

    public void Forget() => _deriver.Forget(_view.Finalized.FinalHeight);

    public async Task<IRollupSighting?> LookAsync(ulong latest, Action<Exception>? onTrouble, CancellationToken cancellationToken)
    {
        RollupCut cut = _view.Current;
        IReadOnlyList<EscrowLine> escrow;
        try
        {
            escrow = await EscrowLine.ReadAsync(node, cut, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcServerException or AbiException && cut.Block.Number < latest)
        {
            onTrouble?.Invoke(e); // what counts is judged at the next block
            return null;
        }

        DerivedBooks books = await DeriveAsync(cut, onTrouble, cancellationToken).ConfigureAwait(false);
        _times.Follow(cut);
        ProofStanding? proofs = await _proofs.FollowAsync(cut, cancellationToken).ConfigureAwait(false);
        Sighting seen = new(cut, books, escrow, _times.BatchScore(cut.Time))
        {
            Proofs = proofs,
            Prices = options.Prices,
            SufficientBond = options.Parameters["amber.bond-ratio"].Value,
        };
        return new Seen(seen, _times.Exit(cut));
    }

    private async Task<DerivedBooks> DeriveAsync(RollupCut cut, Action<Exception>? onTrouble, CancellationToken cancellationToken)
    {
        CommittedBatch? missing = null;
        ulong height = _deriver.Height;
        try
        {
            await _deriver.AdvanceAsync(cut, cut.Height, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (BlobsMissingException e)
        {
            onTrouble?.Invoke(e);
            missing = cut.Batches[(int)_deriver.Height];
        }

        AuditMetrics.Fetched(this, _deriver.Height > height ? _deriver.Height - height : 0, missing is not null);
        return _books.Advance(cut, _deriver, missing);
    }

    private sealed record Seen(Sighting Sighting, ExitEstimate Exit) : IRollupSighting
    {
        public ulong Time => Sighting.Cut.Time;

        public Observation Observe() => Sighting.Observe();

        public AuditReport Write(ReportWriter writer, Observation observed, IReadOnlyList<Finding> findings, RegimeState head, RegimeState confirmed) =>
            writer.Write(Sighting, observed, findings, head, confirmed, Exit);
    }
}
