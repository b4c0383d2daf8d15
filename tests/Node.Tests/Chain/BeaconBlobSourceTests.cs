using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Transactions;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Tests.Proving;

namespace Plimsoll.Node.Tests.Chain;

/// <summary>Where a batch's blobs are asked for: under the slot that its block's time tells, or under its number.</summary>
public sealed class BeaconBlobSourceTests
{
    private const ulong Genesis = 1_606_824_023; // mainnet's
    private const string GenesisPath = "/eth/v1/beacon/genesis";
    private static readonly Bytes32 s_name = Bytes32.Parse("0x01" + new string('7', 62));
    private static readonly RpcOptions s_once = new() { MaxAttempts = 1 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_Ethereum_the_slot_follows_from_the_blocks_time_and_the_beginning_is_asked_for_once()
    {
        await using AskedSequencer node = await StartAsync();
        using BeaconClient beacon = new(node.Url, s_once, _ => s_name);
        BeaconBlobSource source = BeaconBlobSource.AtSlots(beacon);
        Assert.Single((await source.FindAsync(At(Genesis + 12 * 11_000_001UL), Cancellation))!);
        Assert.Single((await source.FindAsync(At(Genesis), Cancellation))!);
        Assert.Equal([GenesisPath, "/eth/v1/beacon/blobs/11000001", "/eth/v1/beacon/blobs/0"], node.Asked);
    }

    [Fact]
    public async Task On_Anvil_the_blocks_number_is_the_slot()
    {
        await using AskedSequencer node = await StartAsync();
        using BeaconClient beacon = new(node.Url, s_once, _ => s_name);
        Assert.Single((await BeaconBlobSource.AtBlockNumbers(beacon).FindAsync(At(Genesis + 7), Cancellation))!);
        Assert.Equal(["/eth/v1/beacon/blobs/42"], node.Asked);
    }

    [Theory]
    [InlineData(Genesis - 12)]
    [InlineData(Genesis + 1)]
    [InlineData(Genesis + 23)]
    public async Task A_beacon_node_of_another_chain_is_found_out(ulong time)
    {
        await using AskedSequencer node = await StartAsync();
        using BeaconClient beacon = new(node.Url, s_once, _ => s_name);
        BlobsMissingException missing = await Assert.ThrowsAsync<BlobsMissingException>(() => new BlobSources(null, BeaconBlobSource.AtSlots(beacon)).GetAsync(At(time), Cancellation));
        Assert.Contains("another chain", Assert.IsType<IOException>(missing.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_beginning_that_could_not_be_read_is_asked_for_again()
    {
        await using AskedSequencer node = await StartAsync();
        (Microsoft.AspNetCore.Http.RequestDelegate answer, node.Answer) = (node.Answer, AskedSequencer.Status(500));
        using BeaconClient beacon = new(node.Url, s_once, _ => s_name);
        BeaconBlobSource source = BeaconBlobSource.AtSlots(beacon);
        await Assert.ThrowsAsync<RpcTransportException>(() => source.FindAsync(At(Genesis), Cancellation));
        node.Answer = answer;
        Assert.Single((await source.FindAsync(At(Genesis), Cancellation))!);
    }

    private static BlobPlace At(ulong time) => new(42, time, [s_name]);

    private static async Task<AskedSequencer> StartAsync()
    {
        AskedSequencer node = await AskedSequencer.StartAsync();
        string genesis = $$$"""{"data":{"genesis_time":"{{{Genesis}}}","genesis_validators_root":"{{{Bytes32.Zero}}}","genesis_fork_version":"0x00000000"}}""";
        string blobs = $$"""{"data":["{{Hex.Encode(new byte[BlobSidecar.BlobLength])}}"]}""";
        node.Answer = http => AskedSequencer.Json(http.Request.Path == GenesisPath ? genesis : blobs)(http);
        return node;
    }
}
