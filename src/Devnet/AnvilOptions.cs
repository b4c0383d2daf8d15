namespace Plimsoll.Devnet;

/// <summary>How a local chain behaves. The defaults are what tests want: a block for each transaction, fixed accounts, everything in memory.</summary>
public sealed record AnvilOptions
{
    /// <summary>The mnemonic that every Ethereum tool uses for test accounts; public, so never for real money.</summary>
    public const string DefaultMnemonic = "test test test test test test test test test test test junk";

    /// <summary>The time between blocks, in whole seconds; null mines a block for each transaction as it comes.</summary>
    public TimeSpan? BlockTime { get; init; }

    /// <summary>Whether blocks are made only when asked for (<c>evm_mine</c>).</summary>
    public bool MineOnDemand { get; init; }

    /// <summary>Slots in an epoch: <c>safe</c> is that many blocks behind <c>latest</c>, <c>finalized</c> twice as many. Null for Anvil's 32.</summary>
    public int? SlotsInAnEpoch { get; init; }

    /// <summary>
    /// A file that holds the chain between runs: read at the start when it exists, written at a stop and every <see cref="StateInterval"/>.
    /// It is always whole; Anvil's own, beside it, can be cut off by a kill.
    /// </summary>
    public string? StateFile { get; init; }

    /// <summary>How often the state file is written while running, in whole seconds; null only at a stop, so that a kill loses the run.</summary>
    public TimeSpan? StateInterval { get; init; }

    /// <summary>The chain id. Default 31337, which wallets know as a development chain.</summary>
    public ulong ChainId { get; init; } = 31337;

    /// <summary>The number of funded accounts. Default 10.</summary>
    public int Accounts { get; init; } = 10;

    /// <summary>The balance of each account, in ether. Default 10 000.</summary>
    public ulong BalanceInEther { get; init; } = 10_000;

    /// <summary>The mnemonic that the accounts are derived from.</summary>
    public string Mnemonic { get; init; } = DefaultMnemonic;

    /// <summary>The genesis time in seconds since 1970, or null for now.</summary>
    public ulong? GenesisTimestamp { get; init; }

    /// <summary>The port on the loopback interface; null lets the operating system choose a free one.</summary>
    public int? Port { get; init; }

    /// <summary>The folder for logs. Default: <c>plimsoll-anvil</c> in the system's folder for temporary files.</summary>
    public string LogFolder { get; init; } = Path.Combine(Path.GetTempPath(), "plimsoll-anvil");

    /// <summary>The EVM's rules. Default <c>osaka</c>: blobs with cell proofs and the BLS12-381 precompiles.</summary>
    public string Hardfork { get; init; } = "osaka";

    /// <summary>How long Anvil may take until it answers its first request. Default 60 s, for machines under load.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    internal IEnumerable<string> Arguments(int port)
    {
        yield return $"--host=127.0.0.1";
        yield return $"--port={port}";
        yield return $"--hardfork={Hardfork}";
        yield return $"--chain-id={ChainId}";
        yield return $"--accounts={Accounts}";
        yield return $"--balance={BalanceInEther}";
        yield return $"--mnemonic={Mnemonic}";
        yield return "--color=never";
        if (BlockTime is { } blockTime)
            yield return $"--block-time={WholeSeconds(blockTime)}";
        if (MineOnDemand)
            yield return "--no-mining";
        if (SlotsInAnEpoch is { } slots)
            yield return $"--slots-in-an-epoch={slots}";
        if (StateFile is { } file)
            yield return $"--state={new StateFiles(file).Working}";
        if (StateInterval is { } interval)
            yield return $"--state-interval={WholeSeconds(interval)}";
        if (GenesisTimestamp is { } timestamp)
            yield return $"--timestamp={timestamp}";
    }

    private static long WholeSeconds(TimeSpan time) =>
        time.Ticks > 0 && time.Ticks % TimeSpan.TicksPerSecond == 0
            ? time.Ticks / TimeSpan.TicksPerSecond
            : throw new ArgumentException($"Anvil counts in whole seconds, not {time}.");
}
