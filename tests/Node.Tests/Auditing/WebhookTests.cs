using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plimsoll.Node.Auditing;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>Alerts on their way to a real receiver, and what the receiver must refuse.</summary>
public sealed class WebhookTests
{
    private const long Now = 1_800_000_000, Tolerance = 300;
    private static readonly byte[] s_secret = Encoding.UTF8.GetBytes("a secret of more than sixteen bytes");
    private static readonly AuditHistory.Alert s_alert = new(7, Reports.Chain, "WrongCommitment", "BLACK", "open to dispute", 5, 60, null, null);

    [Fact]
    public void The_signature_is_the_known_one() => // openssl: printf '1800000000.7-begun.{}' | openssl dgst -sha256 -hmac 'a secret of more than sixteen bytes'
        Assert.Equal("t=1800000000,v1=42581561e045173355ac3310800ea967e9747ad6cbf1ff2e758943366e5c402d", WebhookSignature.Sign(s_secret, Now, "7-begun", "{}"));

    [Theory]
    [InlineData(0), InlineData(Tolerance), InlineData(-Tolerance)]
    public void A_receiver_takes_what_was_signed_for_it(long later) => Assert.True(WebhookSignature.IsValid(s_secret, Signed(), "7-begun", "{}", Now + later, Tolerance));

    [Fact]
    public void A_receiver_refuses_everything_else()
    {
        string good = Signed();
        Assert.False(WebhookSignature.IsValid(s_secret, good, "7-begun", "{} ", Now, Tolerance));
        Assert.False(WebhookSignature.IsValid(s_secret, good, "7-ended", "{}", Now, Tolerance));
        Assert.False(WebhookSignature.IsValid(s_secret, good, "7", "begun.{}", Now, Tolerance));
        Assert.False(WebhookSignature.IsValid(s_secret, good, null, "{}", Now, Tolerance));
        Assert.False(WebhookSignature.IsValid(Encoding.UTF8.GetBytes("another secret of that length...."), good, "7-begun", "{}", Now, Tolerance));
        Assert.False(WebhookSignature.IsValid(s_secret, good, "7-begun", "{}", Now + Tolerance + 1, Tolerance)); // too old
        Assert.False(WebhookSignature.IsValid(s_secret, good, "7-begun", "{}", Now - Tolerance - 1, Tolerance)); // of the future
        Assert.False(WebhookSignature.IsValid(s_secret, good.Replace("t=18", "t=19", StringComparison.Ordinal), "7-begun", "{}", 1_900_000_000, Tolerance)); // seconds made new
        for (int i = 0; i < good.Length; i++)
            Assert.False(WebhookSignature.IsValid(s_secret, good[..i] + (char)(good[i] ^ 1) + good[(i + 1)..], "7-begun", "{}", Now, Tolerance));
        foreach (string? none in (string?[])[null, "", "t=", "t=,v1=", "t=1", "v1=00", good[..^1], good + "0", good.ToUpperInvariant(), "t=99999999999999999999,v1=00", "t=-1,v1=00", " " + good])
            Assert.False(WebhookSignature.IsValid(s_secret, none, "7-begun", "{}", Now, Tolerance));
    }

    [Fact]
    public void A_name_that_could_be_read_as_part_of_the_body_is_not_signed()
    {
        Assert.Throws<ArgumentException>(() => WebhookSignature.Sign(s_secret, Now, "7.begun", "{}"));
        Assert.Throws<ArgumentOutOfRangeException>(() => WebhookSignature.Sign(s_secret.AsSpan(0, 15), Now, "7-begun", "{}"));
    }

    [Fact]
    public async Task What_is_not_taken_is_sent_again_under_the_same_name_and_later_alerts_wait_their_turn()
    {
        using Receiver receiver = new(refuse: 3);
        await using WebApplication app = await receiver.StartAsync();
        using HttpClient http = new();
        using Webhook webhook = new(http, new(new(app.Urls.First()), "/hook"), s_secret) { Pause = TimeSpan.FromMilliseconds(1) };
        webhook.Post(s_alert);
        webhook.Post(s_alert with { EndBlock = 9, EndTime = 108 });
        Assert.True(webhook.OldestSeconds >= 0);
        await webhook.StartAsync(TestContext.Current.CancellationToken);
        await receiver.Taken(2);
        Assert.True(SpinWait.SpinUntil(() => webhook.OldestSeconds == 0, TimeSpan.FromSeconds(60)), "the answer to the last delivery did not arrive within 60 s");
        await webhook.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["7-begun", "7-begun", "7-begun", "7-begun", "7-ended"], receiver.Seen.Select(seen => seen.Delivery));
        Assert.Equal(s_alert, JsonSerializer.Deserialize<AuditHistory.Alert>(receiver.Seen.First().Body, AuditJson.Options));
        // As a receiver would: each is the sender's, and a repeated name counts once.
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.All(receiver.Seen, seen => Assert.True(WebhookSignature.IsValid(s_secret, seen.Signature, seen.Delivery, seen.Body, now, Tolerance)));
        Assert.Equal(2, receiver.Seen.DistinctBy(seen => seen.Delivery).Count());
    }

    [Fact]
    public async Task A_receiver_that_never_takes_anything_does_not_keep_the_next_alert_for_ever()
    {
        using Receiver receiver = new(refuse: 6);
        await using WebApplication app = await receiver.StartAsync();
        using HttpClient http = new();
        List<Exception> troubles = [];
        using Webhook webhook = new(http, new(new(app.Urls.First()), "/hook"), s_secret, onTrouble: troubles.Add) { Pause = TimeSpan.FromMilliseconds(1) };
        webhook.Post(s_alert);
        webhook.Post(s_alert with { Id = 8 });
        await webhook.StartAsync(TestContext.Current.CancellationToken);
        await receiver.Taken(1);
        await webhook.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(6, troubles.Count);
        Assert.Equal("8-begun", receiver.Seen.Last().Delivery);
    }

    private static string Signed() => WebhookSignature.Sign(s_secret, Now, "7-begun", "{}");

    /// <summary>Answers 503 so many times, then 200.</summary>
    private sealed class Receiver(int refuse) : IDisposable
    {
        private readonly SemaphoreSlim _taken = new(0);

        public ConcurrentQueue<(string? Signature, string? Delivery, string Body)> Seen { get; } = new();

        public async Task<WebApplication> StartAsync()
        {
            WebApplication app = NodeHost.Create("http://127.0.0.1:0").Build();
            app.MapPost("/hook", async context =>
            {
                using StreamReader body = new(context.Request.Body);
                Seen.Enqueue((context.Request.Headers["Plimsoll-Signature"], context.Request.Headers["Plimsoll-Delivery"], await body.ReadToEndAsync(context.RequestAborted)));
                context.Response.StatusCode = Seen.Count <= refuse ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
                context.Response.OnCompleted(() =>
                {
                    if (context.Response.StatusCode == StatusCodes.Status200OK)
                        _taken.Release();
                    return Task.CompletedTask;
                });
            });
            await app.StartAsync(TestContext.Current.CancellationToken);
            return app;
        }

        public void Dispose() => _taken.Dispose();

        public async Task Taken(int count)
        {
            for (int i = 0; i < count; i++)
                Assert.True(await _taken.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), $"delivery {i + 1} was not taken within 60 s");
        }
    }
}
