using Plimsoll.Cli.Wallets;
using Plimsoll.Devnet;

namespace Plimsoll.Cli.Tests.Wallets;

public sealed class MnemonicTests
{
    [Fact]
    public void The_development_phrase_gives_the_keys_that_every_tool_knows()
    {
        for (int i = 0; i < AnvilAccounts.Keys.Count; i++)
            Assert.Equal(AnvilAccounts.Keys[i], "0x" + Convert.ToHexStringLower(Mnemonic.Derive(AnvilOptions.DefaultMnemonic, (uint)i)));
    }

    [Fact]
    public void A_hardened_index_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Mnemonic.Derive(AnvilOptions.DefaultMnemonic, 0x8000_0000));
}
