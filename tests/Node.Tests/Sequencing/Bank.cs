using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Api;
using Plimsoll.Node.Sequencing;
using Plimsoll.Node.Storage;
using Plimsoll.Sequencing;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Node.Tests.Sequencing;

/// <summary>A whole sequencing node on a folder of its own, with the town's people as its customers: index = capacity − 1 − person.</summary>
internal sealed class Bank : IAsyncDisposable
{
    public const uint Later = SettlementInMemory.Genesis + 100_000;
    private const int Depth = 3;
    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private Bank(WebApplication app, PrivateKey key, string folder, bool ownsFolder, SettlementInMemory layer) =>
        (_app, Key, Folder, _ownsFolder, Layer) = (app, key, folder, ownsFolder, layer);

    public static Person[] People { get; } = [Alice, Bob, Carol];

    public static PrivateKey NewKey() => PrivateKey.Parse(new string('1', 64));

    public PrivateKey Key { get; }

    public string Folder { get; }

    public SettlementInMemory Layer { get; }

    /// <summary>The answer to what was handed in before the node had started; null for nothing.</summary>
    public Task<Answer>? Early { get; private init; }

    public SequencerService Sequencer => _app.Services.GetRequiredService<SequencerService>();

    public SealedBatches Outbox => _app.Services.GetRequiredService<SealedBatches>();

    public DerivedInMemory Derived => (DerivedInMemory)_app.Services.GetRequiredService<IDerivedHead>();

    public AccountDirectory Directory => _app.Services.GetRequiredService<AccountDirectory>();

    public HttpClient Http => new() { BaseAddress = new(_app.Urls.First()), DefaultRequestVersion = HttpVersion.Version11 };

    public static SequencerSettings SettingsOf(PrivateKey key, int maxSlots = 8) =>
        new(31337, Rollup, key.Address) { Batches = new() { MaxSlots = maxSlots } };

    public static QueuedOperation[] Deposits() =>
        [.. People.Select(person => new QueuedOperation.Deposit(person.Owner, Euro, 1_000_000, uint.MaxValue, person.Key))];

    public static async Task<Bank> OpenAsync(string? folder = null, SettlementInMemory? layer = null, int maxSlots = 8, AdmissionPolicy? admission = null, SequencerOptions? options = null, ulong keptSlots = 1_000_000, Submission[]? early = null, uint? batchAge = null)
    {
        PrivateKey key = NewKey();
        bool ownsFolder = folder is null;
        folder ??= System.IO.Directory.CreateTempSubdirectory("plimsoll-bank-").FullName;
        if (layer is null)
        {
            layer = new();
            layer.Enqueue(Deposits());
        }

        SequencerSettings settings = SettingsOf(key, maxSlots) with { Admission = admission ?? new() };
        if (batchAge is { } age)
            settings = settings with { Batches = settings.Batches with { MaxAge = age, MaxAgeWhenDear = age } };
        WebApplicationBuilder builder = NodeHost.Create("http://127.0.0.1:0");
        builder.Services.AddSingleton<ISettlementLayer>(layer);
        builder.Services.AddSingleton<IDerivedHead>(new DerivedInMemory());
        builder.Services.AddSequencer(settings, options ?? new() { BlockInterval = TimeSpan.FromMilliseconds(20) }, new SequencerStore(folder, settings, Depth) { KeptSlots = keptSlots }, key);
        builder.Services.AddNodeApi();
        WebApplication app = builder.Build();
        app.MapNodeApi();
        Task<Answer>? answer = early is null ? null : app.Services.GetRequiredService<SequencerService>().SubmitAsync(early, TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, key, folder, ownsFolder, layer) { Early = answer };
    }

    public static uint IndexOf(Person person) => (1U << (2 * Depth)) - 1 - (uint)Array.IndexOf(People, person);

    /// <summary>A transfer that needs no look at the state: nobody changes keys here.</summary>
    public static Submission Pay(Person from, Person to, UInt128 amount, uint nonce, UInt128 fee = default)
    {
        OperationWord word = new(OperationKind.Transfer, IndexOf(from), IndexOf(to), amount, Fee.EncodeRoundingUp(fee), Later);
        Account payer = new(from.Owner, Euro, nonce, 0, 0, from.Key), payee = new(to.Owner, Euro, 0, 0, 0, to.Key);
        BatchContext context = new(31337, Rollup, 0, default);
        return new(new(word, from.Secret.Sign(OperationMessage.Of(context, word, payer, payee).Hash())), nonce);
    }

    /// <summary>A transfer as the API takes it in JSON.</summary>
    public static object BodyOf(in Submission submission)
    {
        byte[] signature = new byte[64];
        submission.Operation.Signature.Encode(signature);
        State.OperationWord word = submission.Operation.Word;
        return new
        {
            kind = "transfer",
            from = word.From,
            to = word.To,
            amount = word.Amount.ToString(),
            fee = word.Fee.ToString(),
            validUntil = word.ValidUntil,
            nonce = submission.Nonce,
            e = Hex.Encode(signature.AsSpan(0, 32)),
            s = Hex.Encode(signature.AsSpan(32)),
        };
    }

    public Task<Answer> PayAsync(params Submission[] submissions) => Sequencer.SubmitAsync(submissions, TestContext.Current.CancellationToken);

    public Task<Account> AccountOf(Person person) => Sequencer.ReadAsync(it => it.State[IndexOf(person)], TestContext.Current.CancellationToken);

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, $"Waited for {what}.");
            await Task.Delay(10, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Key.Dispose();
        if (_ownsFolder)
            System.IO.Directory.Delete(Folder, recursive: true);
    }
}
