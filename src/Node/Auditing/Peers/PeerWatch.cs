using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Hosting;

namespace Plimsoll.Node.Auditing.Peers;

/// <summary>Asks other auditors for their reports, and compares those of the same block with ours. Judging never waits for it.</summary>
/// <remarks>
/// A peer is believed in nothing: its answers are bounded in time and size, and a difference is all that comes of them. One that is slow or away is named, and nobody waits for it but the look at itself.
/// Spec: docs/spec/solvency.md#auditors.
/// </remarks>
public sealed class PeerWatch : BackgroundService
{
    private const int MostBytes = 4 << 20;
    private const ulong MostBlocks = 16; // that one look compares; older ones are passed over

    private static readonly JsonSerializerOptions s_reading = new(AuditJson.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip, // a newer version may say more
        RespectNullableAnnotations = true,
    };

    private readonly Auditor _auditor;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <summary>Makes a watch over an auditor's peers; nothing is asked yet.</summary>
    /// <param name="auditor">Whose options name the peers.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public PeerWatch(Auditor auditor, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(auditor);
        (_auditor, _time) = (auditor, time ?? TimeProvider.System);
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { MaxResponseContentBufferSize = MostBytes, Timeout = auditor.Options.PeerTimeout };
    }

    /// <summary>Looks at every peer once, at the same time.</summary>
    public Task LookAsync(CancellationToken cancellationToken = default) => Task.WhenAll(_auditor.Peers.Urls.Select(url => LookAsync(url, cancellationToken)));

    /// <inheritdoc/>
    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_auditor.Peers.Urls.Select(async url =>
    {
        while (true)
        {
            await LookAsync(url, stoppingToken).ConfigureAwait(false);
            await Task.Delay(_auditor.Options.PollInterval, _time, stoppingToken).ConfigureAwait(false);
        }
    }));

    private async Task LookAsync(Uri peer, CancellationToken cancellationToken)
    {
        try
        {
            AuditReport newest = await ReadAsync(peer, "", cancellationToken).ConfigureAwait(false);
            _auditor.Peers.Heard(peer, newest.Cut, _time.GetUtcNow());
            if (_auditor.Current?.Report.Cut.Block is not { } ours)
                return;
            ulong last = Math.Min(ours, newest.Cut.Block);
            for (ulong block = Math.Max(_auditor.Peers.ComparedUpTo(peer) + 1, last >= MostBlocks ? last - MostBlocks + 1 : 0); block <= last; block++)
            {
                if (!await CompareAsync(peer, block, newest, cancellationToken).ConfigureAwait(false))
                    return;
            }
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException or InvalidDataException || e is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            _auditor.Peers.Failed(peer, e is TaskCanceledException ? $"no answer within {_http.Timeout.TotalSeconds:0.#} s" : e.Message);
        }
    }

    /// <returns>Whether it makes sense to go on with the next block.</returns>
    private async Task<bool> CompareAsync(Uri peer, ulong block, AuditReport newest, CancellationToken cancellationToken)
    {
        if (_auditor.History.ReportAt(_auditor.Id, block) is not { } text || JsonSerializer.Deserialize<AuditReport>(text, AuditJson.Options) is not { } ours || ours.Cut.Block != block)
            return true; // not judged here: what lies before our beginning, or was pruned
        AuditReport theirs = newest.Cut.Block == block ? newest : await ReadAsync(peer, $"/reports/{block}", cancellationToken).ConfigureAwait(false);
        if (theirs.Cut.Block != block)
            return true; // not judged there
        if (theirs.Cut.Hash != ours.Cut.Hash)
        {
            if (block <= _auditor.FinalBlock)
                _auditor.Peers.Compared(peer, block, $"it follows another chain: {theirs.Cut.Hash} where ours has {ours.Cut.Hash}, finalised");
            else
                _auditor.Peers.Failed(peer, $"it has another block {block}: a reorg that one of the two has not seen yet");
            return false;
        }

        _auditor.Peers.Compared(peer, block, ReportComparison.FirstDifference(ours, theirs));
        return true;
    }

    private async Task<AuditReport> ReadAsync(Uri peer, string part, CancellationToken cancellationToken)
    {
        Uri url = new(peer, $"/v1/chains/{_auditor.Id}{part}");
        using HttpResponseMessage answer = await _http.GetAsync(url, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"{url} answers {(int)answer.StatusCode}");
        AuditReport report = JsonSerializer.Deserialize<AuditReport>(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), s_reading)
            ?? throw new JsonException("null is no report");
        return report.Id == _auditor.Id ? report : throw new InvalidDataException($"{url} answers with another rollup's report");
    }
}
