using System.Diagnostics;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Workloads;
using Plimsoll.Node.Contracts;
using Plimsoll.Sequencing;

namespace Plimsoll.Cli.Lives;

/// <summary>The whole life of a rollup, once: money comes in, is traded, goes out, and every promise is checked against the chain.</summary>
/// <remarks>Users speak to the node over HTTP and to L1 themselves; nothing here looks into the sequencer.</remarks>
internal sealed partial class Life
{
    private const int ChunkSize = 500;
    private const uint Lifetime = 24 * 3_600;
    private const int NewcomersFrom = 500; // wallets that hold nothing on L1

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200), s_patience = TimeSpan.FromMinutes(5);

    private readonly DevnetHost _host;
    private readonly LifeOptions _options;
    private readonly Action<string> _progress;
    private readonly List<Trader> _traders;
    private readonly List<Trader> _newcomers;
    private readonly Orders _orders;
    private readonly List<(ulong Slot, Submission Submission)> _confirmed = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _trading;

    public Life(DevnetHost host, LifeOptions options, Action<string> progress)
    {
        (_host, _options, _progress) = (host, options, progress);
        _traders = [.. Enumerable.Range(0, options.Traders).Select(i => host.TraderNumber(i))];
        _newcomers = [.. Enumerable.Range(0, options.Newcomers).Select(i => host.TraderNumber(NewcomersFrom + i))];
        _orders = new(host.Signer, _traders, () => (uint)host.Tracker.Current.Time + Lifetime);
    }

    public LifeReport Report { get; } = new();

    /// <summary>Operations so far, by kind.</summary>
    public IReadOnlyDictionary<string, long> Counts => _orders.Counts;

    public string Phase { get; private set; } = "starting";

    /// <summary>Lives it to its end.</summary>
    public async Task<LifeReport> LiveAsync(CancellationToken cancellationToken)
    {
        await PhaseAsync("deposits", DepositAsync, cancellationToken).ConfigureAwait(false);
        _trading = _clock.Elapsed;
        await PhaseAsync("trading", TradeAsync, cancellationToken).ConfigureAwait(false);
        await PhaseAsync("forced", ForceAsync, cancellationToken).ConfigureAwait(false);
        await PhaseAsync("withdrawals", WithdrawAsync, cancellationToken).ConfigureAwait(false);
        await PhaseAsync("finality", SettleAsync, cancellationToken).ConfigureAwait(false);
        await PhaseAsync("claims", ClaimAsync, cancellationToken).ConfigureAwait(false);
        await PhaseAsync("audit", AuditAsync, cancellationToken).ConfigureAwait(false);
        Report.Seconds["total"] = Math.Round(_clock.Elapsed.TotalSeconds, 1);
        Phase = "done";
        return Report;
    }

    /// <summary>Everybody brings what the plan asks for, and ETH; each from their own wallet, with their own key.</summary>
    public async Task DepositAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_traders.Select(async (trader, number) =>
        {
            await _host.DepositAsync(trader, DevnetHost.Ether, _options.Ether + (UInt128)number, Report.Gas, cancellationToken).ConfigureAwait(false);
            for (byte token = WorkloadPlan.Cash; token < WorkloadPlan.FirstInstrument + _options.Plan.Instruments.Count; token++)
            {
                if (!_options.Plan.Funding.TryGetValue((number, token), out UInt128 amount) && token != WorkloadPlan.Cash)
                    continue;
                UInt128 spare = token == WorkloadPlan.Cash ? Spare : UInt128.One; // an account that is only paid into has to be there, too
                await _host.DepositAsync(trader, token, amount + spare, Report.Gas, cancellationToken).ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
        foreach (Trader trader in _traders)
        {
            int wanted = 2 + _options.Plan.Funding.Keys.Count(key => key.Trader == _traders.IndexOf(trader) && key.Token != WorkloadPlan.Cash);
            await UntilAsync($"the deposits of {trader.Person.Name} on layer 2", async () =>
            {
                trader.Learn(await _host.Api.GetAccountsAsync(trader.Person.Address, cancellationToken).ConfigureAwait(false));
                return trader.Accounts.Count >= wanted;
            }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Cash for payments, openings and fees, beyond what the trades need.</summary>
    private UInt128 Spare => (UInt128)(_options.Transfers + _options.Newcomers + 1) * (_options.Fee + 2 * Trade.One);

    private async Task TradeAsync(CancellationToken cancellationToken)
    {
        List<Submission> waiting = [];
        int transfers = 0, newcomers = 0;
        int every = Math.Max(1, _options.Plan.Swaps.Count / Math.Max(1, _options.Transfers + _options.Newcomers));
        for (int i = 0; i < _options.Plan.Swaps.Count || transfers < _options.Transfers || newcomers < _options.Newcomers; i++)
        {
            if (i < _options.Plan.Swaps.Count)
                waiting.Add(_orders.Swap(_options.Plan.Swaps[i]));
            if (i % every == 0 && newcomers < _options.Newcomers)
                waiting.Add(_orders.Open(newcomers % _traders.Count, WorkloadPlan.Cash, _newcomers[newcomers++], Trade.One));
            else if (i % every == 0 && transfers < _options.Transfers)
                waiting.Add(_orders.Transfer(transfers % _traders.Count, (transfers++ + 1) % _traders.Count, WorkloadPlan.Cash, Trade.One + (UInt128)i, _options.Fee));
            if (waiting.Count >= ChunkSize)
                await SubmitAsync(waiting, cancellationToken).ConfigureAwait(false);
        }

        waiting.Add(_orders.ChangeKey(0, DevnetHost.Ether, 1));
        await SubmitAsync(waiting, cancellationToken).ConfigureAwait(false);
    }

    private async Task SubmitAsync(List<Submission> waiting, CancellationToken cancellationToken)
    {
        IReadOnlyList<ulong> slots = await _host.Api.SubmitAsync(waiting, cancellationToken).ConfigureAwait(false);
        _confirmed.AddRange(slots.Zip(waiting));
        waiting.Clear();
        _progress($"{_confirmed.Count} operations confirmed");
    }

    /// <summary>What no sequencer can leave out: an exit, a transfer and a key, all queued on L1 by their owners; and one that is void.</summary>
    private async Task ForceAsync(CancellationToken cancellationToken)
    {
        (Trader a, Trader b) = (_traders[0], _traders[1]);
        await _host.ForceAsync(a, RollupCalls.ForceExit(a[DevnetHost.Ether].Index), "forceExit", Report.Gas, cancellationToken).ConfigureAwait(false);
        await _host.ForceAsync(b, RollupCalls.ForceTransfer(b[WorkloadPlan.Cash].Index, a[WorkloadPlan.Cash].Index, Trade.One), "forceTransfer", Report.Gas, cancellationToken).ConfigureAwait(false);
        await _host.ForceAsync(b, RollupCalls.ForceKey(b[DevnetHost.Ether].Index, b.KeyNumber(2).Published), "forceKey", Report.Gas, cancellationToken).ConfigureAwait(false);
        await _host.ForceAsync(b, RollupCalls.ForceExit(a[WorkloadPlan.Cash].Index), "forceExit", Report.Gas, cancellationToken).ConfigureAwait(false); // not b's: void
        b.RekeyByForce(DevnetHost.Ether, 2);
        UInt128 expected = a[DevnetHost.Ether].Account.Balance;
        await UntilAsync("the forced operations on layer 2", async () =>
        {
            a.Learn(await _host.Api.GetAccountsAsync(a.Person.Address, cancellationToken).ConfigureAwait(false));
            b.Learn(await _host.Api.GetAccountsAsync(b.Person.Address, cancellationToken).ConfigureAwait(false));
            return a.Accounts.TryGetValue(DevnetHost.Ether, out HeldAccount exited) && exited.Account.Withdrawn == expected
                && b.Accounts.TryGetValue(DevnetHost.Ether, out HeldAccount rekeyed) && rekeyed.Account.Key == b.KeyNumber(2).PublicKey;
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task WithdrawAsync(CancellationToken cancellationToken)
    {
        List<Submission> waiting = [];
        foreach (Trader trader in _traders.Concat(_newcomers).Append(_host.Operator))
        {
            trader.Learn(await _host.Api.GetAccountsAsync(trader.Person.Address, cancellationToken).ConfigureAwait(false));
            foreach ((byte token, HeldAccount account) in trader.Accounts.ToArray())
            {
                if (account.Account.Balance > UInt128.Zero)
                    waiting.Add(_orders.WithdrawAll(trader, token));
            }
        }

        await SubmitAsync(waiting, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until everything that was confirmed and everything that was queued is final.</summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        ulong last = _confirmed[^1].Slot;
        await UntilAsync("the last operation in a final batch", () =>
        {
            Node.Chain.RollupCut cut = _host.Tracker.Current;
            return Task.FromResult(cut.LastFinal.SequenceEnd > last && cut.LastFinal.QueueEnd == (ulong)cut.Queue.Count && _host.Verifier.Current is { } verified && verified.Cut.FinalHeight == cut.FinalHeight);
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task PhaseAsync(string name, Func<CancellationToken, Task> live, CancellationToken cancellationToken)
    {
        Phase = name;
        TimeSpan start = _clock.Elapsed;
        _progress($"{name} …");
        await live(cancellationToken).ConfigureAwait(false);
        Report.Seconds[name] = Math.Round((_clock.Elapsed - start).TotalSeconds, 1);
    }

    /// <summary>Waits however long it takes while anything moves, and gives up when nothing has for <see cref="s_patience"/>.</summary>
    private async Task UntilAsync(string what, Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        Stopwatch still = Stopwatch.StartNew();
        Standing last = Standing.Of(_host);
        while (!await isSo().ConfigureAwait(false))
        {
            Standing now = Standing.Of(_host);
            if (now != last)
                still.Restart();
            if (still.Elapsed > s_patience)
                throw new TimeoutException($"Waited for {what}, and nothing moved for {s_patience}: {now}. {string.Join(' ', _host.Troubles.TakeLast(3))}");
            last = now;
            await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
