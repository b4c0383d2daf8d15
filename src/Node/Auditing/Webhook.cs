using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace Plimsoll.Node.Auditing;

/// <summary>Hands alerts, as they begin and end, to one URL; signed, so that the receiver knows whose they are.</summary>
/// <remarks>
/// POST with an alert as JSON, as GET /v1/alerts has it. <c>Plimsoll-Signature: t=SECONDS,v1=HEX</c>: HMAC-SHA256 of <c>SECONDS.BODY</c> under the shared secret; receivers refuse
/// old seconds. <c>Plimsoll-Delivery: ID-begun</c> or <c>ID-ended</c> is the same for each attempt: any answer but 2xx is tried again, with growing pauses. What could not be
/// delivered, or was never tried because the process ended, is in GET /v1/alerts, whose ids grow.
/// </remarks>
public sealed class Webhook : BackgroundService
{
    private const int Waiting = 1_024, Attempts = 6;

    private readonly HttpClient _http;
    private readonly Uri _url;
    private readonly byte[] _secret;
    private readonly TimeProvider _time;
    private readonly Action<Exception>? _onTrouble;
    private readonly Channel<AuditHistory.Alert> _alerts = Channel.CreateBounded<AuditHistory.Alert>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Makes a webhook; nothing is sent yet.</summary>
    /// <param name="http">Sends; the caller disposes it afterwards.</param>
    /// <param name="url">The receiver.</param>
    /// <param name="secret">Shared with it, at least 16 bytes.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told each failed attempt.</param>
    public Webhook(HttpClient http, Uri url, ReadOnlySpan<byte> secret, TimeProvider? time = null, Action<Exception>? onTrouble = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 16, nameof(secret));
        (_http, _url, _secret, _time, _onTrouble) = (http, url, secret.ToArray(), time ?? TimeProvider.System, onTrouble);
    }

    /// <summary>The pause after the first failed attempt; each further one is twice as long. Default 1 s.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Takes an alert; never waits.</summary>
    public void Post(AuditHistory.Alert alert) => _alerts.Writer.TryWrite(alert);

    /// <summary>What the header says for a body at a time.</summary>
    public static string Sign(ReadOnlySpan<byte> secret, long unixSeconds, string body)
    {
        string seconds = unixSeconds.ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{seconds}.{body}")))}";
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (AuditHistory.Alert alert in _alerts.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            TimeSpan pause = Pause;
            for (int attempt = 1; !await TrySendAsync(alert, stoppingToken).ConfigureAwait(false) && attempt < Attempts; attempt++, pause *= 2)
                await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TrySendAsync(AuditHistory.Alert alert, CancellationToken cancellationToken)
    {
        try
        {
            string body = JsonSerializer.Serialize(alert, AuditJson.Options);
            using HttpRequestMessage request = new(HttpMethod.Post, _url) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
            request.Headers.Add("Plimsoll-Signature", Sign(_secret, _time.GetUtcNow().ToUnixTimeSeconds(), body));
            request.Headers.Add("Plimsoll-Delivery", $"{alert.Id}-{(alert.EndBlock is null ? "begun" : "ended")}");
            using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            _onTrouble?.Invoke(e);
            return false;
        }
    }
}
