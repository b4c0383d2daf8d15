using System.Diagnostics;
using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;
using Plimsoll.L1.Hashing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;
using Plimsoll.Node.Sequencing;
using Plimsoll.Node.Telemetry;
using Plimsoll.Proofs;
using CommittedBatch = Plimsoll.Node.Chain.CommittedBatch;

namespace Plimsoll.Node.Proving;

/// <summary>Proves every committed batch, the oldest first, and shows L1 the proof.</summary>
/// <remarks>
/// What is to be done L1 says, again with every block; what was done is in the store. So it stops at any moment and goes on from the last proven segment. States it derives itself, from L1 alone; only the
/// signatures of a <c>compact</c> batch come from elsewhere, and a wrong one has no proof. Spec: docs/spec/validity.md, docs/spec/proving.md.
/// </remarks>
public sealed class Prover : Role
{
    private readonly ChainTracker _tracker;
    private readonly ChainDeriver _deriver;
    private readonly BlobSources _blobs;
    private readonly Func<CancellationToken, Task<IReadOnlyList<CircuitKey>>> _load;
    private readonly CircuitSet _circuits;
    private readonly ISignedBatches? _signed;
    private readonly ProverStore _store;
    private readonly ContractSender _sender;
    private readonly NodeEvents? _events;
    private readonly ProverOptions _options;
    private readonly Pace _pace = new(TimeSpan.FromSeconds(1));
    private readonly HashSet<Bytes32> _unprovable = [];
    private IReadOnlyList<CircuitKey>? _keys;
    private RollupCut? _done;
    private ProverStatus _status = new(0, 0, 0, 0, 0, null, 0, 0, null);
    private long _segments;
    private int _forgotten; // so many batches are final for ever, and nothing of them is kept

    /// <summary>Makes a prover.</summary>
    /// <param name="tracker">What it follows; hosted beside it.</param>
    /// <param name="deriver">Derives the state before each batch; this object's from now on.</param>
    /// <param name="blobs">Where blobs come from.</param>
    /// <param name="circuits">The rollup's circuits.</param>
    /// <param name="keys">Loads their keys, by number; called once.</param>
    /// <param name="signed">Where signatures of <c>compact</c> batches come from; null where the layout is <c>full</c>.</param>
    /// <param name="store">Keeps the work; the caller disposes it.</param>
    /// <param name="sender">Sends for the prover's account.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    /// <param name="events">Who listens.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself.</param>
    public Prover(
        ChainTracker tracker,
        ChainDeriver deriver,
        BlobSources blobs,
        CircuitSet circuits,
        Func<CancellationToken, Task<IReadOnlyList<CircuitKey>>> keys,
        ISignedBatches? signed,
        ProverStore store,
        ContractSender sender,
        ProverOptions? options = null,
        NodeEvents? events = null,
        TimeProvider? time = null,
        Action<Exception>? onTrouble = null)
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        ArgumentNullException.ThrowIfNull(keys);
        (_tracker, _deriver, _blobs, _circuits, _load, _signed, _store, _sender) = (tracker, deriver, blobs, circuits, keys, signed, store, sender);
        (_options, _events) = (options ?? new(), events);
    }

    /// <summary>How it is doing.</summary>
    public ProverStatus Status => Volatile.Read(ref _status);

    /// <inheritdoc/>
    public override string? Trouble => Status.Trouble;

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellationToken = default)
    {
        RollupCut cut = await _tracker.NextAsync(_done, cancellationToken).ConfigureAwait(false);
        try
        {
            _done = await ActAsync(cut, cancellationToken).ConfigureAwait(false) ? null : cut;
        }
        catch (SignaturesRefusedException e) when (e.Refusal == SignatureRefusal.WrongSignature)
        {
            _done = cut; // to find that out takes an execution: once a block is enough
            throw;
        }
    }

    /// <summary>Proves the oldest batch of a cut that has no proof, if it can.</summary>
    /// <returns>Whether L1 was shown a proof.</returns>
    /// <exception cref="TransactionFailedException">L1 refuses: somebody else was faster, or the batch was dropped.</exception>
    /// <exception cref="L1.Rpc.RpcException">The node does not answer, or refuses.</exception>
    /// <exception cref="BlobsMissingException">No source has the blobs.</exception>
    /// <exception cref="SignaturesRefusedException">Who knows the signatures of the batch does not say them; the next look asks again.</exception>
    /// <exception cref="KeyRefusedException">There is no key to prove with.</exception>
    public async Task<bool> ActAsync(RollupCut cut, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cut);
        Report(cut, work: null, trouble: null);
        for (; _forgotten < (int)Math.Min(_tracker.Finalized.FinalHeight, cut.FinalHeight); _forgotten++)
            _store.Forget(cut.Batches[_forgotten].HeaderHash);
        if (ProverRules.Waiting(cut).FirstOrDefault(batch => !_unprovable.Contains(batch.HeaderHash)) is not { } next)
            return false;
        _keys ??= await Task.Run(() => _load(cancellationToken), cancellationToken).ConfigureAwait(false);
        await _deriver.AdvanceAsync(cut, next.Height - 1, cancellationToken: cancellationToken).ConfigureAwait(false);
        _deriver.Forget(_tracker.Finalized.FinalHeight);
        if (_deriver.Height != next.Height - 1)
            return Wait(cut, $"batch {next.Height} is not proven: batch {_deriver.Height + 1} before it is wrong");

        Fr[] elements = BatchReader.ElementsOf(await _blobs.GetAsync(BlobPlace.Of(next), cancellationToken).ConfigureAwait(false));
        BatchWitness? made;
        try
        {
            if (await SlotsOfAsync(cut, next, elements, cancellationToken).ConfigureAwait(false) is not { } slots)
                return Wait(cut, $"the signatures of batch {next.Height} are not known to the sequencer that is asked");
            made = await Task.Run(() => MakeWitness(cut, next, slots, elements), cancellationToken).ConfigureAwait(false);
        }
        catch (SignaturesRefusedException e)
        {
            Report(cut, work: null, e.Message);
            throw;
        }

        if (made is not { } witness)
            return false;
        if (await ProveAsync(cut, next, witness, cancellationToken).ConfigureAwait(false) is not { } segments)
            return false;
        BatchProof proof = new(segments, await Task.Run(() => BatchProver.OpenBlobs(elements, witness.Point, BlobKzg.Mainnet), cancellationToken).ConfigureAwait(false));
        BatchProofVerifier verifier = new(_circuits, [.. _keys.Select(key => key.Key.VerifyingKey)], Keccak256.Hash, BlobKzg.Mainnet);
        if (verifier.Verify(witness.Statement, proof) is not BatchProofRefusal.None and var refusal)
            throw new InvalidOperationException($"The proof of batch {next.Height} is none: {refusal}.");
        byte[] call = new ValidityCall(cut.Identity.Rollup, next.Header, cut.HeaderAt(next.Height - 1), proof).Encode();
        L1.Rpc.TransactionReceipt receipt = await _sender.CallAsync($"prove batch {next.Height}", cut.Identity.Votes, call, cancellationToken: cancellationToken).ConfigureAwait(false);
        _events?.Publish(new NodeEvent.BatchProven(next.Height, segments.Count, next.HeaderHash));
        await _tracker.ReachAsync(receipt.BlockNumber, cancellationToken).ConfigureAwait(false); // or the batch would be proven again
        Report(_tracker.Current, work: null, trouble: null);
        return true;
    }

    private async Task<IReadOnlyList<Slot>?> SlotsOfAsync(RollupCut cut, CommittedBatch batch, Fr[] elements, CancellationToken cancellationToken)
    {
        Slot[] published = new Slot[batch.Header.SlotCount];
        // Blobs that end too early hold no batch: no signature helps, and the witness is refused.
        if (!BatchLayout.TryUnpack(cut.Identity.Layout, elements, published) || cut.Identity.Layout == DataLayout.Full)
            return published;
        if (_store.FindSlots(batch.HeaderHash) is { } kept)
            return kept;
        IReadOnlyList<Slot>? found = _signed is null ? null : await _signed.FindAsync(batch, cancellationToken).ConfigureAwait(false);
        if (found is not null)
            SignedSlots.RequireWordsOf(batch, published, found);
        return found;
    }

    private BatchWitness? MakeWitness(RollupCut cut, CommittedBatch batch, IReadOnlyList<Slot> slots, Fr[] elements)
    {
        WitnessRefusal refusal = BatchWitnesses.TryMake(cut, batch, _deriver.State, _circuits, slots, elements, out BatchWitness? witness);
        bool isCompact = cut.Identity.Layout == DataLayout.Compact;
        if (refusal == WitnessRefusal.None)
        {
            if (isCompact && _store.FindSlots(batch.HeaderHash) is null)
                _store.Save(batch.HeaderHash, slots); // only now: they are the batch's
            return witness;
        }

        if (isCompact && refusal == WitnessRefusal.OperationRejected)
        {
            _store.Forget(batch.HeaderHash);
            SignedSlots.RequireFaultOf(cut, batch, _deriver.State, elements);
        }

        // What is wrong stays wrong: fraud proofs or the deadline remove it.
        _unprovable.Add(batch.HeaderHash);
        Wait(cut, $"batch {batch.Height} has no proof: {refusal}");
        return null;
    }

    private async Task<IReadOnlyList<SegmentProof>?> ProveAsync(RollupCut cut, CommittedBatch batch, BatchWitness witness, CancellationToken cancellationToken)
    {
        List<SegmentProof> segments = [];
        for (int i = 0; i < witness.Cuts.Count; i++)
        {
            Report(_tracker.Current, new(batch.Height, batch.HeaderHash, witness.Cuts.Count, i), trouble: null);
            if (_store.FindSegment(batch.HeaderHash, i) is not { } proven || !IsOf(proven, witness, i))
            {
                cancellationToken.ThrowIfCancellationRequested();
                RollupCut now = _tracker.Current;
                if (now.Height < batch.Height || now.HashAt(batch.Height) != batch.HeaderHash || ProverRules.IsProven(now, batch))
                    return null; // it was dropped, or somebody else was faster
                CircuitKey key = _keys![witness.Cuts[i].Circuit];
                int segment = i;
                long start = Stopwatch.GetTimestamp();
                proven = await Task.Run(() => BatchProver.ProveSegment(witness, segment, key.System, key.Key, _options.Threads), CancellationToken.None).ConfigureAwait(false);
                _store.Save(batch.HeaderHash, i, proven);
                _pace.Add(witness.Cuts[i].SlotCount, Stopwatch.GetElapsedTime(start));
                _segments++;
                NodeMetrics.SegmentProven();
                _events?.Publish(new NodeEvent.SegmentProven(batch.Height, i, witness.Cuts.Count));
            }

            segments.Add(proven);
        }

        Report(cut, new(batch.Height, batch.HeaderHash, witness.Cuts.Count, witness.Cuts.Count), trouble: null);
        return segments;
    }

    // A store that was made by other circuits may cut the batch elsewhere.
    private static bool IsOf(SegmentProof proof, BatchWitness witness, int segment) =>
        proof.Circuit == witness.Cuts[segment].Circuit && proof.SlotCount == witness.Cuts[segment].SlotCount
        && proof.Value == witness.StatementOf(segment).Value && proof.Commitment == witness.StatementOf(segment).Commitment && proof.NewRoot == witness.StatementOf(segment).PostRoot;

    private bool Wait(RollupCut cut, string trouble)
    {
        Report(cut, work: null, trouble);
        Tell(trouble);
        return false;
    }

    private void Report(RollupCut cut, ProofProgress? work, string? trouble)
    {
        IReadOnlyList<CommittedBatch> waiting = ProverRules.Waiting(cut);
        ProverStatus status = new(
            ProverRules.ProvenHeight(cut),
            cut.Height,
            waiting.Count,
            waiting.Sum(batch => (long)batch.Header.SlotCount),
            waiting.Count > 0 && cut.Time > waiting[0].CommittedAt ? cut.Time - waiting[0].CommittedAt : 0,
            work,
            _segments > 0 ? 1 / _pace.Seconds : 0,
            _segments,
            trouble);
        Volatile.Write(ref _status, status);
        NodeMetrics.Report(status);
    }
}
