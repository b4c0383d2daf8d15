using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Wallets;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Tests.Wallets;

public sealed class WalletVerbTests
{
    private const string Alice = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

    [Fact]
    public void The_text_to_sign_has_the_digest_of_the_specification() =>
        Assert.Equal(
            "0xc76a67b01a2250e1f4525bbc83086486f68f05c4f1614e0c3227bc8b48b4fa5a",
            SigningKey.Text(1, Address.Parse("0x1111111111111111111111111111111111111111"), Address.Parse("0x2222222222222222222222222222222222222222"), 0).Digest.ToString());

    [Fact]
    public async Task A_devnet_wallet_is_written_for_its_owner_only_and_read_again()
    {
        using TemporaryFolder folder = new();
        CommandRun written = await CommandRun.Of("wallet", "devnet", "1", folder["alice.json"], "--json");
        Assert.Equal(ExitCode.Success, written.ExitCode);
        Assert.Equal(Alice, (string)written.Json["address"]!);
        Assert.Contains("everybody knows the keys", written.Errors, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["alice.json"]));

        CommandRun shown = await CommandRun.Of("wallet", "show", folder["alice.json"], "--json", "--chain", "31337", "--rollup", Alice);
        Assert.Equal(Alice, (string)shown.Json["address"]!);
        using PrivateKey key = new(Mnemonic.Derive(Devnet.AnvilOptions.DefaultMnemonic, 1));
        Assert.Equal(SigningKey.Derive(key, 31337, key.Address).Published.X.ToString(), (string)shown.Json["publishedKey"]!["x"]!);
    }

    [Fact]
    public async Task A_new_wallet_is_another_each_time_and_never_replaces_one()
    {
        using TemporaryFolder folder = new();
        CommandRun first = await CommandRun.Of("wallet", "new", folder["a.json"], "--json"), second = await CommandRun.Of("wallet", "new", folder["b.json"], "--json");
        Assert.NotEqual((string)first.Json["address"]!, (string)second.Json["address"]!);
        string before = await File.ReadAllTextAsync(folder["a.json"], TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Unavailable, (await CommandRun.Of("wallet", "new", folder["a.json"])).ExitCode);
        Assert.Equal(before, await File.ReadAllTextAsync(folder["a.json"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"address":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","privateKey":"0x00"}""")]
    [InlineData("""{"address":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","privateKey":"0x0000000000000000000000000000000000000000000000000000000000000000"}""")]
    [InlineData("""{"address":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","privateKey":"0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"}""")]
    public async Task What_is_no_wallet_is_refused_and_its_content_not_shown(string text)
    {
        using TemporaryFolder folder = new();
        CommandRun run = await CommandRun.Of("wallet", "show", folder.Write("w.json", text));
        Assert.Equal(ExitCode.WrongInput, run.ExitCode);
        Assert.DoesNotContain("ac0974", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_who_can_read_a_wallet_are_warned_of()
    {
        if (OperatingSystem.IsWindows())
            return;
        using TemporaryFolder folder = new();
        await CommandRun.Of("wallet", "devnet", "0", folder["w.json"]);
        File.SetUnixFileMode(folder["w.json"], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", (await CommandRun.Of("wallet", "show", folder["w.json"])).Errors, StringComparison.Ordinal);
    }
}
