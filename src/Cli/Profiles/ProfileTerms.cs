using System.Globalization;
using Plimsoll.Batches;
using Plimsoll.Cli.Devnets;
using Plimsoll.L1;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Profiles;

/// <summary>A valid document as the contract takes it.</summary>
internal static class ProfileTerms
{
    /// <param name="document">A document that keeps <see cref="ProfileRules"/>.</param>
    /// <param name="ownSequencer">The sequencer where the document names none and wants one.</param>
    public static RollupProfile Of(ProfileDocument document, Address ownSequencer) => new()
    {
        Depth = (byte)document.Depth,
        MaxSlots = document.Batch.MaxSlots,
        MaxDueItems = document.Queue.MaxDueItems,
        ChallengeWindow = document.Mechanism.ChallengeWindowSeconds,
        InclusionDelay = document.Queue.InclusionDelaySeconds,
        OpenAfter = document.Queue.OpenAfterSeconds,
        EscapeAfter = document.Queue.EscapeAfterSeconds,
        MaxBatchAge = document.Batch.MaxAgeSeconds,
        Bond = Amount(document.Batch.BondWei),
        ForcedFee = Amount(document.Queue.ForcedFeeWei),
        MaxOpenItems = document.Queue.MaxOpenItems,
        Sequencer = document.Sequencer switch
        {
            { Policy: "anyone" } => Address.Zero,
            { Address: { } named } => AddressChecksum.Parse(named),
            _ => ownSequencer,
        },
        QuotaFloor = Amounts.Widen(Amount(document.Quota.Floor)),
        QuotaShare = document.Quota.ShareBasisPoints,
        QuotaPeriod = document.Quota.PeriodSeconds,
        Kinds = document.Mechanism.Kinds.Aggregate(ProofKinds.None, (all, kind) => all | KindOf(kind)),
        Threshold = (byte)document.Mechanism.Threshold,
        Layout = document.Data.Layout == "compact" ? DataLayout.Compact : DataLayout.Full,
        ProofDeadline = document.Mechanism.ProofDeadlineSeconds ?? 0,
        Document = ProfileReader.HashOf(document),
    };

    /// <summary>The attesters as the contract wants them: by rising address.</summary>
    public static IReadOnlyList<Address> AttestersOf(ProfileDocument document) =>
        [.. (document.Mechanism.Attesters ?? []).Select(text => AddressChecksum.Parse(text)).OrderBy(address => address.ToString(), StringComparer.Ordinal)];

    private static ProofKinds KindOf(string kind) => kind switch
    {
        ProfileRules.Optimistic => ProofKinds.FraudWindow,
        ProfileRules.Validity => ProofKinds.Validity,
        _ => ProofKinds.Quorum,
    };

    private static UInt128 Amount(string text) => UInt128.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
