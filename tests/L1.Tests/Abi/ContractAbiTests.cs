using System.Text;
using CsCheck;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Abi;

public sealed class ContractAbiTests
{
    private const string Json = """
        {
          "abi": [
            { "type": "constructor", "inputs": [{ "name": "owner", "type": "address", "internalType": "address" }], "stateMutability": "nonpayable" },
            { "type": "receive", "stateMutability": "payable" },
            { "type": "function", "name": "pay", "inputs": [
                { "name": "payment", "type": "tuple", "components": [
                    { "name": "recipient", "type": "address" }, { "name": "parts", "type": "tuple[2][]", "components": [{ "name": "n", "type": "uint64" }] }] },
                { "name": "memo", "type": "string" }],
              "outputs": [{ "name": "paid", "type": "bool" }, { "name": "", "type": "bytes" }], "stateMutability": "payable" },
            { "type": "function", "name": "count", "inputs": [], "outputs": [{ "name": "", "type": "uint256" }] },
            { "type": "function", "name": "count", "inputs": [{ "name": "who", "type": "address" }], "outputs": [{ "name": "", "type": "uint256" }] },
            { "type": "event", "name": "Paid", "anonymous": false, "inputs": [
                { "name": "memo", "type": "string", "indexed": true }, { "name": "value", "type": "uint64", "indexed": false },
                { "name": "recipient", "type": "address", "indexed": true }] },
            { "type": "event", "name": "Quiet", "anonymous": true, "inputs": [{ "name": "n", "type": "uint8", "indexed": true }] },
            { "type": "error", "name": "AlreadyPaid", "inputs": [{ "name": "index", "type": "uint64" }] }
          ],
          "bytecode": { "object": "0x6000", "linkReferences": {} }
        }
        """;

    private static readonly ContractArtifact Artifact = ContractArtifact.Parse(Encoding.UTF8.GetBytes(Json));

    private static readonly Address Somebody = Address.Parse("0x1111111111111111111111111111111111111111");

    [Fact]
    public void A_function_is_called_by_name()
    {
        AbiFunction pay = Artifact.Abi.Function("pay");
        Assert.Equal("pay((address,(uint64)[2][]),string)", pay.Signature);
        byte[] call = pay.EncodeCall(AbiValue.Of(Somebody, AbiValue.Of(AbiValue.Of(AbiValue.Of(1), AbiValue.Of(2)))), "for tea");
        AbiRecord read = pay.DecodeCall(call);
        Assert.Equal("for tea", read["memo"].ToText());
        Assert.Equal(2UL, read["payment"][1][0][1][0].ToUInt64());
        AbiRecord answer = pay.DecodeResult(pay.EncodeResult(true, new byte[] { 1, 2 }));
        Assert.True(answer["paid"].ToBoolean());
        Assert.Throws<AbiException>(() => pay.DecodeResult([])); // what an account without code answers
        Assert.Throws<AbiException>(() => pay.DecodeCall(Artifact.Abi.Function("count()").EncodeCall()));
        Assert.Throws<AbiException>(() => pay.DecodeCall([1, 2, 3]));
    }

    [Fact]
    public void An_overloaded_function_is_found_by_its_signature_only()
    {
        Assert.Single(Artifact.Abi.Function("count(address)").Inputs);
        Assert.Throws<KeyNotFoundException>(() => Artifact.Abi.Function("count"));
        Assert.Throws<KeyNotFoundException>(() => Artifact.Abi.Function("missing"));
    }

    [Fact]
    public void A_log_is_read_and_indexed_text_is_a_hash()
    {
        AbiEvent paid = Artifact.Abi.Event("Paid");
        (Bytes32[] topics, byte[] data) = paid.Encode("for tea", 5, Somebody);
        Assert.Equal([Keccak256.HashUtf8("Paid(string,uint64,address)"), Keccak256.HashUtf8("for tea"), new Bytes32([.. new byte[12], .. Somebody.Span])], topics);
        Assert.True(Artifact.Abi.TryFindEvent(topics, out AbiEvent? found));
        AbiRecord read = found.Decode(topics, data);
        Assert.Equal(Keccak256.HashUtf8("for tea"), read["memo"].ToBytes32());
        Assert.Equal(5UL, read["value"].ToUInt64());
        Assert.Equal(Somebody, read["recipient"].ToAddress());
        Assert.Equal("(memo: " + topics[1] + ", value: 5, recipient: 0x1111111111111111111111111111111111111111)", read.ToString());
    }

    [Fact]
    public void A_log_of_something_else_is_refused()
    {
        AbiEvent paid = Artifact.Abi.Event("Paid");
        (Bytes32[] topics, byte[] data) = paid.Encode("for tea", 5, Somebody);
        Assert.Throws<AbiException>(() => paid.Decode(topics.AsSpan(0, 2), data));
        Assert.Throws<AbiException>(() => paid.Decode([], data));
        Assert.Throws<AbiException>(() => paid.Decode([topics[1], topics[1], topics[2]], data));
        Assert.Throws<AbiException>(() => paid.Decode([topics[0], topics[1], topics[1]], data)); // dirty padding of an address
        Assert.Throws<AbiException>(() => paid.Decode(topics, [.. data, .. new byte[32]]));
        Assert.Throws<AbiException>(() => AbiEvent.Parse("E(uint256 indexed a, uint256 indexed b, uint256 indexed c, uint256 indexed d)"));
    }

    [Fact]
    public void An_anonymous_event_has_no_topic_of_its_own()
    {
        AbiEvent quiet = Artifact.Abi.Event("Quiet");
        (Bytes32[] topics, byte[] data) = quiet.Encode(7);
        Assert.Single(topics);
        Assert.Equal(7UL, quiet.Decode(topics, data)[0].ToUInt64());
        Assert.False(Artifact.Abi.TryFindEvent(topics, out _));
        Assert.True(AbiEvent.Parse("event Quiet(uint8 indexed n) anonymous").IsAnonymous);
    }

    [Fact]
    public void A_custom_error_is_read_by_name()
    {
        byte[] data = Artifact.Abi.Error("AlreadyPaid").Encode(9);
        RevertReason.Custom reason = Assert.IsType<RevertReason.Custom>(RevertReason.Decode(data, Artifact.Abi));
        Assert.Equal("reverted: AlreadyPaid(index: 9)", reason.ToString());
        Assert.Equal(new RevertReason.Unknown(data), RevertReason.Decode(data));
    }

    [Fact]
    public void Any_revert_data_has_a_reading() =>
        Gen.OneOf(Gen.Byte.Array[0, 100], Gen.Select(Mutation.Any, mutation => mutation.Apply(AbiError.Parse("Error(string)").Encode("why"))))
            .Sample(data => { _ = RevertReason.Decode(data, Artifact.Abi).ToString(); }, iter: 10_000);

    [Fact]
    public void Creation_is_the_code_and_the_arguments() => Assert.Equal(
        "0x60000000000000000000000000001111111111111111111111111111111111111111",
        Hex.Encode(Artifact.EncodeCreation(Somebody)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("[1]")]
    [InlineData("""[{"type":"function"}]""")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"a"}]}]""")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"a","type":"tuple"}]}]""")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"a","type":"tuplex","components":[{"type":"bool"}]}]}]""")]
    [InlineData("""[{"type":"event","name":"e","anonymous":1,"inputs":[]}]""")]
    [InlineData("""{"abi":[],"bytecode":{"object":"0x60__$lib$__"}}""")]
    public void Broken_JSON_is_refused(string json) =>
        Assert.Throws<AbiException>(() => ContractArtifact.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Damaged_JSON_is_read_or_refused() => Mutation.Any.Sample(mutation =>
    {
        try
        {
            ContractAbi.Parse(mutation.Apply(Encoding.UTF8.GetBytes(Json)));
        }
        catch (AbiException)
        {
        }
    }, iter: 5_000);

    [Theory]
    [InlineData("function balanceOf(address owner) external view returns (uint256)", "balanceOf(address)", "0x70a08231")]
    [InlineData("transfer(address,uint)", "transfer(address,uint256)", "0xa9059cbb")]
    public void Declarations_are_read(string declaration, string signature, string selector)
    {
        AbiFunction function = AbiFunction.Parse(declaration);
        Assert.Equal(signature, function.Signature);
        Assert.Equal(selector, function.Selector.ToString());
    }

    [Theory]
    [InlineData("f")]
    [InlineData("(uint256)")]
    [InlineData("f(uint256) return (bool)")]
    [InlineData("f(uint256) returns")]
    [InlineData("f(uint256))")]
    [InlineData("f(what)")]
    public void Declarations_that_make_no_sense_are_refused(string declaration) =>
        Assert.Throws<AbiException>(() => AbiFunction.Parse(declaration));
}
