using System.Collections.Immutable;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Roles;
using Plimsoll.Node.Telemetry;

namespace Plimsoll.Node.Attesting;

/// <summary>Signs every pending batch that L1 has finalized and its own derivation finds right, and no other; at one height of one generation never two.</summary>
/// <remarks>It sends nothing and asks nobody: who collects signatures comes for them. Spec: docs/spec/attesting.md.</remarks>
public sealed class Attester : Role, IAttestations
{
    private readonly ChainTracker _tracker;
    private readonly Verifier _verifier;
    private readonly AttestationDomain _domain;
    private readonly AttesterStore _store;
    private readonly PrivateKey _key;
    private readonly HashSet<Bytes32> _refused = [];
    private ImmutableDictionary<Bytes32, EcdsaSignature> _signatures = ImmutableDictionary<Bytes32, EcdsaSignature>.Empty;
    private AttesterStatus _status;
    private VerifiedCut? _done;

    /// <summary>Makes an attester.</summary>
    /// <param name="tracker">Says what L1 has finalized; hosted beside it.</param>
    /// <param name="verifier">Says what is right; hosted beside it, on the same tracker.</param>
    /// <param name="domain">What is signed.</param>
    /// <param name="store">Keeps what was promised; the caller disposes it.</param>
    /// <param name="key">The attester's key; the caller disposes it.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself.</param>
    public Attester(
        ChainTracker tracker, Verifier verifier, AttestationDomain domain, AttesterStore store, PrivateKey key, TimeProvider? time = null, Action<Exception>? onTrouble = null)
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(key);
        (_tracker, _verifier, _domain, _store, _key) = (tracker, verifier, domain, store, key);
        _status = new(key.Address, 0, 0, 0, null);
    }

    /// <summary>How it is doing.</summary>
    public AttesterStatus Status => Volatile.Read(ref _status);

    /// <inheritdoc/>
    public string Name => $"attester {_key.Address}";

    /// <inheritdoc/>
    public override string? Trouble => Status.Trouble;

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellationToken = default)
    {
        VerifiedCut verified = await _verifier.NextAsync(_done, cancellationToken).ConfigureAwait(false);
        Act(verified, _tracker.Finalized);
        _done = verified;
    }

    /// <summary>Signs what a verified cut shows to be right, as far as L1 has finalized it.</summary>
    /// <param name="verified">What was derived.</param>
    /// <param name="settled">What L1 said at a finalized block.</param>
    /// <returns>How many batches were signed.</returns>
    public int Act(VerifiedCut verified, RollupCut settled)
    {
        ArgumentNullException.ThrowIfNull(verified);
        ArgumentNullException.ThrowIfNull(settled);
        RollupCut cut = verified.Cut;
        AttesterStatus status = Status with { Trouble = null };
        var signatures = ImmutableDictionary.CreateBuilder<Bytes32, EcdsaSignature>(); // what is no longer waiting is not kept
        int signed = 0;
        foreach (CommittedBatch batch in AttesterRules.Decide(verified, settled))
        {
            if (_signatures.TryGetValue(batch.HeaderHash, out EcdsaSignature known))
            {
                signatures.Add(batch.HeaderHash, known);
            }
            else if (_store.TryPromise(_key.Address, cut.Generation, batch.Height, batch.HeaderHash))
            {
                signatures.Add(batch.HeaderHash, _domain.For(batch.HeaderHash).Sign(_key));
                status = status with { Height = batch.Height, Signed = status.Signed + 1 };
                NodeMetrics.Attested();
                signed++;
            }
            else
            {
                status = Refuse(status, batch.HeaderHash, $"batch {batch.Height}: another header of this height and generation {cut.Generation} is signed");
            }
        }

        if (verified.Fault is { } faulty)
            status = Refuse(status, faulty.Batch.HeaderHash, $"batch {faulty.Batch.Height} is wrong: {faulty.Fault.Kind} at slot {faulty.Fault.Slot}");
        Volatile.Write(ref _signatures, signatures.ToImmutable());
        Volatile.Write(ref _status, status);
        if (status.Trouble is { } trouble)
            Tell($"nothing is signed: {trouble}");
        return signed;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EcdsaSignature>> FindAsync(Bytes32 headerHash, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<EcdsaSignature>>(Volatile.Read(ref _signatures).TryGetValue(headerHash, out EcdsaSignature signature) ? [signature] : []);

    private AttesterStatus Refuse(AttesterStatus status, Bytes32 headerHash, string why)
    {
        if (!_refused.Add(headerHash))
            return status with { Trouble = status.Trouble ?? why };
        NodeMetrics.AttestationRefused();
        return status with { Refused = status.Refused + 1, Trouble = status.Trouble ?? why };
    }
}
