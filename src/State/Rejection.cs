namespace Plimsoll.State;

/// <summary>Why an operation was rejected, and which of its slots shows it.</summary>
/// <param name="Reason">Why, or <see cref="RejectionReason.None"/>.</param>
/// <param name="SlotOffset">0, or 1 for the second slot of a pair: where the effect would be.</param>
public readonly record struct Rejection(RejectionReason Reason, int SlotOffset = 0)
{
    /// <summary>A rejection that the first slot shows.</summary>
    public static implicit operator Rejection(RejectionReason reason) => new(reason);
}
