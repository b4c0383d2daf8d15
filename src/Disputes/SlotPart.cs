namespace Plimsoll.Disputes;

/// <summary>The four elements of a slot, by their place in it.</summary>
internal enum SlotPart
{
    Word,
    X,
    Y,
    Root,
}
