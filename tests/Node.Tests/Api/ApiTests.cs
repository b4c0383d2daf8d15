using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Sequencing;
using Plimsoll.Node.Tests.Sequencing;
using Plimsoll.Sequencing;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Node.Tests.Api;

public sealed class ApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transfer_as_JSON_comes_back_with_a_receipt_that_recovers_the_sequencer()
    {
        await using Bank bank = await Bank.OpenAsync();
        using HttpClient http = bank.Http;
        HttpResponseMessage response = await http.PostAsJsonAsync("/operations", Bank.BodyOf(Bank.Pay(Alice, Bob, 25, 0, fee: 1)), Cancellation);
        JsonElement view = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(response.IsSuccessStatusCode, view.ToString());
        Assert.Equal("25", view.GetProperty("amount").GetString());
        JsonElement receipt = view.GetProperty("receipt");
        Assert.True(EcdsaSignature.TryFromBytes(Bytes(receipt, "signature"), out EcdsaSignature signature));
        Assert.True(PublicKey.TryRecover(new(Bytes(receipt, "hash")), signature, out PublicKey? signer));
        Assert.Equal(bank.Key.Address, signer.Address);

        JsonElement found = await http.GetFromJsonAsync<JsonElement>($"/operations/{view.GetProperty("slot").GetUInt64()}", Cancellation);
        Assert.Equal(view.ToString(), found.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/operations/1000", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Refusals_are_problems_with_their_reason()
    {
        await using Bank bank = await Bank.OpenAsync();
        using HttpClient http = bank.Http;
        await Refused(HttpStatusCode.Conflict, "NonceAhead", Bank.BodyOf(Bank.Pay(Alice, Bob, 1, 5)));
        await Refused(HttpStatusCode.UnprocessableEntity, "InsufficientBalance", Bank.BodyOf(Bank.Pay(Alice, Bob, 2_000_000, 0)));
        await Refused(HttpStatusCode.BadRequest, "Malformed", new { kind = "transfer", from = 1, validUntil = 1, nonce = 0, e = "0x", s = "0x" });
        await Refused(HttpStatusCode.BadRequest, "Malformed", new { kind = "collect", from = 1, validUntil = 1, nonce = 0, e = new string('0', 64), s = new string('0', 64) });

        async Task Refused(HttpStatusCode status, string title, object body)
        {
            HttpResponseMessage response = await http.PostAsJsonAsync("/operations", body, Cancellation);
            Assert.Equal(status, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal(title, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("title").GetString());
        }
    }

    [Fact]
    public async Task Many_operations_go_in_as_records_and_each_has_its_outcome()
    {
        await using Bank bank = await Bank.OpenAsync();
        using HttpClient http = bank.Http;
        Submission[] payments = [.. Enumerable.Range(0, 20).Select(i => Bank.Pay(Alice, Bob, 1, (uint)i)), Bank.Pay(Bob, Alice, 1, 3)];
        HttpResponseMessage response = await http.PostAsync("/operations/batch", Records(payments), Cancellation);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(SoftConfirmation.EncodedLength + 16 * payments.Length, bytes.Length);
        Assert.NotNull(SoftConfirmation.Decode(bytes.AsSpan(0, SoftConfirmation.EncodedLength)));
        byte[] refusals = [.. Enumerable.Range(0, payments.Length).Select(i => bytes[SoftConfirmation.EncodedLength + 16 * i])];
        Assert.All(refusals[..^1], refusal => Assert.Equal(0, refusal));
        Assert.Equal((byte)Refusal.NonceAhead, refusals[^1]);
    }

    [Fact]
    public async Task Bodies_that_are_no_records_or_too_long_are_refused()
    {
        await using Bank bank = await Bank.OpenAsync();
        using HttpClient http = bank.Http;
        foreach (int length in (int[])[0, 99, 101])
            Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("/operations/batch", new ByteArrayContent(new byte[length]), Cancellation)).StatusCode);
        byte[] junk = new byte[100];
        junk.AsSpan().Fill(0xff);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("/operations/batch", new ByteArrayContent(junk), Cancellation)).StatusCode);
        // Refused by its announced length, before it is sent: a server that closes while a client still writes looks like a broken pipe.
        using HttpClient asking = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(2) }) { BaseAddress = http.BaseAddress };
        using HttpRequestMessage huge = new(HttpMethod.Post, "/operations")
        {
            Content = new StringContent(new string(' ', 1 << 20), System.Text.Encoding.UTF8, "application/json"),
            Headers = { ExpectContinue = true },
        };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await asking.SendAsync(huge, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Accounts_batches_and_health_are_there_to_look_at()
    {
        await using Bank bank = await Bank.OpenAsync();
        using HttpClient http = bank.Http;
        await bank.PayAsync(Bank.Pay(Alice, Bob, 1, 0));
        JsonElement account = await http.GetFromJsonAsync<JsonElement>($"/accounts/{Bank.IndexOf(Bob)}", Cancellation);
        Assert.Equal("1000001", account.GetProperty("balance").GetString());
        JsonElement owned = await http.GetFromJsonAsync<JsonElement>($"/accounts?owner={Bob.Owner}", Cancellation);
        Assert.Equal(account.ToString(), Assert.Single(owned.EnumerateArray()).ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/accounts/0", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync("/accounts?owner=bob", Cancellation)).StatusCode);
        Assert.Equal("open", (await http.GetFromJsonAsync<JsonElement>("/batches/1", Cancellation)).GetProperty("stage").GetString());
        Assert.Equal(1UL, (await http.GetFromJsonAsync<JsonElement>("/health", Cancellation)).GetProperty("sequenceEnd").GetUInt64());
        Assert.Contains("plimsoll_blocks_total", await http.GetStringAsync("/metrics", Cancellation));
        Assert.Contains("/operations/batch", await http.GetStringAsync("/openapi/v1.json", Cancellation));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/scalar/", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Blocks_are_streamed_as_they_come()
    {
        await using Bank bank = await Bank.OpenAsync();
        using HttpClient http = bank.Http;
        Task<Stream> opening = http.GetStreamAsync("/events", Cancellation);
        uint nonce = 0;
        while (!opening.IsCompleted) // the response begins with the first event
        {
            await bank.PayAsync(Bank.Pay(Alice, Bob, 1, nonce++));
        }

        using StreamReader reader = new(await opening);
        while (await reader.ReadLineAsync(Cancellation) is { } line && line != "event: BlockConfirmed")
            Assert.NotNull(line); // a sealed batch may come first
        Assert.StartsWith("data: {\"block\":", await reader.ReadLineAsync(Cancellation));
    }

    private static byte[] Bytes(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()![2..]);

    private static ByteArrayContent Records(Submission[] submissions)
    {
        byte[] bytes = new byte[submissions.Sum(submission => SubmissionFormat.LengthOf(submission))];
        int length = 0;
        foreach (Submission submission in submissions)
            length += SubmissionFormat.Write(submission, bytes.AsSpan(length));
        return new(bytes);
    }
}
