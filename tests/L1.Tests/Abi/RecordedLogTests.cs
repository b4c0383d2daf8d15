using System.Text.Json;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Abi;

/// <summary>Logs recorded on a live chain (optimism/bridge-withdrawal.json of the conformance vectors): a withdrawal that hashes itself.</summary>
[Trait("Category", "Conformance")]
public sealed class RecordedLogTests
{
    private static readonly AbiEvent MessagePassed = AbiEvent.Parse(
        "event MessagePassed(uint256 indexed nonce, address indexed sender, address indexed target, uint256 value, uint256 gasLimit, bytes data, bytes32 withdrawalHash)");

    private static readonly AbiEvent SentMessage = AbiEvent.Parse(
        "event SentMessage(address indexed target, address sender, bytes message, uint256 messageNonce, uint256 gasLimit)");

    private static readonly AbiEvent Transfer = AbiEvent.Parse("event Transfer(address indexed from, address indexed to, uint256 value)");

    [Fact]
    public void A_recorded_withdrawal_hashes_to_what_its_contract_says()
    {
        AbiRecord passed = Decode(MessagePassed);
        AbiType[] types = [.. MessagePassed.Parameters.SkipLast(1).Select(parameter => parameter.Type)];
        byte[] encoded = AbiEncoder.Encode(types, [.. passed.SkipLast(1)]);
        Assert.Equal(Keccak256.Hash(encoded), passed["withdrawalHash"].ToBytes32());
    }

    [Fact]
    public void Recorded_logs_are_canonical()
    {
        AbiRecord sent = Decode(SentMessage);
        Assert.Equal(Address.Parse("0x4200000000000000000000000000000000000010"), sent["sender"].ToAddress());
        Assert.Equal(500UL, Decode(Transfer)["value"].ToUInt64());
    }

    private static AbiRecord Decode(AbiEvent expected)
    {
        string vectors = Environment.GetEnvironmentVariable("PLIMSOLL_VECTORS") is { Length: > 0 } named
            ? named
            : Path.Combine(Checkout.Root, "..", "shared", "vectors");
        string file = Path.Combine(vectors, "optimism", "bridge-withdrawal.json");
        Assert.SkipUnless(File.Exists(file), $"the recorded receipt is not at {file}");
        using JsonDocument receipt = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (JsonElement log in receipt.RootElement.GetProperty("logs").EnumerateArray())
        {
            Bytes32[] topics = [.. log.GetProperty("topics").EnumerateArray().Select(topic => Bytes32.Parse(topic.GetString()))];
            byte[] data = Hex.Decode(log.GetProperty("data").GetString());
            if (!expected.Matches(topics))
                continue;
            AbiRecord read = expected.Decode(topics, data);
            Assert.Equal(data, expected.Encode([.. read]).Data);
            return read;
        }

        throw new InvalidOperationException($"The receipt has no log of {expected}.");
    }
}
