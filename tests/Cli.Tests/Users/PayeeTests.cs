using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Operations;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Signatures;

namespace Plimsoll.Cli.Tests.Users;

/// <summary>Whom a payment may name.</summary>
public sealed class PayeeTests
{
    private static readonly JubjubAffine s_key = SchnorrSecretKey.FromSeed(new byte[32]).Published;

    [Fact]
    public void A_key_reads_back_as_it_was_written()
    {
        Assert.True(PublishedKeyText.TryParse(PublishedKeyText.Format(s_key), out JubjubAffine read));
        Assert.Equal(s_key, read);
    }

    [Fact]
    public void A_key_that_no_operation_may_name_is_refused()
    {
        string good = PublishedKeyText.Format(s_key);
        string[] bad =
        [
            "", good[..^1], good + "0", good[2..], "0x" + new string('g', 128), good[..^1] + (good[^1] == '0' ? '1' : '0'), // off the curve
            PublishedKeyText.Format(JubjubAffine.Identity), PublishedKeyText.Format(new(Fr.Zero, -Fr.One)), // of order 1 and 2
            "0x" + "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001" + good[66..], // r for Q.x
        ];
        Assert.All(bad, text => Assert.False(PublishedKeyText.TryParse(text, out _), text));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("4294967295", true)]
    [InlineData("0x70997970C51812dc3A010C7d01b50e0d17dc79C8", true)]
    [InlineData("4294967296", false)]
    [InlineData("-1", false)]
    [InlineData("0x70997970c51812dc3A010C7d01b50e0d17dc79C8", false)] // one letter of the checksum changed
    [InlineData("0x0000000000000000000000000000000000000000", false)]
    [InlineData("alice", false)]
    public void A_payee_is_an_index_or_an_address(string to, bool isOne) =>
        Assert.Equal(isOne, new Root().Parse(["transfer", "0", "1", to, "--wallet", "w.json"]).Errors.Count == 0);

    [Fact]
    public void An_account_named_by_index_is_not_opened() =>
        Assert.NotEmpty(new Root().Parse(["transfer", "0", "1", "7", "--open", PublishedKeyText.Format(s_key), "--wallet", "w.json"]).Errors);
}
