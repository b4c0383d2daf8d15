using System.Globalization;
using System.Net;
using System.Text.Json;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Beacon;

/// <summary>Reads blobs from a beacon node, and believes none of it: each blob is committed to anew and has to have the name asked for.</summary>
/// <remarks>Source: Ethereum beacon API, <c>/eth/v1/beacon/blobs/{block_id}</c>. Safe for concurrent use.</remarks>
public sealed class BeaconClient : IDisposable
{
    private readonly Uri _endpoint;
    private readonly RpcOptions _options;
    private readonly TimeProvider _time;
    private readonly BlobNaming _nameOf;
    private readonly HttpMessageInvoker _http;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="endpoint">The node's <c>http</c> or <c>https</c> address; the API's paths are put behind it.</param>
    /// <param name="options">Limits; null for the defaults, under which an answer may hold some 60 blobs.</param>
    /// <param name="nameOf">Computes a blob's versioned hash; null for <see cref="BlobNames.Mainnet"/>.</param>
    /// <param name="time">The clock for timeouts and waits; null for the system's.</param>
    public BeaconClient(Uri endpoint, RpcOptions? options = null, BlobNaming? nameOf = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Scheme is not ("http" or "https"))
            throw new ArgumentException($"An http or https address is expected, not '{endpoint.Scheme}'.", nameof(endpoint));
        _endpoint = endpoint.AbsoluteUri.EndsWith('/') ? endpoint : new(endpoint.AbsoluteUri + "/");
        (_options, _nameOf, _time) = (options ?? new(), nameOf ?? BlobNames.Mainnet, time ?? TimeProvider.System);
        _http = Http.NewInvoker(endpoint);
    }

    /// <summary>The beginning of the chain.</summary>
    /// <exception cref="RpcException">The answer did not come, or is not one.</exception>
    public Task<BeaconGenesis> GetGenesisAsync(CancellationToken cancellationToken = default) =>
        AskAsync(
            "eth/v1/beacon/genesis",
            answer => answer["data"] is var data && ulong.TryParse(data["genesis_time"].Text(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong time)
                ? new BeaconGenesis(time, data["genesis_validators_root"].Bytes32(), System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(data["genesis_fork_version"].Bytes(4)))
                : throw data["genesis_time"].Refuse("seconds"),
            cancellationToken);

    /// <summary>The blobs of these names in the block of a slot.</summary>
    /// <param name="slot">The slot; on Anvil the block's number.</param>
    /// <param name="versionedHashes">The names.</param>
    /// <param name="cancellationToken">Stops the request and the waits between attempts.</param>
    /// <returns>The blobs in the order of their names, 131,072 bytes each.</returns>
    /// <exception cref="BlobsUnavailableException">The node has no such block, or not all of these blobs.</exception>
    /// <exception cref="RpcException">The answer did not come, or is not one.</exception>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> GetBlobsAsync(ulong slot, IReadOnlyList<Bytes32> versionedHashes, CancellationToken cancellationToken = default) =>
        GetBlobsAsync(slot.ToString(CultureInfo.InvariantCulture), versionedHashes, cancellationToken);

    /// <summary>The blobs of these names in the beacon block of a root, as the next execution block's header has it.</summary>
    /// <param name="beaconBlockRoot">The root; on Anvil the block's hash.</param>
    /// <param name="versionedHashes">The names.</param>
    /// <param name="cancellationToken">Stops the request and the waits between attempts.</param>
    /// <returns>The blobs in the order of their names, 131,072 bytes each.</returns>
    /// <exception cref="BlobsUnavailableException">The node has no such block, or not all of these blobs.</exception>
    /// <exception cref="RpcException">The answer did not come, or is not one.</exception>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> GetBlobsAsync(Bytes32 beaconBlockRoot, IReadOnlyList<Bytes32> versionedHashes, CancellationToken cancellationToken = default) =>
        GetBlobsAsync(beaconBlockRoot.ToString(), versionedHashes, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>> GetBlobsAsync(string block, IReadOnlyList<Bytes32> versionedHashes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(versionedHashes);
        if (versionedHashes.Count == 0)
            return [];
        string path = $"eth/v1/beacon/blobs/{block}?versioned_hashes={string.Join(',', versionedHashes.Distinct())}";
        return await AskAsync(path, answer => Choose(answer["data"], versionedHashes, path), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds each wanted blob among those that came; a node may send all of the block's.</summary>
    private ReadOnlyMemory<byte>[] Choose(RpcValue data, IReadOnlyList<Bytes32> versionedHashes, string path)
    {
        Dictionary<Bytes32, ReadOnlyMemory<byte>> found = [];
        HashSet<Bytes32> wanted = [.. versionedHashes];
        foreach (byte[] blob in data.Items(blob => blob.Bytes(BlobSidecar.BlobLength)))
        {
            if (found.Count == wanted.Count)
                break;
            Bytes32 name = _nameOf(blob) ?? throw data.Refuse("blobs (an element is not below the field's order)");
            if (wanted.Contains(name))
                found[name] = blob;
        }

        return found.Count == wanted.Count
            ? [.. versionedHashes.Select(name => found[name])]
            : throw new BlobsUnavailableException(path, BlobsUnavailable.NotKept, $"{wanted.Count - found.Count} of {wanted.Count} blobs are not among those the node sent");
    }

    private Task<T> AskAsync<T>(string path, Func<RpcValue, T> read, CancellationToken cancellationToken) =>
        Http.RepeatAsync(
            async cancellation =>
            {
                string name = path.Split('?')[0];
                using HttpRequestMessage message = new(HttpMethod.Get, new Uri(_endpoint, path)) { Headers = { { "Accept", "application/json" } } };
                Http.Answer answer = await Http.ExchangeAsync(_http, message, name, _options.Timeout, _options.MaxResponseBytes, _time, cancellation).ConfigureAwait(false);
                switch (answer.Status)
                {
                    case HttpStatusCode.OK:
                        using (JsonDocument document = RpcAnswer.Parse(answer.Body, _options.MaxDepth, name))
                            return read(new(document.RootElement, name, "answer"));
                    case HttpStatusCode.NotFound:
                        throw new BlobsUnavailableException(name, BlobsUnavailable.BlockUnknown, "the node knows no such block");
                    case HttpStatusCode.Gone:
                        throw new BlobsUnavailableException(name, BlobsUnavailable.NotKept, "the node does not keep it any more");
                    default:
                        throw answer.ToException(name);
                }
            },
            _options.MaxAttempts,
            _options,
            _time,
            cancellationToken);
}
