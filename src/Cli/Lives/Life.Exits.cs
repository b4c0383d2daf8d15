using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Devnets;
using Plimsoll.Crypto.Fields;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Cli.Lives;

/// <content>How it ends: claims, and the audit.</content>
internal sealed partial class Life
{
    private const int ClaimsAtOnce = 16;

    /// <summary>Somebody with gas claims for everybody; each is paid to its owner, exactly what the final state says.</summary>
    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        (uint Index, Account Account)[] owed = await _host.Verifier.ReadFinalAsync(
            (state, verified) => state.Accounts().Where(entry => !Claims.Owed(verified.Cut, state, entry.Index).IsZero).ToArray(), cancellationToken).ConfigureAwait(false);
        Dictionary<(Address Owner, byte Token), UInt128> before = [], due = [];
        foreach ((uint index, Account account) in owed)
        {
            UInt256 amount = await _host.Verifier.ReadFinalAsync((state, verified) => Claims.Owed(verified.Cut, state, index), cancellationToken).ConfigureAwait(false);
            due[(account.Owner, account.Token)] = due.GetValueOrDefault((account.Owner, account.Token)) + Amounts.Narrow(amount);
        }

        foreach ((Address owner, byte token) in due.Keys)
            before[(owner, token)] = await _host.BalanceAsync(owner, token, cancellationToken).ConfigureAwait(false);
        bool isFirst = true;
        foreach (uint[] chunk in owed.Where(entry => entry.Account.Owner != _host.Claimer.Address).Select(entry => entry.Index).Chunk(ClaimsAtOnce))
        {
            byte[]? call = isFirst && chunk.Length > 0
                ? await Claims.OfAsync(_host.Verifier, chunk[0], default, cancellationToken).ConfigureAwait(false)
                : await Claims.OfManyAsync(_host.Verifier, chunk, cancellationToken).ConfigureAwait(false);
            await SendClaimAsync(call, isFirst ? "claim" : $"claimMany of {chunk.Length}", cancellationToken).ConfigureAwait(false);
            if (isFirst && chunk.Length > 1) // one alone, for its figure; the rest of its chunk together
                await SendClaimAsync(await Claims.OfManyAsync(_host.Verifier, chunk[1..], cancellationToken).ConfigureAwait(false), $"claimMany of {chunk.Length - 1}", cancellationToken).ConfigureAwait(false);
            isFirst = false;
        }

        foreach (((Address owner, byte token), UInt128 amount) in due)
        {
            UInt128 after = await _host.BalanceAsync(owner, token, cancellationToken).ConfigureAwait(false);
            Report.Check("iEXI-001", after - before[(owner, token)] == amount, $"{owner} was owed {amount} of token {token} and got {after - before[(owner, token)]}");
        }

        Report.Counts["claims"] = owed.Length;
    }

    private async Task SendClaimAsync(byte[]? call, string kind, CancellationToken cancellationToken)
    {
        if (call is null)
            return;
        TransactionReceipt receipt = await _host.Claimer.Sender.CallAsync(kind, _host.Rollup.Address, call, default, cancellationToken).ConfigureAwait(false);
        Report.Gas.Add(kind, receipt);
    }

    private async Task AuditAsync(CancellationToken cancellationToken)
    {
        // From L1 data alone: no store, no archive, no word of the node's.
        Replica replica = await Replica.OpenAsync(_host.Chain.Node, _host.Rollup.Address, _host.Deployment.StartBlock, null, BeaconBlobSource.AtBlockNumbers(_host.Chain.Beacon), cancellationToken).ConfigureAwait(false);
        RollupCut cut = replica.Cut;
        RollupState derived = await replica.DeriveAsync(cut.FinalHeight, cancellationToken).ConfigureAwait(false);
        Fr own = await _host.Verifier.ReadFinalAsync((state, _) => state.Root, cancellationToken).ConfigureAwait(false);
        bool isFinal = await _host.Rollup.IsFinalRootAsync(derived.Root, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        Report.Roots["derived"] = derived.Root.ToString();
        Report.Roots["onL1"] = cut.LastFinal.NewRoot.ToString();
        Report.Roots["node"] = own.ToString();
        Report.Check("iDA-001", derived.Root == cut.LastFinal.NewRoot && isFinal, "the state derived from L1 is not the last final one");
        Report.Check("iDA-001", own == derived.Root, "the node has another final state than L1 gives");

        BlockHeader block = await _host.Chain.Node.GetHeaderAsync(BlockReference.Of(cut.Block.Hash), cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The block of the audit is gone.");
        foreach (BalanceSheet sheet in await new Audit(_host.Chain.Node, _host.Rollup, _host.Hub, cut.Identity.Tokens).SheetsAsync(derived, cut.LastFinal.QueueEnd, block, cancellationToken).ConfigureAwait(false))
        {
            Report.Check("iSOL-001", sheet.IsBalanced, $"token {sheet.Token}: escrow {sheet.Escrow}, liabilities {sheet.Liabilities}");
            Report.Check("iSOL-002", sheet.IsCovered, $"token {sheet.Token}: {sheet.CameIn} came in, {sheet.WentOut} went out, {sheet.Escrow} in the ledger, {sheet.Vault} in the vault");
        }

        HashSet<Address> owners = [.. _traders.Concat(_newcomers).Select(trader => trader.Person.Address)];
        foreach ((uint index, Account account) in derived.Accounts().Where(entry => owners.Contains(entry.Account.Owner)))
            Report.Check("iEXI-001", account.Balance == 0, $"account {index} of {account.Owner} still holds {account.Balance} of token {account.Token} on layer 2");

        CheckQueue(cut);
        Report.Check("iFRD-002", cut.Generation == 0, $"{cut.Generation} correct batches were removed");
        await CheckConfirmationsAsync(replica, cancellationToken).ConfigureAwait(false);
        await CountAsync(cut, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>iFRC-001: every item was consumed within its delay, by the clock of L1.</summary>
    private void CheckQueue(RollupCut cut)
    {
        foreach (QueueEntry entry in cut.Queue)
        {
            CommittedBatch? taken = cut.Batches.FirstOrDefault(batch => batch.Header.QueueEnd > entry.Item.Number);
            Report.Check(
                "iFRC-001",
                taken is not null && taken.CommittedAt <= entry.EnteredAt + cut.Identity.Profile.InclusionDelay,
                $"item {entry.Item.Number} entered at {entry.EnteredAt} and was taken at {taken?.CommittedAt.ToString() ?? "no time"}");
        }
    }

    /// <summary>iSEQ-001: what the sequencer confirmed stands on L1 in the slot that it said.</summary>
    private async Task CheckConfirmationsAsync(Replica replica, CancellationToken cancellationToken)
    {
        IReadOnlyList<Fr> words = await replica.UserWordsAsync(cancellationToken).ConfigureAwait(false);
        foreach ((ulong slot, Plimsoll.Sequencing.Submission submission) in _confirmed)
        {
            bool isThere = slot < (ulong)words.Count && words[(int)slot] == submission.Operation.Word.ToField();
            Report.Check("iSEQ-001", isThere, $"slot {slot} does not hold what was confirmed");
        }
    }

    private async Task CountAsync(RollupCut cut, CancellationToken cancellationToken)
    {
        foreach ((string kind, long count) in _orders.Counts)
            Report.Counts[kind] = count;
        Report.Counts["operations"] = _orders.Counts.Values.Sum();
        Report.Counts["deposits"] = cut.Queue.Count(entry => entry.Item.Operation is QueuedOperation.Deposit);
        Report.Counts["forced"] = cut.Queue.Count - Report.Counts["deposits"];
        Report.Counts["batches"] = cut.Batches.Count;
        Report.Counts["blobs"] = cut.Batches.Sum(batch => batch.Header.VersionedHashes.Count);
        Report.Counts["slots"] = cut.Batches.Sum(batch => (long)batch.Header.SlotCount);
        Report.Counts["accounts"] = (long)await _host.Verifier.ReadFinalAsync((state, _) => state.Opened + state.Deposited, cancellationToken).ConfigureAwait(false);

        RollupHistory history = await RollupHistory.ReadAsync(_host.Chain.Node, _host.Rollup.Address, cancellationToken).ConfigureAwait(false);
        await Report.Gas.AddFromChainAsync(_host.Chain.Node, history, cancellationToken).ConfigureAwait(false);
        long bytes = Report.Counts["blobs"] * L1.Transactions.BlobSidecar.BlobLength, operations = Report.Counts["operations"];
        Report.Data["blobBytes"] = bytes;
        Report.Data["blobBytesPerOperation"] = Math.Round((double)bytes / operations, 1);
        Report.Data["layout"] = cut.Identity.Layout.ToString().ToLowerInvariant();
        if (cut.Identity.Layout == Batches.DataLayout.Full)
            Report.Data["usedBytesPerOperation"] = Math.Round((double)Report.Counts["slots"] * Batches.FullLayout.ElementsPerSlot * 32 / operations, 1);
        if (_host.Prover?.Status is { } prover)
        {
            Report.Counts["segments"] = prover.Segments;
            Report.Counts["proven"] = (long)prover.Proven;
            Report.Data["provenSlotsPerSecond"] = Math.Round(prover.SlotsPerSecond, 2);
            Report.Check("iPRV-002", prover.Proven == cut.Height, $"{cut.Height} batches are on L1, and {prover.Proven} of them proven");
        }

        if (cut.Identity.Profile.Kinds.HasFlag(ProofKinds.Quorum))
        {
            int voted = cut.Batches.Count(batch => cut.Votes.GetValueOrDefault(batch.HeaderHash).HasFlag(ProofKinds.Quorum));
            Report.Counts["quorumVotes"] = voted;
            Report.Check("iATT-003", voted == cut.Batches.Count, $"{cut.Height} batches are on L1, and a quorum of attesters voted for {voted}");
        }

        Report.Data["l1GasPerOperation"] = Math.Round((double)(Report.Gas.TotalOf("commit") + Report.Gas.TotalOf("finalise") + Report.Gas.TotalOf("proveValidity")) / operations, 1);
    }
}
