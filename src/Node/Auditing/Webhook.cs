using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace Plimsoll.Node.Auditing;

/// <summary>Hands alerts, as they begin and end, to one URL; signed, so that the receiver knows whose they are.</summary>
/// <remarks>
/// POST with an alert as JSON, as GET /v1/alerts has it, with <c>Plimsoll-Delivery: ID-begun</c> or <c>ID-ended</c>, the same for each attempt, and <c>Plimsoll-Signature</c> over both, made anew for each:
/// <see cref="WebhookSignature"/>. Any answer but 2xx is tried again, with growing pauses, in order. What could not be delivered, or was never tried because the process ended, is in
/// GET /v1/alerts?after=ID.
/// </remarks>
public sealed class Webhook : BackgroundService
{
    private const string Sink = "webhook";
    private const int Capacity = 1_024, Attempts = 6;

    private readonly HttpClient _http;
    private readonly Uri _url;
    private readonly byte[] _secret;
    private readonly TimeProvider _time;
    private readonly Action<Exception>? _onTrouble;
    private readonly Channel<Delivery> _deliveries = Channel.CreateBounded<Delivery>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });
    private Delivery? _current;

    /// <summary>Makes a webhook; nothing is sent yet.</summary>
    /// <param name="http">Sends; the caller disposes it afterwards.</param>
    /// <param name="url">The receiver.</param>
    /// <param name="secret">Shared with it, at least <see cref="WebhookSignature.MinSecret"/> bytes.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told each failed attempt.</param>
    public Webhook(HttpClient http, Uri url, ReadOnlySpan<byte> secret, TimeProvider? time = null, Action<Exception>? onTrouble = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, WebhookSignature.MinSecret, nameof(secret));
        (_http, _url, _secret, _time, _onTrouble) = (http, url, secret.ToArray(), time ?? TimeProvider.System, onTrouble);
        AuditMetrics.Waiting(Sink, this, () => OldestSeconds);
    }

    /// <summary>The pause after the first failed attempt; each further one is twice as long. Default 1 s.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the oldest alert that was not delivered yet has waited, in seconds; 0 when none waits.</summary>
    public double OldestSeconds => Volatile.Read(ref _current) is { } current || _deliveries.Reader.TryPeek(out current) ? Math.Max(0, (_time.GetUtcNow() - current.Since).TotalSeconds) : 0;

    /// <summary>Takes an alert; never waits. With 1,024 waiting the oldest is given up.</summary>
    public void Post(AuditHistory.Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        _deliveries.Writer.TryWrite(new(alert, _time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        AuditMetrics.Waiting(Sink, this, null);
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (Delivery delivery in _deliveries.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            Volatile.Write(ref _current, delivery);
            TimeSpan pause = Pause;
            bool isSent = await TrySendAsync(delivery, stoppingToken).ConfigureAwait(false);
            for (int attempt = 1; !isSent && attempt < Attempts; attempt++, pause *= 2)
            {
                await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(false);
                isSent = await TrySendAsync(delivery, stoppingToken).ConfigureAwait(false);
            }

            AuditMetrics.Published(Sink, isSent);
            Volatile.Write(ref _current, null);
        }
    }

    private async Task<bool> TrySendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            string body = JsonSerializer.Serialize(delivery.Alert, AuditJson.Options);
            using HttpRequestMessage request = new(HttpMethod.Post, _url) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
            request.Headers.Add("Plimsoll-Signature", WebhookSignature.Sign(_secret, _time.GetUtcNow().ToUnixTimeSeconds(), delivery.Name, body));
            request.Headers.Add("Plimsoll-Delivery", delivery.Name);
            using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
            return true;
        }
        catch (Exception e) when (e is HttpRequestException || e is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            _onTrouble?.Invoke(e);
            return false;
        }
    }

    private sealed record Delivery(AuditHistory.Alert Alert, DateTimeOffset Since)
    {
        public string Name => $"{Alert.Id}-{(Alert.EndBlock is null ? "begun" : "ended")}";
    }
}
