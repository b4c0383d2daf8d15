using System.Text;
using System.Text.Json;
using CsCheck;
using Plimsoll.L1.Rpc;

namespace Plimsoll.L1.Tests.Rpc;

/// <summary>Whatever a node answers, the outcome is a value or a typed error, and memory within a small multiple of the answer.</summary>
public sealed class RpcAnswerFuzzTests
{
    private const string Hash = "\"0x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"";
    private const string Address = "\"0x00112233445566778899aabbccddeeff00112233\"";

    private static readonly string s_log =
        $$"""{"address":{{Address}},"topics":[{{Hash}},{{Hash}}],"data":"0x0102","blockNumber":"0x7","blockHash":{{Hash}},"transactionHash":{{Hash}},"transactionIndex":"0x0","logIndex":"0x1","removed":false}""";

    // A proper result of each kind, and what reads it.
    private static readonly (string Result, Func<RpcValue, object?> Read)[] s_kinds =
    [
        ("\"0x7a69\"", value => value.UInt64()),
        ("\"0xffffffffffffffffffffffffffffffffffffffff\"", value => value.UInt256()),
        ("\"0x00ff\"", value => value.Bytes()),
        ($$"""
            {"number":"0x7","hash":{{Hash}},"parentHash":{{Hash}},"sha3Uncles":{{Hash}},"logsBloom":"0x{{new string('0', 512)}}","transactionsRoot":{{Hash}},"stateRoot":{{Hash}},
            "receiptsRoot":{{Hash}},"miner":{{Address}},"difficulty":"0x0","extraData":"0x","gasLimit":"0x1c9c380","gasUsed":"0x0","timestamp":"0x6543","mixHash":{{Hash}},
            "nonce":"0x0000000000000000","baseFeePerGas":"0x7","withdrawalsRoot":{{Hash}},"blobGasUsed":"0x0","excessBlobGas":"0x0","parentBeaconBlockRoot":{{Hash}},"requestsHash":{{Hash}},
            "transactions":[{{Hash}}],"uncles":[]}
            """, value => BlockHeader.Read(value).MatchesHash()),
        ($"[{s_log},{s_log}]", value => value.Items(Log.Read)),
        ($$"""
            {"transactionHash":{{Hash}},"blockHash":{{Hash}},"blockNumber":"0x7","transactionIndex":"0x0","from":{{Address}},"to":null,"contractAddress":{{Address}},"status":"0x1",
            "gasUsed":"0x5208","effectiveGasPrice":"0x3b9aca00","blobGasUsed":"0x20000","blobGasPrice":"0x1","logs":[{{s_log}}]}
            """, TransactionReceipt.Read),
        ($$"""{"hash":{{Hash}},"from":{{Address}},"nonce":"0x1","to":{{Address}},"value":"0x0","input":"0x","blockHash":null,"blockNumber":null,"blobVersionedHashes":[{{Hash}}]}""", KnownTransaction.Read),
        ("""{"oldestBlock":"0x5","baseFeePerGas":["0x7","0x8"],"gasUsedRatio":[0.5],"baseFeePerBlobGas":["0x1","0x1"],"reward":[["0x3b9aca00"]]}""", value => FeeHistory.Read(value, 1).At(0)),
        ($$"""{"balance":"0x1","nonce":"0x0","codeHash":{{Hash}},"storageHash":{{Hash}},"accountProof":["0x01"],"storageProof":[{"key":"0x0","value":"0x0","proof":["0x02"]}]}""", AccountProof.Read),
    ];

    private static readonly string[] s_pieces =
    [
        "null", "true", "{}", "[]", "\"\"", "\"0x\"", "\"0x0\"", "\"0x00\"", "\"0X1\"", "-1", "1e400", "1e-400", "0.1", "99999999999999999999999999", "\"\\ud800\"", "\"\\u0000\"",
        "\"result\":\"0x1\"", "\"id\":1", "\"error\":{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x08c379a0\"}", "\"error\":{\"code\":3.5}", "\"\\ud800\":1",
        ",", ":", "{", "}", "[", "]", "\"", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "\u0000", "\ufeff", "é",
    ];

    [Fact]
    public void Proper_answers_are_read()
    {
        foreach ((string result, Func<RpcValue, object?> read) in s_kinds)
            Assert.Null(Try(Encoding.UTF8.GetBytes(Answer(result)), read));
    }

    [Fact]
    public void Damaged_answers_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, s_kinds.Length - 1], Gen.Select(Gen.Int[0, 5], Gen.Double[0, 1], Gen.Int[0, s_pieces.Length - 1]).Array[1, 4]).Sample(
            (kind, damages) =>
            {
                string text = Answer(s_kinds[kind].Result);
                foreach ((int how, double where, int piece) in damages)
                    text = Damage(text, how, where, s_pieces[piece]);
                AssertTyped(Encoding.UTF8.GetBytes(text), s_kinds[kind].Read);
            },
            iter: 20_000);

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, s_kinds.Length - 1]).Sample((bytes, kind) => AssertTyped(bytes, s_kinds[kind].Read), iter: 5_000);

    [Fact]
    public void Bit_flips_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, s_kinds.Length - 1], Gen.Double[0, 1], Gen.Int[0, 7]).Sample(
            (kind, where, bit) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(Answer(s_kinds[kind].Result));
                bytes[(int)(where * (bytes.Length - 1))] ^= (byte)(1 << bit);
                AssertTyped(bytes, s_kinds[kind].Read);
            },
            iter: 10_000);

    [Fact]
    public void Damaged_batches_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5], Gen.Double[0, 1], Gen.Int[0, s_pieces.Length - 1]).Sample(
            (answers, how, where, piece) =>
            {
                string text = $"[{string.Join(',', Enumerable.Range(0, answers).Select(i => Answer("\"0x1\"").Replace("\"id\":1", $"\"id\":{i}", StringComparison.Ordinal)))}]";
                byte[] bytes = Encoding.UTF8.GetBytes(Damage(text, how, where, s_pieces[piece]));
                RpcRequest[] requests = [new("a"), new("b")];
                Exception? e = Record.Exception(() =>
                {
                    using JsonDocument document = RpcAnswer.Parse(bytes, 32, "fuzz");
                    foreach (RpcResult result in RpcAnswer.ReadBatch(document.RootElement, 0, requests, "fuzz"))
                        _ = new RpcValue(result.Get(), "fuzz").UInt64();
                });
                Assert.True(e is null or RpcException, $"{e}");
            },
            iter: 5_000);

    [Fact]
    public void A_flood_of_small_values_costs_a_small_multiple_of_itself()
    {
        foreach ((_, Func<RpcValue, object?> read) in s_kinds)
        {
            AssertTyped(Encoding.UTF8.GetBytes(Answer($"[{string.Join(',', Enumerable.Repeat("1", 200_000))}]")), read);
            AssertTyped(Encoding.UTF8.GetBytes(Answer($"\"0x{new string('1', 1_000_000)}\"")), read);
        }

        AssertTyped(Encoding.UTF8.GetBytes(Answer($"[{string.Join(',', Enumerable.Repeat("\"0x0\"", 200_000))}]")), value => value.Items(item => item.UInt256()));
    }

    private static string Answer(string result) => $$"""{"jsonrpc":"2.0","id":1,"result":{{result}}}""";

    private static string Damage(string text, int how, double where, string piece)
    {
        int at = (int)(where * text.Length);
        int end = Math.Min(text.Length, at + piece.Length);
        return how switch
        {
            0 => text[..at] + piece + text[at..],
            1 => text[..at] + piece + text[end..],
            2 => text[..at] + text[end..],
            3 => text[..at],
            4 => text[..at] + text[(at / 2)..],
            _ => Swap(text, at, piece),
        };
    }

    /// <summary>Puts the piece in the place of a whole value: the damage that leaves the JSON well formed.</summary>
    private static string Swap(string text, int at, string piece)
    {
        if (text.Length == 0)
            return piece;
        int colon = text.IndexOf(':', Math.Min(at, text.Length - 1));
        int end = colon < 0 ? -1 : text.AsSpan(colon + 1).IndexOfAny(',', '}', ']');
        return end < 0 ? text : text[..(colon + 1)] + piece + text[(colon + 1 + end)..];
    }

    private static void AssertTyped(byte[] bytes, Func<RpcValue, object?> read)
    {
        Exception? e = Try(bytes, read);
        Assert.True(e is null or RpcException, $"{Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 2_000)))}\n{e}");
    }

    private static Exception? Try(byte[] bytes, Func<RpcValue, object?> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? thrown = null;
        try
        {
            using JsonDocument document = RpcAnswer.Parse(bytes, 32, "fuzz");
            read(new(RpcAnswer.ReadSingle(document.RootElement, 1, "fuzz"), "fuzz"));
        }
        catch (Exception e)
        {
            thrown = e;
        }

        // A JSON text has about as many tokens as bytes at most, at 12 bytes a token in a rented array that doubles as it grows.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000 + 64L * bytes.Length);
        return thrown;
    }
}
