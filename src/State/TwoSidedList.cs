namespace Plimsoll.State;

/// <summary>Values at indices that fill up from both ends of a range, without memory for the gap between them.</summary>
/// <remarks>Layer-2 operations open accounts from below, deposits from above; so do the inner nodes over them. Reading a gap gives <c>default</c>.</remarks>
internal sealed class TwoSidedList<T>(uint count)
    where T : struct
{
    private readonly uint _half = (count + 1) / 2;
    private T[] _low = [], _high = [];

    /// <summary>The value at an index below the count.</summary>
    public T this[uint index]
    {
        get => index < _half ? At(_low, index) : At(_high, count - 1 - index);
        set
        {
            if (index < _half)
                Set(ref _low, index, _half, value);
            else
                Set(ref _high, count - 1 - index, count - _half, value);
        }
    }

    /// <summary>Another list with the same values.</summary>
    public TwoSidedList<T> Copy() => new(count) { _low = [.. _low], _high = [.. _high] };

    /// <summary>Makes room for values at both ends.</summary>
    public void Reserve(uint low, uint high)
    {
        if (low > (uint)_low.Length)
            Array.Resize(ref _low, (int)Math.Min(low, _half));
        if (high > (uint)_high.Length)
            Array.Resize(ref _high, (int)Math.Min(high, count - _half));
    }

    private static T At(T[] side, uint position) => position < (uint)side.Length ? side[position] : default;

    private static void Set(ref T[] side, uint position, uint limit, in T value)
    {
        if (position >= (uint)side.Length)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, limit);
            Array.Resize(ref side, (int)Math.Min(limit, Math.Max(position + 1, Math.Max(16, (uint)side.Length * 3 / 2))));
        }

        side[position] = value;
    }
}
