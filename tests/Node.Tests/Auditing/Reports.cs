using Plimsoll.Node.Auditing;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>Reports of blocks, with nothing in them but what a history looks at.</summary>
internal static class Reports
{
    public const string Chain = "1-0x00";

    public static AuditReport At(ulong block, params FindingView[] findings) => new()
    {
        Id = Chain,
        Name = "a rollup",
        Stack = "plimsoll",
        ChainId = 1,
        Rollup = "0x00",
        Hub = "0x01",
        Cut = new(block, $"0x{block:x64}", 12 * block),
        Head = new(findings.Length == 0 ? "GREEN" : findings[0].Regime, 0, findings),
        Confirmed = new("GREEN", 0, []),
        Findings = findings,
        Tokens = [],
        Commitments = new("agree", 0, 0, 0, 0, null),
        Batches = [],
        Liveness = new([], 0, block, 600, 0, 0, null, 0, false),
        Exit = new(1, 2, 3, []),
        Hazards = [],
        ParametersId = "0x02",
        Facts = [],
        EvidenceRoot = "0x03",
    };
}
