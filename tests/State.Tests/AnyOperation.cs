namespace Plimsoll.State.Tests;

/// <summary>Random operations on a town: mostly plausible, some of them broken in one place.</summary>
internal static class AnyOperation
{
    private static readonly Person[] s_people = [Town.Alice, Town.Bob, Town.Carol, Town.Operator];

    /// <summary>A recipe is carried out when its turn comes, since messages depend on the state; it returns what came in from L1.</summary>
    public static readonly Gen<Func<Town, (UInt128 Euro, UInt128 Share)>> Recipe = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 3].Select(i => s_people[i]), Gen.Int[0, 3].Select(i => s_people[i]), Gen.Byte[0, 1], Gen.UInt[0, 1200], Gen.UInt[0, 30],
        (kind, a, b, token, amount, fee) => (Func<Town, (UInt128 Euro, UInt128 Share)>)(town => kind switch
        {
            0 or 1 => Apply(town, town.Transfer(a, b, token, amount, fee)),
            2 => Apply(town, town.Withdraw(a, token, amount, fee)),
            3 => Apply(town, town.Swap(a, token, amount, b, (byte)(1 - token), fee)),
            4 => Apply(town, town.Open(a, token, amount / 10, b, fee)),
            5 => Apply(town, town.Collect(Town.Operator, token, amount % 2 == 0 ? town.State.Pot(token) : amount)),
            6 => Queue(town, new QueuedOperation.Deposit(a.Owner, token, amount + 1, town.IndexOf(b, token), a.Key)),
            7 => Queue(town, new QueuedOperation.ForcedTransfer(a.Owner, town.IndexOf(a, token), town.IndexOf(b, (byte)(amount % 2)), amount)),
            8 => Queue(town, new QueuedOperation.ForcedExit(a.Owner, town.IndexOf(b, token))),
            _ => Apply(town, town.Transfer(a, b, token, amount, fee) with { Signature = default }),
        }));

    private static (UInt128 Euro, UInt128 Share) Apply(Town town, in Operation operation)
    {
        town.Apply(operation);
        return default;
    }

    private static (UInt128 Euro, UInt128 Share) Queue(Town town, QueuedOperation item)
    {
        // L1 counts its half at entry: what would not fit never reaches the queue.
        if (item is QueuedOperation.Deposit && town.State.Deposited == town.State.Capacity / 2)
            return default;
        StateTransition.ApplyQueued(town.State, item);
        return item is not QueuedOperation.Deposit deposit ? default : deposit.Token == Town.Euro ? (deposit.Amount, 0) : (0, deposit.Amount);
    }
}
