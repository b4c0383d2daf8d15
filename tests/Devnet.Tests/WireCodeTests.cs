using CsCheck;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.Devnet.Tests;

/// <summary>The wire code of L1 against the EVM and what the Solidity compiler makes of the same values (contracts/test/utils/WireOracle.sol).</summary>
public sealed class WireCodeTests(WireOracleFixture fixture) : AnvilTest<WireOracleFixture>(fixture), IClassFixture<WireOracleFixture>
{
    private const int Samples = 60;

    private readonly WireOracleFixture _fixture = fixture;

    private ContractAbi Abi => _fixture.Artifact.Abi;

    [Fact]
    public async Task A_struct_of_everything_comes_back_as_it_went()
    {
        AbiFunction echo = Abi.Function("echo");
        foreach (AbiValue value in Values(echo.Inputs[0].Type))
            Assert.Equal(value, (await CallAsync(echo, value))[0]);
    }

    [Fact]
    public async Task The_compiler_encodes_the_same_bytes()
    {
        AbiFunction encode = Abi.Function("encode");
        AbiType[] types = [encode.Inputs[0].Type, AbiType.UnsignedInteger(), AbiType.Bytes];
        foreach (AbiValue value in Values(types[0]))
        {
            AbiValue tail = new byte[] { 1, 2, 3 };
            Assert.Equal(Hex.Encode(AbiEncoder.Encode(types, value, 7, tail)), (await CallAsync(encode, value, tail))[0].ToString());
        }
    }

    [Fact]
    public async Task Indexed_structs_arrays_and_text_have_the_same_topics()
    {
        AbiFunction emit = Abi.Function("emitNote");
        AbiEvent noted = Abi.Event("Noted");
        foreach (AbiValue note in Values(emit.Inputs[0].Type).Take(10))
        {
            AbiValue data = new byte[] { 9 };
            Log log = await SendAsync(emit, note, data);
            (Bytes32[] topics, byte[] encoded) = noted.Encode(note, note[0], note[2], data);
            Assert.Equal(topics, log.Topics);
            Assert.Equal(encoded, log.Data.ToArray());
            Assert.Equal(data, noted.Decode([.. log.Topics], log.Data.Span)["data"]);
        }
    }

    [Fact]
    public async Task An_anonymous_event_is_read()
    {
        AbiValue[] values = [(Int256)(-5), new byte[] { 0xde, 0xad, 0xbe, 0xef }, _fixture.Key.Address, true];
        Log log = await SendAsync(Abi.Function("emitElementary"), values);
        AbiEvent elementary = Abi.Event("Elementary");
        Assert.Equal(values, elementary.Decode([.. log.Topics], log.Data.Span));
        Assert.Equal(elementary.Encode(values).Topics, log.Topics);
    }

    [Theory]
    [InlineData(0, "reverted: not today")]
    [InlineData(1, "panicked: an assertion failed")]
    [InlineData(2, "panicked: arithmetic overflowed or underflowed")]
    [InlineData(3, "panicked: division or modulo by zero")]
    [InlineData(4, "panicked: a value is outside its enumeration")]
    [InlineData(5, "panicked: an index is outside its array")]
    [InlineData(6, "panicked: pop on an empty array")]
    [InlineData(8, "reverted without a reason")]
    public async Task A_revert_says_why(int kind, string reason)
    {
        ExecutionRevertedException reverted = await Assert.ThrowsAsync<ExecutionRevertedException>(() => CallAsync(Abi.Function("fail"), (ulong)kind, 0));
        Assert.Equal(reason, RevertReason.Decode(reverted.RevertData.Span, Abi).ToString());
    }

    [Fact]
    public async Task A_custom_error_is_read()
    {
        ExecutionRevertedException reverted = await Assert.ThrowsAsync<ExecutionRevertedException>(() => CallAsync(Abi.Function("fail"), 7, 0));
        RevertReason.Custom custom = Assert.IsType<RevertReason.Custom>(RevertReason.Decode(reverted.RevertData.Span, Abi));
        Assert.Equal("Refused", custom.Error.Name);
        Assert.Equal(AbiValue.Of(_fixture.Contract, 12345), custom.Arguments["leg"]);
        Assert.Equal("too late", custom.Arguments["why"].ToText());
        Assert.Equal(AbiValue.Of(3, 255), custom.Arguments["codes"]);
    }

    [Fact]
    public async Task Typed_data_has_the_digest_that_a_contract_computes()
    {
        AbiFunction digest = Abi.Function("orderDigest");
        Eip712Types types = new(new Dictionary<string, IReadOnlyList<Eip712Field>>
        {
            ["Order"] = [new("Leg[]", "legs"), new("string", "text"), new("bytes", "blob"), new("int24", "signed")],
            ["Leg"] = [new("address", "asset"), new("uint256", "amount")],
        });
        Eip712Domain domain = new("Wire", "1", await _fixture.Ethereum.GetChainIdAsync(Cancellation), _fixture.Contract);
        foreach (AbiValue order in Values(AbiType.Tuple(digest.Inputs)))
        {
            AbiRecord onChain = await CallAsync(digest, [.. order.ToItems()]);
            Assert.Equal(onChain[0].ToBytes32(), new TypedData(domain, types, "Order", order).Digest);
        }
    }

    [Fact]
    public async Task Keccak_is_that_of_the_EVM()
    {
        foreach (AbiValue data in Values(AbiType.Bytes))
            Assert.Equal(Keccak256.Hash(data.ToBytes().Span), (await CallAsync(Abi.Function("hash"), data))[0].ToBytes32());
    }

    [Fact]
    public async Task The_EVM_recovers_the_same_signer()
    {
        AbiFunction signer = Abi.Function("signer");
        foreach (AbiValue word in Values(AbiType.FixedBytes(32)).Take(20))
        {
            using PrivateKey key = PrivateKey.Generate();
            EcdsaSignature signature = key.Sign(word.ToBytes32());
            AbiRecord onChain = await CallAsync(
                signer, word, signature.YIsOdd ? 28UL : 27UL, Bytes32.FromUInt256(signature.R), Bytes32.FromUInt256(signature.S));
            Assert.Equal(key.Address, onChain[0].ToAddress());
        }
    }

    private static List<AbiValue> Values(AbiType type)
    {
        List<AbiValue> values = [];
        AnyValue.Of(type).Sample(values.Add, iter: Samples, threads: 1);
        return values;
    }

    private async Task<AbiRecord> CallAsync(AbiFunction function, params AbiValue[] arguments) => function.DecodeResult(
        await _fixture.Ethereum.CallAsync(new(_fixture.Contract, function.EncodeCall(arguments)), BlockReference.Latest, Cancellation));

    private async Task<Log> SendAsync(AbiFunction function, params AbiValue[] arguments) =>
        Assert.Single((await _fixture.SendAsync(_fixture.Contract, function.EncodeCall(arguments))).Logs);
}
