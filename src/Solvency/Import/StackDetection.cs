namespace Plimsoll.Solvency.Import;

/// <summary>Finds the stack by the contracts and the fields that only it has.</summary>
internal static class StackDetection
{
    // In this order: a stack that was built on another still has some of the other's contracts.
    private static readonly (RollupFamily Family, Func<DiscoveredContract, bool> Shows)[] s_signs =
    [
        (RollupFamily.OpStackFaultProofs, contract => contract.Name is "OptimismPortal2" or "DisputeGameFactory"),
        (RollupFamily.OpStackOutputOracle, contract => contract.Name == "L2OutputOracle"),
        (RollupFamily.Arbitrum, contract => contract.Name == "SequencerInbox"),
        (RollupFamily.Taiko, contract => contract.Name.StartsWith("TaikoL1", StringComparison.Ordinal) || contract.Name is "MainnetInbox" or "TaikoInbox"),
        (RollupFamily.ZkStack, contract => contract.Name == "ValidatorTimelock" || Has(contract, "getTotalBatchesExecuted")),
        (RollupFamily.ZkSyncLite, contract => Has(contract, "exodusMode")),
        (RollupFamily.Starkex, contract => Has(contract, "FREEZE_GRACE_PERIOD")),
        (RollupFamily.Starknet, contract => Has(contract, "messageCancellationDelay")),
        (RollupFamily.Loopring, contract => contract.Name == "ExchangeV3" || Has(contract, "isInWithdrawalMode")),
        (RollupFamily.PolygonCdk, contract => Has(contract, "forceBatchTimeout") || contract.Name == "PolygonRollupManager"),
        (RollupFamily.Linea, contract => contract.Name == "LineaRollup" || Has(contract, "currentFinalizedShnarf")
            || Has(contract, "currentL2StoredL1MessageNumber")),
        (RollupFamily.Scroll, contract => contract.Name == "ScrollChain"),
        (RollupFamily.Ovm, contract => contract.Name is "StateCommitmentChain" or "CanonicalTransactionChain"),
    ];

    public static RollupFamily Of(DiscoveredProject project) =>
        s_signs.FirstOrDefault(sign => project.Contracts.Any(contract => !contract.IsEoa && sign.Shows(contract))).Family;

    private static bool Has(DiscoveredContract contract, string field) => contract.Values.Member(field) is not null;
}
