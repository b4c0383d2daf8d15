using System.Text;
using CsCheck;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Eip712;

public sealed class TypedDataTests
{
    private static readonly Address Cow = AddressChecksum.Parse("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826");
    private static readonly Address Bob = AddressChecksum.Parse("0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB");

    private static readonly Eip712Domain EtherMail = new("Ether Mail", "1", 1, AddressChecksum.Parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"));

    private static readonly Eip712Types MailTypes = new(new Dictionary<string, IReadOnlyList<Eip712Field>>
    {
        ["Mail"] = [new("Person", "from"), new("Person", "to"), new("string", "contents")],
        ["Person"] = [new("string", "name"), new("address", "wallet")],
    });

    private const string MailJson = """
        {
          "types": {
            "EIP712Domain": [{ "name": "name", "type": "string" }, { "name": "version", "type": "string" },
              { "name": "chainId", "type": "uint256" }, { "name": "verifyingContract", "type": "address" }],
            "Person": [{ "name": "name", "type": "string" }, { "name": "wallet", "type": "address" }],
            "Mail": [{ "name": "from", "type": "Person" }, { "name": "to", "type": "Person" }, { "name": "contents", "type": "string" }]
          },
          "primaryType": "Mail",
          "domain": { "name": "Ether Mail", "version": "1", "chainId": 1, "verifyingContract": "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC" },
          "message": {
            "from": { "name": "Cow", "wallet": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826" },
            "to": { "name": "Bob", "wallet": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB" },
            "contents": "Hello, Bob!"
          }
        }
        """;

    private const string OrderJson = """
        {
          "types": {
            "Order": [{ "name": "maker", "type": "Party" }, { "name": "legs", "type": "Leg[2][]" }, { "name": "note", "type": "string" },
              { "name": "salt", "type": "bytes32" }, { "name": "tag", "type": "bytes4" }, { "name": "blob", "type": "bytes" },
              { "name": "delta", "type": "int64" }, { "name": "live", "type": "bool" }, { "name": "grid", "type": "uint8[][3]" },
              { "name": "names", "type": "string[]" }],
            "Party": [{ "name": "account", "type": "address" }, { "name": "friends", "type": "Party[]" }],
            "Leg": [{ "name": "asset", "type": "Asset" }, { "name": "amount", "type": "uint256" }],
            "Asset": [{ "name": "token", "type": "address" }]
          },
          "primaryType": "Order",
          "domain": { "salt": "0x1111111111111111111111111111111111111111111111111111111111111111", "name": "Exchange", "version": "2",
            "chainId": "0x7a69", "verifyingContract": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826" },
          "message": {
            "maker": { "friends": [{ "account": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", "friends": [] }],
              "account": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826" },
            "legs": [
              [{ "asset": { "token": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB" }, "amount": "1" },
               { "asset": { "token": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB" },
                 "amount": "115792089237316195423570985008687907853269984665640564039457584007913129639935" }],
              [{ "asset": { "token": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB" }, "amount": "0" },
               { "asset": { "token": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB" }, "amount": 2 }]],
            "note": "Grüße", "salt": "0xabababababababababababababababababababababababababababababababab", "tag": "0xdeadbeef", "blob": "0x010203",
            "delta": -5, "live": true, "grid": [[1, 2], [], [255]], "names": ["a", ""]
          }
        }
        """;

    [Fact] // EIP-712, Example.js and Example.sol
    public void The_mail_of_the_standard()
    {
        TypedData mail = new(EtherMail, MailTypes, "Mail", AbiValue.Of(AbiValue.Of("Cow", Cow), AbiValue.Of("Bob", Bob), "Hello, Bob!"));
        Assert.Equal("Mail(Person from,Person to,string contents)Person(string name,address wallet)", MailTypes.EncodeType("Mail"));
        Assert.Equal("0xa0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2", MailTypes.TypeHash("Mail").ToString());
        Assert.Equal("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e", MailTypes.HashStruct("Mail", mail.Message).ToString());
        Assert.Equal("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f", mail.DomainSeparator.ToString());
        Assert.Equal("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2", mail.Digest.ToString());

        using PrivateKey cow = new(Keccak256.HashUtf8("cow").Span);
        EcdsaSignature signature = mail.Sign(cow);
        Assert.Equal(
            "0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c",
            Hex.Encode(signature.ToBytes()));
        Assert.True(mail.TryRecoverSigner(signature, out Address? signer));
        Assert.Equal(Cow, signer);
    }

    [Fact]
    public void The_mail_of_the_standard_as_JSON()
    {
        TypedData mail = TypedData.ParseJson(Encoding.UTF8.GetBytes(MailJson));
        Assert.Equal("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2", mail.Digest.ToString());
        Assert.Equal(EtherMail, mail.Domain);
        Assert.Equal("Hello, Bob!", mail.Message[2].ToText());
    }

    [Fact] // made with viem 2
    public void Arrays_of_structs_of_arrays_and_a_type_that_refers_to_itself() => Assert.Equal(
        "0x7bd661f6eada989fae468c227f1a25317c1cfd4eadd5826898d3961bb28fa012",
        TypedData.ParseJson(Encoding.UTF8.GetBytes(OrderJson)).Digest.ToString());

    [Fact] // made with ethers 6
    public void A_domain_has_only_the_members_it_is_given()
    {
        Assert.Equal("0x8c922836fe399a0e2861cf2352c66faee7ad0761b3a22651e0678c63a8742c03", new Eip712Domain("X").Separator().ToString());
        Bytes32 salt = Bytes32.Parse(string.Concat(Enumerable.Repeat("22", 32)));
        Assert.Equal(
            "0x53f8354b867ccec4a2274012f57c77bfdcfaffe6b2783000a4123f5c639fda4e",
            new Eip712Domain(ChainId: 5, Salt: salt).Separator().ToString());
        Assert.Throws<Eip712Exception>(() => new Eip712Domain().Separator());
    }

    [Fact]
    public void Another_message_domain_or_signature_is_another_signer()
    {
        using PrivateKey cow = new(Keccak256.HashUtf8("cow").Span);
        AbiValue message = AbiValue.Of(AbiValue.Of("Cow", Cow), AbiValue.Of("Bob", Bob), "Hello, Bob!");
        EcdsaSignature signature = new TypedData(EtherMail, MailTypes, "Mail", message).Sign(cow);
        TypedData[] others =
        [
            new(EtherMail with { ChainId = 2 }, MailTypes, "Mail", message),
            new(EtherMail with { Version = null }, MailTypes, "Mail", message),
            new(EtherMail, MailTypes, "Mail", AbiValue.Of(message[1], message[0], message[2])),
            new(EtherMail, MailTypes, "Mail", AbiValue.Of(message[0], message[1], "Hello, Bob?")),
            new(EtherMail, MailTypes, "Person", message[0]),
        ];
        Assert.All(others, other => Assert.False(other.TryRecoverSigner(signature, out Address? signer) && signer == Cow));
    }

    [Theory]
    [InlineData("\"Cow\"", "7", "a number where there is text")]
    [InlineData("\"contents\": \"Hello, Bob!\"", "\"content\": \"Hello, Bob!\"", "a member that is missing")]
    [InlineData("\"contents\": \"Hello, Bob!\"", "\"contents\": \"Hello, Bob!\", \"extra\": 1", "a member that is not declared")]
    [InlineData("\"contents\": \"Hello, Bob!\"", "\"contents\": \"Hello, Bob!\", \"contents\": \"Hello, Eve!\"", "a member that is repeated")]
    [InlineData("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826", "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8Dd826", "an address with a wrong checksum")]
    [InlineData("\"primaryType\": \"Mail\"", "\"primaryType\": \"Letter\"", "a type that does not exist")]
    [InlineData("\"primaryType\": \"Mail\"", "\"primaryType\": \"EIP712Domain\"", "a message that is a domain")]
    [InlineData("\"primaryType\": \"Mail\"", "\"primaryType\": null", "no type")]
    [InlineData("\"type\": \"Person\"", "\"type\": \"Human\"", "a member's type that does not exist")]
    [InlineData("\"name\": \"wallet\"", "\"name\": \"name\"", "two members of one name")]
    [InlineData("\"type\": \"uint256\"", "\"type\": \"uint\"", "an alias")]
    [InlineData("\"chainId\": 1", "\"chainId\": 1.5", "a fraction")]
    [InlineData("\"chainId\": 1", "\"chainId\": 1e3", "an exponent")]
    [InlineData("\"chainId\": 1", "\"chainId\": -1", "a negative number")]
    [InlineData("\"name\": \"chainId\"", "\"name\": \"chain\"", "a member of the domain that the standard does not name")]
    [InlineData("\"Hello, Bob!\"", "\"\\ud800\"", "text that is not Unicode")]
    [InlineData("\"Hello, Bob!\"", "null", "no text")]
    public void JSON_that_is_not_typed_data_is_refused(string part, string replacement, string why)
    {
        Assert.Contains(part, MailJson, StringComparison.Ordinal);
        string json = MailJson.Replace(part, replacement, StringComparison.Ordinal);
        Assert.True(Record.Exception(() => TypedData.ParseJson(Encoding.UTF8.GetBytes(json))) is Eip712Exception, why);
    }

    [Theory]
    [InlineData("\"delta\": -5", "\"delta\": 9223372036854775808")]
    [InlineData("\"tag\": \"0xdeadbeef\"", "\"tag\": \"0xdeadbe\"")]
    [InlineData("\"tag\": \"0xdeadbeef\"", "\"tag\": \"deadbeef\"")]
    [InlineData("[[1, 2], [], [255]]", "[[1, 2], []]")]
    [InlineData("[[1, 2], [], [255]]", "[[1, 2], [], [256]]")]
    [InlineData("\"uint8[][3]\"", "\"uint8[][0]\"")]
    [InlineData("\"uint8[][3]\"", "\"uint8[][3\"")]
    [InlineData("\"live\": true", "\"live\": 1")]
    public void Values_that_do_not_fit_are_refused(string part, string replacement)
    {
        Assert.Contains(part, OrderJson, StringComparison.Ordinal);
        string json = OrderJson.Replace(part, replacement, StringComparison.Ordinal);
        Assert.Throws<Eip712Exception>(() => TypedData.ParseJson(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Damaged_JSON_is_read_or_refused() => Gen.Select(Gen.Bool, Mutation.Any).Sample((mail, mutation) =>
    {
        try
        {
            TypedData.ParseJson(mutation.Apply(Encoding.UTF8.GetBytes(mail ? MailJson : OrderJson)));
        }
        catch (Eip712Exception)
        {
        }
    }, iter: 10_000);

    [Fact]
    public void Memory_is_bounded_by_the_input()
    {
        string numbers = string.Concat(Enumerable.Repeat("0,", 50_000)) + "0";
        byte[] json = Encoding.UTF8.GetBytes(OrderJson.Replace("[[1, 2], [], [255]]", $"[[{numbers}], [], []]", StringComparison.Ordinal));
        TypedData.ParseJson(json);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TypedData.ParseJson(json);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 * json.Length);
    }

    [Fact]
    public void JSON_that_is_too_long_is_refused() =>
        Assert.Throws<Eip712Exception>(() => TypedData.ParseJson(Encoding.UTF8.GetBytes(MailJson + new string(' ', TypedData.MaxJsonLength))));

    [Fact]
    public void Deep_nesting_is_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"account\":\"0x0000000000000000000000000000000000000000\",\"friends\":[", 40))
            + string.Concat(Enumerable.Repeat("]}", 40));
        string json = OrderJson.Replace("{ \"account\": \"0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB\", \"friends\": [] }", deep, StringComparison.Ordinal);
        Assert.Throws<Eip712Exception>(() => TypedData.ParseJson(Encoding.UTF8.GetBytes(json)));
        Assert.Throws<Eip712Exception>(() => One("S", new Eip712Field("uint8" + string.Concat(Enumerable.Repeat("[]", 1000)), "a")));
    }

    [Fact]
    public void Types_that_cannot_be_are_refused()
    {
        Assert.Throws<Eip712Exception>(() => One("uint256", new Eip712Field("bool", "a")));
        Assert.Throws<Eip712Exception>(() => One("1S", new Eip712Field("bool", "a")));
        Assert.Throws<Eip712Exception>(() => One("S(", new Eip712Field("bool", "a")));
        Assert.Throws<Eip712Exception>(() => One("S", new Eip712Field("bool", "a,bool b")));
        Assert.Throws<Eip712Exception>(() => One("S", new Eip712Field("(bool)", "a")));
        Assert.Throws<Eip712Exception>(() => One("S", new Eip712Field("[]", "a")));
        Assert.Throws<Eip712Exception>(() => new Eip712Types(Enumerable.Range(0, Eip712Types.MaxStructs + 1)
            .ToDictionary(i => $"S{i}", _ => (IReadOnlyList<Eip712Field>)[])));
        Assert.Throws<Eip712Exception>(() => MailTypes.TypeHash("Letter"));
        Assert.Throws<Eip712Exception>(() => MailTypes.HashStruct("Person", AbiValue.Of("Cow")));
        Assert.Throws<Eip712Exception>(() => MailTypes.HashStruct("Person", "Cow"));
    }

    private static Eip712Types One(string name, Eip712Field field) => new(new Dictionary<string, IReadOnlyList<Eip712Field>> { [name] = [field] });
}
