using Plimsoll.L1.Rpc;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;
using static Plimsoll.L1.Tests.Chain.Actors;
using static Plimsoll.L1.Tests.Rpc.ScriptedServer;

namespace Plimsoll.L1.Tests.Rpc;

/// <summary>A transaction that was taken, though the answer that said so never came.</summary>
public sealed class SendingTests
{
    private static readonly SignedTransaction s_payment = new DynamicFeeTransaction { ChainId = 31337, To = Bob.Address, Value = 1, GasLimit = 21_000, MaxFeePerGas = 1_000 }.Sign(Alice);

    private static readonly string s_known =
        $$"""{"hash":"{{s_payment.Hash()}}","from":"{{Alice.Address}}","nonce":"0x0","to":"{{Bob.Address}}","value":"0x1","input":"0x","blockHash":null,"blockNumber":null}""";

    public static TheoryData<string> Refusals => ["nonce too low", "max fee per gas less than block base fee", "insufficient funds for gas * price + value", "replacement transaction underpriced"];

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_transaction_whose_answer_was_lost_is_sent_whatever_the_next_attempt_is_refused_for(string refusal)
    {
        await using ScriptedServer server = new(Raw(""), Refuse(refusal), Result(s_known));
        Assert.Equal(s_payment.Hash(), await SendAsync(server));
        Assert.Equal(3, server.Requests);
    }

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_transaction_that_the_node_does_not_know_is_refused(string refusal)
    {
        await using ScriptedServer server = new(Refuse(refusal), Result("null"));
        Assert.Equal(refusal, (await Assert.ThrowsAsync<RpcServerException>(() => SendAsync(server))).ServerMessage);
    }

    [Fact]
    public async Task Another_transaction_than_the_one_that_was_sent_is_no_proof_of_it()
    {
        await using ScriptedServer server = new(Refuse("nonce too low"), Result(s_known.Replace(s_payment.Hash().ToString(), Bytes32.Zero.ToString(), StringComparison.Ordinal)));
        await Assert.ThrowsAsync<RpcProtocolException>(() => SendAsync(server));
    }

    private static Step Refuse(string message) => Error($$"""{"code":-32003,"message":"{{message}}"}""");

    private static async Task<Bytes32> SendAsync(ScriptedServer server)
    {
        using JsonRpcClient client = new(server.Endpoint, new() { MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) });
        return await new EthereumClient(client).SendAsync(s_payment, TestContext.Current.CancellationToken);
    }
}
