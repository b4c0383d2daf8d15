namespace Plimsoll.L1.Rpc;

/// <summary>What to do next about a transaction that was sent.</summary>
internal enum SendStep
{
    /// <summary>Look again later.</summary>
    Wait,

    /// <summary>It is in a block that is old enough.</summary>
    Finish,

    /// <summary>Nobody knows it any more (dropped, or lost in a reorg): hand over the newest version again.</summary>
    SendAgain,

    /// <summary>It has waited for too long: sign a version with higher fees.</summary>
    Raise,

    /// <summary>Another transaction with its nonce is in the chain.</summary>
    GiveUp,
}

/// <summary>What the chain says about a transaction that was sent.</summary>
/// <param name="Latest">The number of the newest block.</param>
/// <param name="NonceIsUsed">Whether a transaction of this nonce is in the chain.</param>
/// <param name="MinedIn">The number of the block that holds one of our versions, or null.</param>
/// <param name="IsKnown">Whether the node knows the newest version.</param>
internal readonly record struct SendView(ulong Latest, bool NonceIsUsed, ulong? MinedIn, bool IsKnown);

/// <summary>The rules for a transaction that was sent; pure.</summary>
/// <param name="stuckAfterBlocks">See <see cref="SenderOptions.StuckAfterBlocks"/>.</param>
/// <param name="confirmations">See <see cref="SenderOptions.Confirmations"/>.</param>
internal sealed class SendRules(int stuckAfterBlocks, int confirmations)
{
    /// <summary>For how many blocks a used nonce may go without a receipt of ours: behind one address there may be nodes that lag.</summary>
    private const ulong GraceBlocks = 2;

    private ulong? _offeredAt; // the newest block when the present offer was made
    private ulong? _usedSince; // the newest block when the nonce was first seen used by nobody we know

    /// <summary>Returns the next step, and remembers when a new offer falls due.</summary>
    public SendStep Next(SendView view)
    {
        _offeredAt ??= view.Latest;
        if (view.MinedIn is { } block)
        {
            _usedSince = null;
            _offeredAt = view.Latest; // should a reorg drop it, the offer gets its time anew
            return view.Latest + 1 >= block + (ulong)confirmations ? SendStep.Finish : SendStep.Wait;
        }

        if (view.NonceIsUsed)
        {
            _usedSince ??= view.Latest;
            return view.Latest >= _usedSince + GraceBlocks ? SendStep.GiveUp : SendStep.Wait;
        }

        _usedSince = null;
        if (view.Latest < _offeredAt + (ulong)stuckAfterBlocks)
            return view.IsKnown ? SendStep.Wait : SendStep.SendAgain;
        _offeredAt = view.Latest; // raised even if it was dropped: nodes drop what pays less than the base fee
        return SendStep.Raise;
    }
}
