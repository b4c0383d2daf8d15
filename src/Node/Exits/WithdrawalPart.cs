namespace Plimsoll.Node.Exits;

/// <summary>A part of an account's withdrawals that is at one stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Amount">In the token's smallest unit.</param>
/// <param name="UpTo">The account's running total at the end of this part: a withdrawal that brought the total to W is in the part that holds W.</param>
/// <param name="Batch">The batch's header hash, for parts in pending batches.</param>
/// <param name="NextAt">When the next stage can begin at the latest, in Unix seconds of L1's clock, if nothing goes wrong; null when it takes somebody's transaction or the sequencer.</param>
public sealed record WithdrawalPart(WithdrawalStage Stage, UInt256 Amount, UInt256 UpTo, Bytes32? Batch, ulong? NextAt)
{
    /// <summary>The time left until then; zero when it is over, null where there is none.</summary>
    /// <param name="now">L1's time, in Unix seconds.</param>
    public ulong? SecondsLeft(ulong now) => NextAt is { } at ? at > now ? at - now : 0 : null;
}
