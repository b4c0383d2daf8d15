using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Attesting;

/// <summary>A place that signatures come from, asked one thing at a time: one that is slow, away or lies holds up nobody else.</summary>
/// <param name="attester">The place.</param>
/// <param name="tell">Is told what is wrong with an answer.</param>
internal sealed class AskedAttester(IAttestations attester, Action<string> tell)
{
    private AskedStatus _status = new(attester.Name, 0, null);
    private Task _answering = Task.CompletedTask;

    /// <summary>Whether an answer is still out: it is judged when it comes, whoever waits for it.</summary>
    public bool IsAnswering => !_answering.IsCompleted;

    /// <summary>What it said last.</summary>
    public AskedStatus Status => Volatile.Read(ref _status);

    /// <summary>Asks for signatures for a batch.</summary>
    /// <returns>This place, and those that count, by signer; null when there is no answer.</returns>
    public Task<(AskedAttester Asked, IReadOnlyDictionary<Address, EcdsaSignature>? Signed)> AskAsync(
        Committee committee, AttestationDomain domain, CommittedBatch batch, CancellationToken cancellationToken)
    {
        Task<(AskedAttester, IReadOnlyDictionary<Address, EcdsaSignature>?)> answering = JudgeAsync(committee, domain, batch, cancellationToken);
        _answering = answering;
        return answering;
    }

    private async Task<(AskedAttester Asked, IReadOnlyDictionary<Address, EcdsaSignature>? Signed)> JudgeAsync(
        Committee committee, AttestationDomain domain, CommittedBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<EcdsaSignature> signatures = await attester.FindAsync(batch.HeaderHash, cancellationToken).ConfigureAwait(false);
            SortedDictionary<Address, EcdsaSignature> signed = committee.Count(domain, batch.HeaderHash, signatures, out int others);
            Set(signed.Count > 0 ? batch.Height : Status.Height, others == 0 ? null : $"{attester.Name}: {others} of its {signatures.Count} signatures for batch {batch.Height} are no attester's");
            return (this, signed);
        }
        catch (IOException e)
        {
            Set(Status.Height, $"{attester.Name}: {e.Message}");
            return (this, null);
        }
    }

    private void Set(ulong height, string? trouble)
    {
        Volatile.Write(ref _status, new(attester.Name, height, trouble));
        if (trouble is not null)
            tell(trouble);
    }
}
