using Plimsoll.L1.Abi;
using Plimsoll.L1.Fees;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests;

/// <summary>Runs the example of src/L1/README.md; the architecture tests hold the page to it.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public void The_example_runs()
    {
        RecentFees recentFees = new([1_000_000_000, 1_000_000_000], [], [1_000_000]);
        Address token = Address.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");
        Address recipient = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
        using PrivateKey key = PrivateKey.Generate();

        // begin
        AbiFunction transfer = AbiFunction.Parse("function transfer(address to, uint256 amount) returns (bool)");
        FeeQuote offer = FeeEstimator.Estimate(recentFees, new FeePolicy());
        DynamicFeeTransaction call = new()
        {
            ChainId = 31337,
            Nonce = 7,
            To = token,
            Data = transfer.EncodeCall(recipient, 250),
            GasLimit = 60_000,
            MaxPriorityFeePerGas = offer.MaxPriorityFeePerGas,
            MaxFeePerGas = offer.MaxFeePerGas,
        };
        SignedTransaction signed = call.Sign(key);
        byte[] raw = signed.Encode(); // what eth_sendRawTransaction takes
        Bytes32 hash = signed.Hash();
        // end

        Assert.Equal(hash, SignedTransaction.Decode(raw).Hash());
        Assert.True(signed.TryRecoverSender(out Address? sender));
        Assert.Equal(key.Address, sender);
    }
}
