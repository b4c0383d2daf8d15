using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;

namespace Plimsoll.Load;

/// <summary>Sends signed transfers at a fixed pace, whether answers come or not, and measures from the moment each request was due.</summary>
internal static class Drive
{
    // What a wallet does when the node is busy: it asks again soon.
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(50), s_patience = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(string url, string file, int rate, int seconds, int perRequest, int accounts)
    {
        byte[] records = await File.ReadAllBytesAsync(file).ConfigureAwait(false);
        int requests = rate * seconds / perRequest, length = perRequest * SubmissionFormat.RecordLength, turn = accounts / perRequest;
        if ((long)requests * length > records.Length)
            throw new ArgumentException($"The file holds {records.Length / SubmissionFormat.RecordLength} transfers, and {requests * perRequest} are needed.");
        using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = new(url), Timeout = TimeSpan.FromMinutes(2) };
        ConcurrentBag<(double Latency, int Taken)> answers = [];
        ConcurrentDictionary<string, int> refusals = new();
        int busy = 0;
        Task[] all = new Task[requests];
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = 0; i < requests; i++)
        {
            TimeSpan due = TimeSpan.FromSeconds((double)i * perRequest / rate);
            if (due > clock.Elapsed)
                await Task.Delay(due - clock.Elapsed).ConfigureAwait(false);
            // The same accounts come again after a turn: nobody sends a second transfer before the first is confirmed.
            all[i] = SendAsync(new(records, i * length, length), due, i < turn ? Task.CompletedTask : all[i - turn]);
        }

        await Task.WhenAll(all).ConfigureAwait(false);
        double elapsed = clock.Elapsed.TotalSeconds;
        double[] latencies = [.. answers.Select(answer => answer.Latency).Order()];
        long taken = answers.Sum(answer => (long)answer.Taken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            offered    {rate} transfers/s for {seconds} s, {perRequest} a request, {accounts} accounts
            confirmed  {taken} of {requests * perRequest} in {elapsed:F1} s: {taken / elapsed:F0} a second
            latency    p50 {At(0.5):F0}  p90 {At(0.9):F0}  p99 {At(0.99):F0}  max {At(1):F0} ms, from when each was due
            busy       {busy} requests were sent again
            """));
        foreach ((string refusal, int count) in refusals)
            Console.WriteLine($"refused    {refusal} {count}");
        Console.WriteLine(await http.GetStringAsync("/stats").ConfigureAwait(false));

        double At(double quantile) => latencies.Length == 0 ? double.NaN : latencies[Math.Min(latencies.Length - 1, (int)(quantile * latencies.Length))];

        async Task SendAsync(ArraySegment<byte> body, TimeSpan due, Task before)
        {
            await before.ConfigureAwait(false);
            while (true)
            {
                using ByteArrayContent content = new(body.Array!, body.Offset, body.Count);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                using HttpResponseMessage response = await http.PostAsync("/operations/batch", content).ConfigureAwait(false);
                byte[] answer = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
                TimeSpan waited = clock.Elapsed - due;
                Refusal[] outcomes = response.IsSuccessStatusCode
                    ? [.. Enumerable.Range(0, perRequest).Select(i => (Refusal)answer[SoftConfirmation.EncodedLength + 16 * i])]
                    : [Refusal.Busy];
                if (outcomes.Contains(Refusal.Busy) && waited < s_patience)
                {
                    Interlocked.Increment(ref busy);
                    await Task.Delay(s_again).ConfigureAwait(false);
                    continue;
                }

                answers.Add((waited.TotalMilliseconds, outcomes.Count(outcome => outcome is Refusal.None or Refusal.Duplicate)));
                foreach (Refusal refusal in outcomes.Where(outcome => outcome is not (Refusal.None or Refusal.Duplicate)))
                    refusals.AddOrUpdate(refusal.ToString(), 1, (_, count) => count + 1);
                return;
            }
        }
    }
}
