namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>A game, judged.</summary>
/// <param name="Facts">What it says of itself.</param>
/// <param name="Block">The number of the block in which it was created; null if that was before the first that is followed.</param>
/// <param name="Verdict">Of its root claim.</param>
/// <param name="Own">The own node's root at that block, if it has one.</param>
/// <param name="IsBlacklisted">Whether the guardian forbade it to pay.</param>
/// <param name="CanPay">Whether the portal may ever pay by it.</param>
internal sealed record GameSight(GameFacts Facts, ulong? Block, Verdict Verdict, Bytes32? Own, bool IsBlacklisted, bool CanPay)
{
    /// <summary>Whether it is wrong and can pay.</summary>
    public bool IsDangerous => CanPay && Verdict == Verdict.Wrong;
}

/// <summary>A withdrawal that was proven and not paid yet, judged.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="Game">The game that it counts on; null if nobody says.</param>
/// <param name="ProvenAt">Since when the proof counts.</param>
/// <param name="Verdict">Whether the rollup has the withdrawal.</param>
internal sealed record WithdrawalSight(WithdrawalProof Proof, GameSight? Game, ulong ProvenAt, Verdict Verdict)
{
    /// <summary>Whether it is forged and can still be paid.</summary>
    public bool IsDangerous => Verdict == Verdict.Wrong && (Game is null || Game.CanPay);
}
