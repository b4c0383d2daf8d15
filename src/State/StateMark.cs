namespace Plimsoll.State;

/// <summary>A point in the history of a <see cref="RollupState"/> that it can be taken back to.</summary>
public readonly record struct StateMark
{
    internal StateMark(long slots, long accounts, long pots, uint opened, uint deposited) =>
        (Slots, AccountPosition, PotPosition, Opened, Deposited) = (slots, accounts, pots, opened, deposited);

    internal long Slots { get; }

    internal long AccountPosition { get; }

    internal long PotPosition { get; }

    internal uint Opened { get; }

    internal uint Deposited { get; }
}
