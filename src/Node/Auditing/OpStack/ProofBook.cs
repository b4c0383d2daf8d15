using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>By which game each withdrawal was proven, as the portal has it.</summary>
internal sealed class ProofBook(GameReader reader)
{
    private readonly Dictionary<(Bytes32, Address), (Address Game, ulong At, ulong Seen)> _proofs = [];

    /// <summary>The game of a proof and when it was given; null as long as nobody asked or the portal has none.</summary>
    public (Address Game, ulong At)? Find(WithdrawalProof proof) =>
        _proofs.TryGetValue((proof.Withdrawal, proof.Submitter), out (Address Game, ulong At, ulong) known) ? (known.Game, known.At) : null;

    /// <summary>Of payments whose proofs came before the first block that is followed, the portal remembers who proved them.</summary>
    public async Task<Dictionary<Bytes32, WithdrawalProof[]>> ProofsOfPaidAsync(IEnumerable<PaidWithdrawal> paid, BlockReference block, CancellationToken cancellationToken)
    {
        Dictionary<Bytes32, WithdrawalProof[]> proofs = [];
        foreach (PaidWithdrawal it in paid)
        {
            proofs[it.Withdrawal] = it.Proofs.Length > 0
                ? [.. it.Proofs]
                : [.. (await reader.ReadSubmittersAsync(it.Withdrawal, block, cancellationToken).ConfigureAwait(false)).Select(submitter => new WithdrawalProof(it.Withdrawal, submitter, it.Block, it.At))];
        }

        return proofs;
    }

    /// <summary>Asks the portal about proofs that are new, or newer than what is known.</summary>
    public async Task LearnAsync(WithdrawalProof[] proofs, OpStackCut cut, BlockReference block, CancellationToken cancellationToken)
    {
        WithdrawalProof[] unknown = [.. proofs.Where(proof => !_proofs.TryGetValue((proof.Withdrawal, proof.Submitter), out (Address, ulong, ulong Seen) known) || known.Seen < proof.Block.Number)];
        IReadOnlyList<(Address Game, ulong At)?> found = await reader.ReadProofsAsync([.. unknown.Select(proof => (proof.Withdrawal, proof.Submitter))], block, cancellationToken).ConfigureAwait(false);
        foreach ((WithdrawalProof proof, (Address Game, ulong At)? it) in unknown.Zip(found))
        {
            if (it is { } known)
                _proofs[(proof.Withdrawal, proof.Submitter)] = (known.Game, known.At, cut.Block.Number);
        }
    }

    /// <summary>Forgets what was learnt above a block.</summary>
    public void Unwind(ulong block)
    {
        _proofs.Forget(it => it.Seen > block);
    }
}
