using Plimsoll.Node.Exits;
using Plimsoll.State;

namespace Plimsoll.Node.Api;

/// <summary>How far an account's withdrawals are, as chain state has it.</summary>
/// <param name="Index">The account.</param>
/// <param name="Owner">Who is paid.</param>
/// <param name="Token">The token's number.</param>
/// <param name="Time">L1's time at the block that this is of, in Unix seconds.</param>
/// <param name="Parts">The line of withdrawals, cut into stages, oldest first.</param>
public sealed record WithdrawalView(uint Index, string Owner, byte Token, ulong Time, IReadOnlyList<WithdrawalPartView> Parts)
{
    internal static WithdrawalView Of(uint index, in Account account, WithdrawalFacts facts) => new(
        index, account.Owner.ToString(), account.Token, facts.Now, [.. Withdrawals.PartsOf(facts).Select(part => WithdrawalPartView.Of(part, facts.Now))]);
}

/// <summary>A part of the line at one stage.</summary>
/// <param name="Stage">paid, waiting, claimable, finalisable, committed, or softConfirmed.</param>
/// <param name="Amount">Decimal digits, in the token's smallest unit.</param>
/// <param name="UpTo">The running total at its end.</param>
/// <param name="Batch">The header hash of the batch that it is in, while that is pending.</param>
/// <param name="NextAt">When the next stage can begin at the latest, in Unix seconds of L1; null when it takes a transaction or the sequencer.</param>
/// <param name="SecondsLeft">Until then.</param>
public sealed record WithdrawalPartView(WithdrawalStage Stage, string Amount, string UpTo, string? Batch, ulong? NextAt, ulong? SecondsLeft)
{
    internal static WithdrawalPartView Of(WithdrawalPart part, ulong now) =>
        new(part.Stage, part.Amount.ToString(), part.UpTo.ToString(), part.Batch?.ToString(), part.NextAt, part.SecondsLeft(now));
}
