using Plimsoll.L1.Eip712;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing.Publishing;

/// <summary>Signs an auditor's own reports for one oracle contract; never anybody else's words.</summary>
/// <param name="key">The auditor's key at the oracle; the caller disposes it afterwards.</param>
/// <param name="chainId">The chain of the oracle, which is the base layer of the rollups.</param>
/// <param name="oracle">The contract.</param>
public sealed class OracleSigner(PrivateKey key, ulong chainId, Address oracle)
{
    /// <summary>The contract that signatures are for.</summary>
    public Address Oracle { get; } = oracle;

    /// <summary>Who signs.</summary>
    public Address Signer { get; } = key.Address;

    /// <summary>Signs what a report says of a token.</summary>
    public SignedReport Sign(AuditReport report, TokenView token)
    {
        OracleReport words = WordsOf(report, token);
        return SignedReport.Of(words, Oracle, Signer, TypedFor(report, token, words).Sign(key));
    }

    /// <summary>What a report says to the oracle.</summary>
    internal static OracleReport WordsOf(AuditReport report, TokenView token) => new(
        report.Cut.Block, report.Cut.Time, (byte)Enum.Parse<Regime>(report.Head.Regime, ignoreCase: true), token.Feed, report.Liveness.SequencerDownSince,
        Bytes32.Parse(report.ParametersId), Bytes32.Parse(report.EvidenceRoot));

    internal TypedData TypedFor(AuditReport report, TokenView token, OracleReport words) =>
        words.For(chainId, Oracle, OracleReport.ChainKey(report.ChainId, Address.Parse(report.Rollup.ToLowerInvariant())), Address.Parse(token.Token.ToLowerInvariant()));
}
