using Plimsoll.L1.Beacon;

namespace Plimsoll.Node.Chain;

/// <summary>Blobs from a beacon node, which keeps them for 18 days and checks nothing for us: each blob is compared with its name.</summary>
public sealed class BeaconBlobSource : IBlobSource
{
    private readonly BeaconClient _beacon;
    private readonly bool _slotsAreBlocks;
    private BeaconGenesis? _genesis;

    private BeaconBlobSource(BeaconClient beacon, bool slotsAreBlocks)
    {
        ArgumentNullException.ThrowIfNull(beacon);
        (_beacon, _slotsAreBlocks) = (beacon, slotsAreBlocks);
    }

    /// <summary>A source whose slots are block numbers, as Anvil's are.</summary>
    public static BeaconBlobSource AtBlockNumbers(BeaconClient beacon) => new(beacon, slotsAreBlocks: true);

    /// <summary>A source on Ethereum or one of its test networks, where a block's time tells its slot; the beacon node says when the chain began.</summary>
    public static BeaconBlobSource AtSlots(BeaconClient beacon) => new(beacon, slotsAreBlocks: false);

    /// <inheritdoc/>
    /// <exception cref="L1.Rpc.RpcException">The node does not answer.</exception>
    /// <exception cref="IOException">It is of another chain.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>?> FindAsync(BlobPlace place, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        try
        {
            ulong slot = _slotsAreBlocks ? place.BlockNumber : await SlotOfAsync(place, cancellationToken).ConfigureAwait(false);
            return await _beacon.GetBlobsAsync(slot, place.VersionedHashes, cancellationToken).ConfigureAwait(false);
        }
        catch (BlobsUnavailableException)
        {
            return null;
        }
    }

    private async Task<ulong> SlotOfAsync(BlobPlace place, CancellationToken cancellationToken)
    {
        _genesis ??= await _beacon.GetGenesisAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _genesis.SlotAt(place.BlockTime, BeaconGenesis.MainnetSlotTime);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new IOException($"the beacon node is of another chain than block {place.BlockNumber}: its chain began at {_genesis.Time}, and no slot of 12 s begins at {place.BlockTime}");
        }
    }
}
