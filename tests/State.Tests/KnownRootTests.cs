using Plimsoll.Primitives;

namespace Plimsoll.State.Tests;

/// <summary>The roots that docs/spec/state.md lists; the contracts' hasher reaches the same ones.</summary>
public sealed class KnownRootTests
{
    [Theory]
    [InlineData(2, "0x23dc101f3ffd45fb5fcdb3baf3aebc41bff2873bc5545e0bfe59b73c809d0329")]
    [InlineData(12, "0x3b1bc6510e23851c2f8b48fa76edce3ea8dbf88c2308fe576e8a2c83f3ec61b4")]
    public void The_empty_state_has_its_known_root(int depth, string root) => Assert.Equal(Fr.FromHex(root), new RollupState(depth).Root);

    [Fact]
    public void Two_deposits_and_an_exit_have_their_known_roots()
    {
        RollupState state = new(12);
        Address first = Address.Parse("0x00000000000000000000000000000000000a11ce"), second = Address.Parse("0x0000000000000000000000000000000000000b0b");
        Apply(new QueuedOperation.Deposit(first, 0, 5, 0, default), "0x68bdb572cb3f5a05d32db903b6839cc8d3324e820543acb5441871be30a57d5a");
        Apply(new QueuedOperation.Deposit(second, 1, 7, 0, default), "0x6d0eb3574ccbca0737049e721a099419c234598ddcbf994d34b7276edb141b43");
        Apply(new QueuedOperation.ForcedExit(first, state.Capacity - 1), "0x0d13a468e45736eefaef98daed98f28e7727e3876953cc66e1ae102f4e4ed77b");

        void Apply(QueuedOperation item, string root)
        {
            Assert.True(StateTransition.ApplyQueued(state, item));
            state.Commit();
            Assert.Equal(Fr.FromHex(root), state.Root);
        }
    }
}
