using Plimsoll.L1.Beacon;

namespace Plimsoll.Node.Chain;

/// <summary>Blobs from a beacon node, which keeps them for 18 days.</summary>
/// <param name="beacon">The node; it checks each blob against its name.</param>
/// <param name="slotOf">The slot of a block: see <see cref="AtBlockNumbers"/> and <see cref="AtSlotsOf"/>.</param>
public sealed class BeaconBlobSource(BeaconClient beacon, Func<BlobPlace, ulong> slotOf) : IBlobSource
{
    /// <summary>A source whose slots are block numbers, as Anvil's are.</summary>
    public static BeaconBlobSource AtBlockNumbers(BeaconClient beacon) => new(beacon, place => place.BlockNumber);

    /// <summary>A source on Ethereum, where a block's time tells its slot.</summary>
    public static BeaconBlobSource AtSlotsOf(BeaconClient beacon, BeaconGenesis genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return new(beacon, place => genesis.SlotAt(place.BlockTime, BeaconGenesis.MainnetSlotTime));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>?> FindAsync(BlobPlace place, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        try
        {
            return await beacon.GetBlobsAsync(slotOf(place), place.VersionedHashes, cancellationToken).ConfigureAwait(false);
        }
        catch (BlobsUnavailableException)
        {
            return null;
        }
    }
}
