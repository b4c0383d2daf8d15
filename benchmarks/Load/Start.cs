using System.Diagnostics;
using System.Globalization;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Storage;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Load;

/// <summary>A store with many accounts: how long a start takes, and what the state weighs.</summary>
internal static class Start
{
    public static void Run(string folder, int accounts, int depth)
    {
        using PrivateKey key = PrivateKey.Generate();
        SequencerSettings settings = new(Crowd.ChainId, Crowd.Rollup, key.Address);
        if (!Directory.Exists(folder))
            Fill(folder, settings, accounts, depth);
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true), start = Stopwatch.GetTimestamp();
        using SequencerStore store = new(folder, settings, depth);
        Sequencer sequencer = store.Load(settings);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            accounts   {sequencer.State.Deposited}
            start      {elapsed.TotalSeconds:F1} s, the root checked
            managed    {held / 1048576.0:F0} MiB: {held / (double)accounts:F0} bytes an account
            process    {Environment.WorkingSet / 1048576.0:F0} MiB resident, {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F0} at most
            """));
        GC.KeepAlive(sequencer);
    }

    private static void Fill(string folder, SequencerSettings settings, int accounts, int depth)
    {
        RollupState state = RollupState.Restore(depth, 0, (uint)accounts, Crowd.Accounts(accounts), [(0, 1_000)], parallel: true);
        using SequencerStore store = new(folder, settings, depth);
        store.Initialise(state, new(1, Crowd.Genesis, (ulong)accounts, 0));
    }
}
