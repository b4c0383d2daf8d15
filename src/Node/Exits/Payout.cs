using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Exits;

/// <summary>What became of money that a transaction took out of the hub, in units of the token. Spec: docs/spec/hub.md.</summary>
/// <param name="Paid">Who was to be paid has it.</param>
/// <param name="Waiting">It exceeds the quota and waits in the token's line.</param>
/// <param name="SetAside">The token or the recipient refused it; the recipient can collect it.</param>
public readonly record struct Payout(UInt128 Paid, UInt128 Waiting, UInt128 SetAside)
{
    /// <summary>Reads it off the hub's logs in a receipt.</summary>
    /// <exception cref="RollupLogException">The hub's logs are malformed.</exception>
    public static Payout In(TransactionReceipt receipt, Address hub)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        Payout all = default;
        foreach (Log log in receipt.Logs.Where(log => log.Address == hub))
        {
            all = HubEvent.Decode(log) switch
            {
                HubEvent.Paid it => all with { Paid = checked(all.Paid + it.Amount) },
                HubEvent.PayoutQueued it => all with { Waiting = checked(all.Waiting + it.Amount) },
                HubEvent.PayoutRefused it => all with { SetAside = checked(all.SetAside + it.Amount) },
                _ => all,
            };
        }

        return all;
    }
}
