using Plimsoll.L1.Rpc;

namespace Plimsoll.Devnet.Tests;

/// <summary>A chain of its own for one test class, with the default options; derive for others.</summary>
public class AnvilFixture : IAsyncLifetime
{
    private Anvil? _anvil;

    /// <summary>The options of this class's chain.</summary>
    protected virtual AnvilOptions Options { get; } = new();

    /// <summary>The chain; a test that asks for it is skipped where Anvil is not installed.</summary>
    public Anvil Anvil
    {
        get
        {
            Assert.SkipWhen(_anvil is null, AnvilBinary.Missing ?? "");
            return _anvil!;
        }
    }

    /// <summary>A client of the chain.</summary>
    public JsonRpcClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (AnvilBinary.Missing is not null)
            return;
        _anvil = await Anvil.StartAsync(Options with { LogFolder = Path.Combine(AppContext.BaseDirectory, "anvil-logs") });
        Client = new(_anvil.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client?.Dispose();
        if (_anvil is not null)
            await _anvil.DisposeAsync();
    }
}

/// <summary>A test on the chain of its class; a failed one keeps the chain's log.</summary>
public abstract class AnvilTest<TFixture>(TFixture fixture) : IClassFixture<TFixture>, IDisposable
    where TFixture : AnvilFixture
{
    protected Anvil Anvil => fixture.Anvil;

    protected JsonRpcClient Client => fixture.Anvil is null ? null! : fixture.Client;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        if (AnvilBinary.Missing is null && TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            fixture.Anvil.KeepLog = true;
            TestContext.Current.TestOutputHelper?.WriteLine($"Anvil's log: {fixture.Anvil.LogFile}");
        }
    }
}
