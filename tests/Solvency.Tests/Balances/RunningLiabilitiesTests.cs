using Plimsoll.Primitives;
using Plimsoll.Solvency.Balances;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Solvency.Tests.Balances;

/// <summary>Sums that follow each change are those that are added up anew.</summary>
public sealed class RunningLiabilitiesTests
{
    private static readonly Person[] s_people = [Alice, Bob, Carol];

    /// <summary>One step: what happens (an operation, or a claim), to whom, in which token, how much.</summary>
    private static readonly Gen<(int Kind, int Who, byte Token, uint Amount)> s_step = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Byte[0, 1], Gen.UInt[0, 1_200]);

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Following_every_change_is_adding_up_anew(bool isFrozen) => s_step.Array[0, 30].Sample(
        steps =>
        {
            Town town = new();
            RunningLiabilities running = new(isFrozen);
            Dictionary<ClaimKey, UInt128> claims = [];
            Follow(town, running);
            foreach ((int kind, int who, byte token, uint amount) in steps)
            {
                Person person = s_people[who], other = s_people[(who + 1) % s_people.Length];
                switch (kind)
                {
                    case 0:
                        town.Apply(town.Transfer(person, other, token, amount, amount / 10));
                        break;
                    case 1:
                        town.Apply(town.Withdraw(person, token, amount, 1));
                        break;
                    case 2:
                        StateTransition.ApplyQueued(town.State, new QueuedOperation.ForcedExit(person.Owner, town.IndexOf(person, token)));
                        break;
                    case 3:
                        StateTransition.ApplyQueued(town.State, new QueuedOperation.Deposit(person.Owner, token, amount + 1, town.IndexOf(person, token), person.Key));
                        break;
                    default: // now and then a claim under a key that fits no account
                        ClaimKey key = new(town.IndexOf(person, token), kind == 4 ? person.Owner : other.Owner, (byte)(amount % 7 == 0 ? token + 3 : token));
                        claims[key] = amount;
                        running.Set(key, amount);
                        break;
                }

                Follow(town, running);
                SortedDictionary<byte, RollupLiabilities> anew = RollupLiabilities.Of(town.State, claims, [new QueuedOperation.Deposit(Alice.Owner, Share, 5, 0, Alice.Key)], isFrozen);
                Assert.Equal(anew, running.ByToken(town.State.Pot, new Dictionary<byte, UInt256> { [Share] = 5 }));
            }

            foreach (byte token in (byte[])[Euro, Share])
                Assert.Equal(town.State.Accounts().Where(it => it.Account.Token == token).Aggregate(UInt256.Zero, (sum, it) => sum + (ulong)it.Account.Balance + (ulong)it.Account.Withdrawn), running.Held(token));
        },
        iter: 100);

    [Fact]
    public void Nothing_is_owed_by_nobody() => Assert.Empty(new RunningLiabilities(false).ByToken(_ => 0, new Dictionary<byte, UInt256>()));

    private static void Follow(Town town, RunningLiabilities running)
    {
        foreach ((uint index, Account account) in town.State.Accounts())
            running.Set(index, account);
    }
}
