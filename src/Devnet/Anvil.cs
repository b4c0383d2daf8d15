using Plimsoll.L1.Rpc;

namespace Plimsoll.Devnet;

/// <summary>A local Ethereum chain: an Anvil of one's own, on its own port, stopped when it is disposed.</summary>
/// <remarks>
/// The log is deleted at the end of a good run and kept when Anvil fails, is killed, or <see cref="KeepLog"/> is set.
/// Not safe for concurrent calls of <see cref="Kill"/>, <see cref="RestartAsync"/> and <see cref="DisposeAsync"/>.
/// </remarks>
public sealed class Anvil : IAsyncDisposable
{
    private const int RestartAttempts = 5;
    private static readonly TimeSpan s_restartDelay = TimeSpan.FromMilliseconds(250);

    private readonly AnvilOptions _options;
    private readonly string _binary;
    private readonly StateFiles? _state;
    private readonly Lock _keepingLock = new();
    private readonly Timer? _keeping;
    private AnvilProcess _process;

    private Anvil(AnvilOptions options, string binary, StateFiles? state, AnvilProcess process, int port)
    {
        (_options, _binary, _state, _process, Port) = (options, binary, state, process, port);
        Endpoint = new($"http://127.0.0.1:{port}/");
        if (state is not null && options.StateInterval is { } interval)
            _keeping = new(_ => Keep(), null, interval, interval);
    }

    /// <summary>The port, the same after a restart.</summary>
    public int Port { get; }

    /// <summary>The address for JSON-RPC and for the beacon API.</summary>
    public Uri Endpoint { get; }

    /// <summary>The options it was started with.</summary>
    public AnvilOptions Options => _options;

    /// <summary>The operating system's id of the process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Where Anvil's output goes.</summary>
    public string LogFile => _process.LogFile;

    /// <summary>Keeps the log after a stop: a test that failed sets it.</summary>
    public bool KeepLog { get; set; }

    /// <summary>Starts a chain and returns when it answers requests.</summary>
    /// <exception cref="AnvilException">There is no Anvil, or it does not start; the message has the end of its log.</exception>
    public static async Task<Anvil> StartAsync(AnvilOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        string binary = AnvilBinary.Find() ?? throw new AnvilException(AnvilBinary.Missing!);
        StateFiles? state = options.StateFile is { } file ? new(file) : null;
        state?.Prepare();
        (AnvilProcess process, int port) = await LaunchAsync(binary, options, options.Port ?? 0, cancellationToken).ConfigureAwait(false);
        return new(options, binary, state, process, port);
    }

    /// <summary>Ends the process at once, as a crash would (SIGKILL). What the state file does not hold is lost.</summary>
    public void Kill()
    {
        KeepLog = true;
        _process.Kill();
    }

    /// <summary>Stops the process if it still runs, and starts it again on the same port, from the state file if there is one.</summary>
    /// <exception cref="AnvilException">It does not start again.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        lock (_keepingLock)
            _state?.Prepare();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                (_process, _) = await LaunchAsync(_binary, _options, Port, cancellationToken, LogFile).ConfigureAwait(false);
                return;
            }
            catch (AnvilException) when (attempt < RestartAttempts)
            {
                // A connection of some other program may have got the port for a moment.
                await Task.Delay(s_restartDelay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stops Anvil, which writes its state file first, and deletes the log of a good run.</summary>
    public async ValueTask DisposeAsync()
    {
        bool endedAlone = _process.HasEnded;
        if (_keeping is not null)
            await _keeping.DisposeAsync().ConfigureAwait(false);
        await _process.DisposeAsync().ConfigureAwait(false);
        Keep();
        if (!KeepLog && !endedAlone)
            File.Delete(LogFile);
    }

    private void Keep()
    {
        try
        {
            lock (_keepingLock)
                _state?.Keep();
        }
        catch (IOException)
        {
            // a full disk, or a folder that is gone: the copy before stays
        }
    }

    private static async Task<(AnvilProcess Process, int Port)> LaunchAsync(
        string binary, AnvilOptions options, int port, CancellationToken cancellationToken, string? log = null)
    {
        Directory.CreateDirectory(options.LogFolder);
        log ??= Path.Combine(options.LogFolder, $"anvil-{Guid.NewGuid():n}.log");
        AnvilProcess process = AnvilProcess.Start(binary, options.Arguments(port), log);
        try
        {
            port = await process.ListeningAsync(options.StartTimeout, cancellationToken).ConfigureAwait(false);
            await AnswersAsync(port, options, process, cancellationToken).ConfigureAwait(false);
            return (process, port);
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks until the chain answers with its own id: another program on the port would answer otherwise.</summary>
    private static async Task AnswersAsync(int port, AnvilOptions options, AnvilProcess process, CancellationToken cancellationToken)
    {
        RpcOptions patient = new() { Timeout = options.StartTimeout, MaxAttempts = 20, FirstDelay = TimeSpan.FromMilliseconds(10) };
        using JsonRpcClient client = new(new($"http://127.0.0.1:{port}/"), patient);
        try
        {
            string? chainId = await client.SendAsync(new("eth_chainId"), result => result.GetString(), cancellationToken).ConfigureAwait(false);
            if (chainId != $"0x{options.ChainId:x}")
                throw new AnvilException($"port {port} answers for chain {chainId}, not {options.ChainId}");
        }
        catch (RpcException e)
        {
            throw new AnvilException($"Anvil does not answer ({e.Message}):\n{process.LogEnd()}");
        }
    }
}
