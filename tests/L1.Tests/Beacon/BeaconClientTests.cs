using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Tests.Rpc;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;
using static Plimsoll.L1.Tests.Rpc.ScriptedServer;

namespace Plimsoll.L1.Tests.Beacon;

/// <summary>A beacon node that is broken or lying.</summary>
public sealed class BeaconClientTests
{
    private static readonly RpcOptions s_options = new() { Timeout = TimeSpan.FromSeconds(30), MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_blobs_asked_for_are_found_among_all_of_the_block()
    {
        await using ScriptedServer server = new(Blobs(BlobOf(9), BlobOf(2), BlobOf(1)));
        IReadOnlyList<ReadOnlyMemory<byte>> blobs = await AskAsync(server, 1, 2);
        Assert.Equal([1, 2], blobs.Select(blob => (int)blob.Span[0]));
    }

    [Fact]
    public async Task Another_blob_under_the_name_is_not_taken()
    {
        await using ScriptedServer server = new(Blobs(BlobOf(2)));
        Assert.Equal(BlobsUnavailable.NotKept, (await Assert.ThrowsAsync<BlobsUnavailableException>(() => AskAsync(server, 1))).Reason);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":[1]}""")]
    [InlineData("""{"data":["0x00"]}""")]
    [InlineData("{\"data\":[\"")]
    [InlineData("<html>")]
    public async Task Nonsense_is_refused(string answer)
    {
        await using ScriptedServer server = new(Status("200 OK", answer));
        await Assert.ThrowsAsync<RpcProtocolException>(() => AskAsync(server, 1));
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task Bytes_that_are_no_blob_are_refused()
    {
        await using ScriptedServer server = new(Blobs(BlobOf(0xff)));
        await Assert.ThrowsAsync<RpcProtocolException>(() => AskAsync(server, 1));
    }

    [Fact]
    public async Task Trouble_that_passes_is_not_seen()
    {
        await using ScriptedServer server = new(Status("503 Service Unavailable", "syncing"), Blobs(BlobOf(1)));
        Assert.Single(await AskAsync(server, 1));
    }

    [Theory]
    [InlineData("404 Not Found", BlobsUnavailable.BlockUnknown)]
    [InlineData("410 Gone", BlobsUnavailable.NotKept)]
    public async Task What_is_not_there_is_not_asked_for_again(string status, BlobsUnavailable reason)
    {
        await using ScriptedServer server = new(Status(status, "{}"));
        Assert.Equal(reason, (await Assert.ThrowsAsync<BlobsUnavailableException>(() => AskAsync(server, 1))).Reason);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Too_many_blobs_are_left_at_the_limit()
    {
        await using ScriptedServer server = new(Blobs(BlobOf(1), BlobOf(2), BlobOf(3)));
        using BeaconClient beacon = new(server.Endpoint, s_options with { MaxResponseBytes = 600_000 }, NameOf);
        await Assert.ThrowsAsync<RpcProtocolException>(() => beacon.GetBlobsAsync(1, [Name(1)], Cancellation));
    }

    [Fact]
    public void The_mainnet_name_refuses_what_is_no_blob()
    {
        byte[] zeros = new byte[BlobSidecar.BlobLength];
        // The commitment to the zero polynomial is the point at infinity: 0xc0 and zeros.
        Assert.Equal(BlobSidecar.VersionedHash([0xc0, .. new byte[47]]), BlobNames.Mainnet(zeros));
        zeros[32] = 0xff;
        Assert.Null(BlobNames.Mainnet(zeros));
        Assert.Null(BlobNames.Mainnet(zeros.AsMemory(1)));
    }

    /// <summary>In these tests the first byte names a blob, and 0xff is none.</summary>
    private static Bytes32? NameOf(ReadOnlyMemory<byte> blob) => blob.Span[0] == 0xff ? null : Name(blob.Span[0]);

    private static Bytes32 Name(byte first) => new([1, first, .. new byte[30]]);

    private static string BlobOf(byte first) => Hex.Encode([first, .. new byte[BlobSidecar.BlobLength - 1]]);

    private static Step Blobs(params string[] blobs) =>
        Status("200 OK", $$"""{"execution_optimistic":false,"finalized":true,"data":[{{string.Join(',', blobs.Select(blob => $"\"{blob}\""))}}]}""");

    private static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> AskAsync(ScriptedServer server, params byte[] names)
    {
        using BeaconClient beacon = new(server.Endpoint, s_options, NameOf);
        return await beacon.GetBlobsAsync(7, [.. names.Select(Name)], Cancellation);
    }
}
