using Plimsoll.Cli.Workloads;
using Plimsoll.Sequencing;

namespace Plimsoll.Cli.Lives;

/// <content>A life without end: for a devnet that somebody watches.</content>
internal sealed partial class Life
{
    private const int PaymentsAtOnce = 10;

    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    public TimeSpan Running => _clock.Elapsed;

    /// <summary>Operations a second since trading began.</summary>
    public double PerSecond => _confirmed.Count / Math.Max(1, (_clock.Elapsed - _trading).TotalSeconds);

    /// <summary>Deposits and trades where that has not been done, then payments until it is cancelled.</summary>
    public async Task GoOnAsync(CancellationToken cancellationToken)
    {
        foreach (Trader trader in _traders)
            trader.Learn(await _host.Api.GetAccountsAsync(trader.Person.Address, cancellationToken).ConfigureAwait(false));
        if (_traders.All(trader => trader.Accounts.Count == 0))
        {
            await PhaseAsync("deposits", DepositAsync, cancellationToken).ConfigureAwait(false);
            _trading = _clock.Elapsed;
            await PhaseAsync("trading", TradeAsync, cancellationToken).ConfigureAwait(false);
        }

        _trading = _clock.Elapsed;
        await PhaseAsync("payments", PayForeverAsync, cancellationToken).ConfigureAwait(false);
    }

    private async Task PayForeverAsync(CancellationToken cancellationToken)
    {
        int[] able = [.. Enumerable.Range(0, _traders.Count).Where(i => _traders[i].Accounts.ContainsKey(WorkloadPlan.Cash))];
        for (int round = 0; able.Length >= 2; round++)
        {
            List<Submission> waiting = [];
            for (int i = 0; i < PaymentsAtOnce; i++)
            {
                int payer = able[(round + i) % able.Length], payee = able[(round + 3 * i + 1) % able.Length];
                if (payer != payee && _traders[payer][WorkloadPlan.Cash].Account.Balance > _options.Fee + 1)
                    waiting.Add(_orders.Transfer(payer, payee, WorkloadPlan.Cash, 1, _options.Fee));
            }

            if (waiting.Count > 0)
                await SubmitAsync(waiting, cancellationToken).ConfigureAwait(false);
            await Task.Delay(s_beat, cancellationToken).ConfigureAwait(false);
        }
    }
}
