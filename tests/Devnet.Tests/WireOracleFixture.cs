using Plimsoll.L1.Abi;
using Plimsoll.L1.Fees;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.Devnet.Tests;

/// <summary>A chain with the contract WireOracle on it, put there by a transaction that was encoded, priced and signed here.</summary>
public sealed class WireOracleFixture : AnvilFixture, IAsyncLifetime
{
    private ulong _nonce;

    public ContractArtifact Artifact { get; private set; } = null!;

    public PrivateKey Key { get; } = PrivateKey.Parse(AnvilAccounts.Keys[0]);

    public EthereumClient Ethereum { get; private set; } = null!;

    public Address Contract { get; private set; }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        if (AnvilBinary.Missing is not null)
            return;
        Ethereum = new(Client);
        Artifact = ContractArtifact.Parse(await File.ReadAllBytesAsync(Checkout.PathOf("contracts", "out", "WireOracle.sol", "WireOracle.json")));
        Contract = (await SendAsync(null, Artifact.EncodeCreation())).ContractAddress!.Value;
    }

    /// <summary>Sends a transaction, and returns its receipt once Anvil has mined it, which is soon after it has accepted it.</summary>
    public async Task<TransactionReceipt> SendAsync(Address? to, ReadOnlyMemory<byte> data)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        FeeHistory history = await Ethereum.GetFeeHistoryAsync(1, [50], cancellation);
        FeeQuote offer = FeeEstimator.Estimate(history.At(0), new FeePolicy { BlobSchedule = BlobSchedule.Prague });
        DynamicFeeTransaction transaction = new()
        {
            ChainId = await Ethereum.GetChainIdAsync(cancellation),
            Nonce = _nonce++,
            To = to,
            Data = data,
            GasLimit = 10_000_000,
            MaxPriorityFeePerGas = offer.MaxPriorityFeePerGas,
            MaxFeePerGas = offer.MaxFeePerGas,
        };
        Bytes32 hash = await Ethereum.SendAsync(transaction.Sign(Key), cancellation);
        TransactionReceipt receipt = await ReceiptAsync(hash, cancellation);
        Assert.Equal(Key.Address, receipt.From);
        Assert.True(receipt.Succeeded);
        return receipt;
    }

    private async Task<TransactionReceipt> ReceiptAsync(Bytes32 hash, CancellationToken cancellation)
    {
        for (int attempt = 0; attempt < 500; attempt++)
        {
            if (await Ethereum.GetReceiptAsync(hash, cancellation) is { } receipt)
                return receipt;
            await Task.Delay(20, cancellation);
        }

        throw new TimeoutException($"waited 10 s for the transaction {hash} to be mined");
    }
}
