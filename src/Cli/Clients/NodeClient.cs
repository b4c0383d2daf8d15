using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Operations;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Node.Sequencing;
using Plimsoll.Primitives;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Cli.Clients;

/// <summary>Speaks to a rollup's node over HTTP. What it says is a promise, no proof: whoever needs proof derives from L1.</summary>
internal sealed class NodeClient : IDisposable
{
    /// <summary>Records in one request; the node takes no more.</summary>
    private const int MaxRecords = 4_096;

    private const int OutcomeLength = 16;

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2), s_defaultWait = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http;

    public NodeClient(Uri node) => _http = new() { BaseAddress = node, Timeout = s_timeout };

    /// <summary>The accounts of an owner, as the sequencer has them.</summary>
    public async Task<IReadOnlyList<HeldAccount>> GetAccountsAsync(Address owner, CancellationToken cancellationToken)
    {
        JsonArray accounts = await _http.GetFromJsonAsync<JsonArray>($"accounts?owner={owner}", cancellationToken).ConfigureAwait(false) ?? [];
        return [.. accounts.Select(account => Read(account!))];
    }

    /// <summary>One account; null when nobody has opened it.</summary>
    public async Task<HeldAccount?> GetAccountAsync(uint index, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri($"accounts/{index}", UriKind.Relative), cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        answer.EnsureSuccessStatusCode();
        return Read((await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken).ConfigureAwait(false))!);
    }

    /// <summary>How the sequencer is doing.</summary>
    public async Task<SequencerStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        await _http.GetFromJsonAsync<SequencerStatus>("stats", cancellationToken).ConfigureAwait(false)
        ?? throw CommandException.Unavailable("the node's answer is empty");

    /// <summary>Hands operations in, in their order, waiting while the sequencer is busy.</summary>
    /// <returns>The number of each operation's first slot, confirmed.</returns>
    /// <exception cref="CommandException">One was refused; those before it were taken.</exception>
    public async Task<IReadOnlyList<ulong>> SubmitAsync(IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        List<ulong> slots = new(submissions.Count);
        while (slots.Count < submissions.Count)
        {
            Submission[] next = [.. Chunk(submissions, slots.Count)];
            (IReadOnlyList<Outcome> outcomes, TimeSpan wait) = await SendAsync(next, cancellationToken).ConfigureAwait(false);
            foreach (Outcome outcome in outcomes.TakeWhile(outcome => outcome.Refusal != Refusal.Busy))
            {
                if (outcome.Refusal is not (Refusal.None or Refusal.Duplicate))
                    throw CommandException.Refused($"the sequencer refuses a {submissions[slots.Count].Operation.Word.Kind}: {Reason(outcome)}");
                slots.Add(outcome.Slot);
            }

            if (slots.Count < submissions.Count && outcomes.Any(outcome => outcome.Refusal == Refusal.Busy))
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
        }

        return slots;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Why an operation was not taken, in words.</summary>
    internal static string Reason(Outcome outcome) => outcome.Refusal == Refusal.Rule ? outcome.Rule.ToString() : outcome.Refusal.ToString();

    private static IEnumerable<Submission> Chunk(IReadOnlyList<Submission> submissions, int first)
    {
        int records = 0;
        for (int i = first; i < submissions.Count; i++)
        {
            records += submissions[i].Operation.SlotCount;
            if (records > MaxRecords)
                yield break;
            yield return submissions[i];
        }
    }

    private async Task<(IReadOnlyList<Outcome> Outcomes, TimeSpan Wait)> SendAsync(Submission[] submissions, CancellationToken cancellationToken)
    {
        byte[] body = new byte[submissions.Sum(submission => SubmissionFormat.LengthOf(submission))];
        int length = 0;
        foreach (Submission submission in submissions)
            length += SubmissionFormat.Write(submission, body.AsSpan(length));
        using ByteArrayContent content = new(body) { Headers = { ContentType = new("application/octet-stream") } };
        using HttpResponseMessage answer = await _http.PostAsync(new Uri("operations/batch", UriKind.Relative), content, cancellationToken).ConfigureAwait(false);
        TimeSpan wait = answer.Headers.RetryAfter?.Delta ?? s_defaultWait;
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            return ([.. submissions.Select(_ => new Outcome(Refusal.Busy, default, 0))], wait);
        if (!answer.IsSuccessStatusCode)
        {
            string problem = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw CommandException.Refused($"the node answers {(int)answer.StatusCode}: {problem}");
        }

        byte[] bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (bytes.Length != SoftConfirmation.EncodedLength + OutcomeLength * submissions.Length)
            throw CommandException.Unavailable("the node's answer has another length than its requests want");
        Outcome[] outcomes = new Outcome[submissions.Length];
        for (int i = 0; i < outcomes.Length; i++)
        {
            ReadOnlySpan<byte> own = bytes.AsSpan(SoftConfirmation.EncodedLength + OutcomeLength * i, OutcomeLength);
            outcomes[i] = new((Refusal)own[0], (RejectionReason)own[1], BinaryPrimitives.ReadUInt64BigEndian(own[8..]));
        }

        return (outcomes, wait);
    }

    private static HeldAccount Read(JsonNode account)
    {
        SchnorrPublicKey key = default;
        if ((string?)account["keyX"] is { } x && (string?)account["keyY"] is { } y)
            SchnorrPublicKey.TryFromAccount(new JubjubAffine(Element(x), Element(y)), out key);
        return new(
            (uint)account["index"]!,
            new(Address.Parse((string)account["owner"]!), (byte)account["token"]!, (uint)account["nonce"]!, Amount(account["balance"]!), Amount(account["withdrawn"]!), key));
    }

    private static UInt128 Amount(JsonNode text) => UInt128.Parse((string)text!, NumberStyles.None, CultureInfo.InvariantCulture);

    private static Fr Element(string text) => Fr.FromBytes(UInt256.Parse(text).ToBytes());
}
