using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Peers;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>Which differences between two auditors' reports of one block count, and which do not.</summary>
public sealed class ReportComparisonTests
{
    private static readonly FindingView s_late = new("AMBER", "Late", "batch: 2000 s");
    private static readonly AuditReport s_report = Rooted(Reports.At(7) with
    {
        Facts = ["chain 1 block 7", "token 0x00 escrow 5"],
        Tokens = [new(0, "0x00", "5", "5", "0", "0", "0", 10_000, new(10_000, 700, 8_000, 100, 3, 60, 90, 5_000, 8_500), 1, 1, 90)],
        Exit = new(1, 2, 3, [new("claim", 12, "one slot of L1")]),
    });

    public static TheoryData<string> Lies => [.. s_lies.Keys];

    private static readonly Dictionary<string, Func<AuditReport, AuditReport>> s_lies = new()
    {
        ["a fact that is changed"] = report => Rooted(report with { Facts = ["chain 1 block 7", "token 0x00 escrow 6"] }),
        ["a fact that is missing"] = report => Rooted(report with { Facts = [report.Facts[0]] }),
        ["a fact more"] = report => Rooted(report with { Facts = [.. report.Facts, "fault"] }),
        ["facts in another order"] = report => Rooted(report with { Facts = [.. report.Facts.Reverse()] }),
        ["a root that is not of its facts"] = report => report with { EvidenceRoot = "0x03" },
        ["a balance sheet beside its facts"] = report => report with { Tokens = [report.Tokens[0] with { Escrow = "6" }] },
        ["a token that is missing"] = report => report with { Tokens = [] },
        ["another check of commitments"] = report => report with { Commitments = report.Commitments with { Check = "wrongAndOpen" } },
        ["a fault"] = report => report with { Commitments = report.Commitments with { Fault = new(1, "0x05", 7, "WrongRoot", 0) } },
        ["a finding more"] = report => report with { Findings = [s_late] },
        ["a milder haircut"] = report => report with { Tokens = [report.Tokens[0] with { Feed = report.Tokens[0].Feed with { HaircutBps = 699 } }] },
    };

    [Fact]
    public void The_same_agrees_with_itself() => Assert.Null(ReportComparison.FirstDifference(s_report, s_report with { Facts = [.. s_report.Facts] }));

    [Theory, MemberData(nameof(Lies))]
    public void Each_lie_is_found_from_both_sides(string lie)
    {
        AuditReport lying = s_lies[lie](s_report);
        Assert.NotNull(ReportComparison.FirstDifference(s_report, lying));
        if (lie != "a root that is not of its facts") // who says that of itself is not heard
            Assert.NotNull(ReportComparison.FirstDifference(lying, s_report));
    }

    [Fact]
    public void What_depends_on_how_long_one_has_watched_does_not_count()
    {
        AuditReport longer = s_report with
        {
            Head = new("RED", 5, [s_late]),
            Exit = new(4, 5, 6, []),
            Tokens = [s_report.Tokens[0] with { Feed = s_report.Tokens[0].Feed with { HaircutBps = 9_000 } }],
            Findings = [new("RED", nameof(RegimeCause.AuditorsDisagree), "independent auditors differ")],
            Peers = [new("http://a/", "differs", 7, 7, 0, 0, "fact 0")],
        };
        Assert.Null(ReportComparison.FirstDifference(s_report, longer));
        Assert.Null(ReportComparison.FirstDifference(longer, s_report));
    }

    [Fact]
    public void Another_model_may_conclude_otherwise_from_the_same_facts()
    {
        Assert.Null(ReportComparison.FirstDifference(s_report, s_report with { ParametersId = "0x09", Findings = [s_late] }));
        Assert.NotNull(ReportComparison.FirstDifference(s_report, s_lies["a fact that is changed"](s_report with { ParametersId = "0x09" })));
    }

    private static AuditReport Rooted(AuditReport report) => report with { EvidenceRoot = Evidence.Root(report.Facts).ToString() };
}
