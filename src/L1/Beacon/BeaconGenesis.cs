using Plimsoll.Primitives;

namespace Plimsoll.L1.Beacon;

/// <summary>The beginning of a beacon chain.</summary>
/// <param name="Time">The time of slot 0, in seconds since 1970.</param>
/// <param name="ValidatorsRoot">The root of the first validators, which tells networks apart.</param>
/// <param name="ForkVersion">The first fork's version, 4 bytes.</param>
public sealed record BeaconGenesis(ulong Time, Bytes32 ValidatorsRoot, uint ForkVersion)
{
    /// <summary>The time of a slot on Ethereum mainnet and its test networks.</summary>
    public static TimeSpan MainnetSlotTime { get; } = TimeSpan.FromSeconds(12);

    /// <summary>Returns the slot of the block with this timestamp.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp is before genesis, or no slot begins then.</exception>
    public ulong SlotAt(ulong timestamp, TimeSpan slotTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timestamp, Time);
        ulong seconds = (ulong)slotTime.TotalSeconds;
        ArgumentOutOfRangeException.ThrowIfZero(seconds, nameof(slotTime));
        (ulong slot, ulong rest) = Math.DivRem(timestamp - Time, seconds);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rest, 0UL, nameof(timestamp));
        return slot;
    }
}
