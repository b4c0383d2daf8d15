using System.Text;
using System.Text.Json;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Api;
using Plimsoll.Node.Attesting;
using Plimsoll.Node.Tests.Chain;

namespace Plimsoll.Node.Tests.Attesting;

/// <summary>Which signatures are a quorum, and which are not: iATT-003.</summary>
public sealed class CommitteeTests : IDisposable
{
    private static readonly Bytes32 s_batch = Bytes32.FromUInt256(7), s_other = Bytes32.FromUInt256(8);
    private static readonly AttestationDomain s_domain = new(Story.Multi);
    private static readonly UInt256 s_order = Bytes32.Parse("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141").ToUInt256(); // of secp256k1: SEC 2, 2.4.1

    private readonly PrivateKey[] _keys = [.. Enumerable.Range(0, 5).Select(_ => PrivateKey.Generate())];

    private Committee Committee => new([.. _keys.Take(4).Select(key => key.Address)], 3);

    [Fact]
    public void As_many_as_it_takes_are_chosen_by_rising_address()
    {
        IReadOnlyList<EcdsaSignature>? chosen = Committee.Choose(s_domain, s_batch, _keys.Take(4).Select(key => Sign(key)));
        string[] signers = [.. chosen!.Select(signature => s_domain.SignerOf(s_batch, signature)!.Value.ToString())];
        Assert.Equal(3, signers.Distinct().Count());
        Assert.Equal(signers.Order(StringComparer.Ordinal), signers);
    }

    [Fact]
    public void One_too_few_are_none_whoever_makes_up_the_number()
    {
        EcdsaSignature[] two = [Sign(_keys[0]), Sign(_keys[1])];
        EcdsaSignature third = Sign(_keys[2]);
        Assert.NotNull(Committee.Choose(s_domain, s_batch, [.. two, third]));
        Refused(two[0]); // repeated
        Refused(Sign(_keys[4])); // a stranger's
        Refused(third with { S = third.S + UInt256.One });
        Refused(third with { R = third.R + UInt256.One });
        Refused(third with { YIsOdd = !third.YIsOdd });
        Refused(third with { S = s_order - third.S, YIsOdd = !third.YIsOdd }); // the other form of the same
        Refused(default);
        Refused(new AttestationDomain(Story.Multi with { ChainId = 1 }).For(s_batch).Sign(_keys[2])); // of another chain
        Refused(new AttestationDomain(Story.Multi with { Rollup = Story.Alice }).For(s_batch).Sign(_keys[2])); // rollup
        Refused(new AttestationDomain(Story.Multi with { Profile = Story.Multi.Profile with { Votes = Story.Alice } }).For(s_batch).Sign(_keys[2])); // judge
        Refused(s_domain.For(s_other).Sign(_keys[2])); // and batch

        void Refused(EcdsaSignature signature) => Assert.Null(Committee.Choose(s_domain, s_batch, [.. two, signature]));
    }

    [Fact]
    public void Where_no_quorum_counts_nothing_is_one() => Assert.Null(new Committee([], 0).Choose(s_domain, s_batch, [Sign(_keys[0])]));

    [Fact]
    public void An_answer_is_read_and_what_is_no_signature_is_nobodys()
    {
        string good = Hex.Encode(Sign(_keys[0]).ToBytes());
        IReadOnlyList<EcdsaSignature> read = Read(new("", [new("", good), new("", good[..^2]), new("", good + "00"), new("", "0x"), new("", null!), null!]));
        Assert.Equal([Sign(_keys[0]), default, default, default, default, default], read);
        Assert.Equal([_keys[0].Address], Committee.Count(s_domain, s_batch, read, out int others).Keys);
        Assert.Equal(5, others);
        Assert.Empty(Read(new("", null!)));
        Assert.Empty(PublishedAttestations.Read("null"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"signatures\":7}")]
    [InlineData("{\"signatures\":[{\"signature\":7}]}")]
    public void What_is_no_answer_is_refused(string json) => Assert.Throws<JsonException>(() => PublishedAttestations.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Too_many_signatures_are_refused_unread()
    {
        string good = Hex.Encode(Sign(_keys[0]).ToBytes());
        AttestationView[] most = [.. Enumerable.Repeat(new AttestationView("", good), PublishedAttestations.MaxSignatures)];
        Assert.Equal(PublishedAttestations.MaxSignatures, Read(new("", most)).Count);
        Assert.Throws<InvalidDataException>(() => Read(new("", [.. most, most[0]])));
    }

    public void Dispose()
    {
        foreach (PrivateKey key in _keys)
            key.Dispose();
    }

    private static EcdsaSignature Sign(PrivateKey key) => s_domain.For(s_batch).Sign(key);

    private static IReadOnlyList<EcdsaSignature> Read(AttestationsView view) => PublishedAttestations.Read(JsonSerializer.SerializeToUtf8Bytes(view, JsonSerializerOptions.Web));
}
