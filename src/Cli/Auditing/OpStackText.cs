using Plimsoll.Cli.CommandLine;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.OpStack;

namespace Plimsoll.Cli.Auditing;

/// <summary>What only an OP Stack's report has, in lines for people.</summary>
internal static class OpStackText
{
    public static IEnumerable<string> Lines(AuditReport report)
    {
        if (report.OpStack is not { } stack)
            yield break;
        int paying = stack.Games.Count(game => game.CanPay), wrong = stack.Games.Count(game => game is { CanPay: true, Verdict: "wrong" });
        yield return $"games  {stack.GameCount} ever; of the newest {stack.Games.Count}, {paying} can pay, {stack.Games.Count(game => game is { CanPay: true, Verdict: "right" })} right, {wrong} wrong";
        foreach (GameView game in stack.Games.Where(game => game is { CanPay: true, Verdict: "wrong" }))
            yield return $"       {game.Game} claims {game.RootClaim} for block {game.L2Block}, since block {game.Block}{(game.PaysFrom is { } from ? $", pays in {Words.Of(Until(from, report))}" : "")}";
        yield return $"out    {stack.Withdrawals.Count} withdrawals proven, {stack.PaidCount} paid, {stack.PaidForged.Count} of them forged";
        foreach (WithdrawalView it in stack.Withdrawals.Where(it => it is { Verdict: "wrong", SecondsLeft: not null }))
            yield return $"       forged: {it.Withdrawal} by {it.Submitter}, can be paid in {Words.Of(TimeSpan.FromSeconds(it.SecondsLeft ?? 0))}";
        if (stack.Anchor is { Verdict: not "right" } anchor)
            yield return $"       games begin from {anchor.Root} of block {anchor.L2Block}, which is {(anchor.Verdict == "wrong" ? "wrong" : "not known to be right")}";
        foreach (RoleView role in stack.Roles.Where(it => it is { Since: not null, IsVerified: false }))
            yield return $"       new {role.Role} of {role.Contract}: {role.Holder}, {(role.IsUsed switch { true => "used", false => "not used yet", null => "nobody knows whether it is used" })}";
        if (stack.UnknownRoles.Count > 0)
            yield return $"       not known: {string.Join(", ", stack.UnknownRoles)}";
        if (stack.Trouble is { } trouble)
            yield return $"       {trouble}";
    }

    private static TimeSpan Until(ulong time, AuditReport report) => TimeSpan.FromSeconds(time > report.Cut.Time ? time - report.Cut.Time : 0);
}
