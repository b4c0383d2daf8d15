using Plimsoll.L1.Eip712;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing.Publishing;

/// <summary>An auditor's report for an oracle, with its signature, as one auditor hands it to another. Hex has the prefix 0x.</summary>
/// <param name="Oracle">For which contract.</param>
/// <param name="Block">The cut's block.</param>
/// <param name="Time">Its time.</param>
/// <param name="Regime">0 GREEN to 3 BLACK.</param>
/// <param name="Values">The numbers.</param>
/// <param name="SequencerDownSince">Since when the sequencer is down; 0 while it is up.</param>
/// <param name="ParametersId">The model's parameters.</param>
/// <param name="EvidenceRoot">Over the facts.</param>
/// <param name="Signer">Whose.</param>
/// <param name="Signature">r, s, v.</param>
public sealed record SignedReport(
    string Oracle, ulong Block, ulong Time, byte Regime, FeedValues Values, ulong SequencerDownSince, string ParametersId, string EvidenceRoot, string Signer, string Signature)
{
    internal static SignedReport Of(OracleReport report, Address oracle, Address signer, EcdsaSignature signature) => new(
        oracle.ToString(), report.AsOfL1Block, report.AsOfTime, report.Regime, report.Values, report.SequencerDownSince, report.ParametersId.ToString(), report.EvidenceRoot.ToString(), signer.ToString(),
        Hex.Encode(signature.ToBytes()));

    /// <summary>Reads what somebody else sent.</summary>
    /// <param name="typed">What must have been signed, for a report.</param>
    /// <param name="report">The report.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="signer">Whoever made it, recovered; what the text says of the signer is not believed.</param>
    /// <returns>Whether there is a report with a signature of somebody.</returns>
    internal bool TryRead(Func<OracleReport, TypedData> typed, out OracleReport report, out EcdsaSignature signature, out Address signer)
    {
        (report, signature, signer) = (null!, default, default);
        Span<byte> bytes = stackalloc byte[EcdsaSignature.ByteLength];
        if (!Bytes32.TryParse(ParametersId, out Bytes32 parameters) || !Bytes32.TryParse(EvidenceRoot, out Bytes32 evidence) || !Hex.TryDecodeExactly(Signature, bytes)
            || !EcdsaSignature.TryFromBytes(bytes, out signature))
            return false;
        report = new(Block, Time, Regime, Values, SequencerDownSince, parameters, evidence);
        if (!typed(report).TryRecoverSigner(signature, out Address? recovered))
            return false;
        signer = recovered.Value;
        return true;
    }
}
