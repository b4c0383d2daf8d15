using Plimsoll.L1.Abi;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Node.Tests.Sequencing;

public sealed class ReceiptTests
{
    private static readonly Receipt s_receipt = new(Rollup, 3, 77, Bytes32.Parse(new string('a', 64)), Bytes32.Parse(new string('b', 64)), 1_234_567);

    [Fact]
    public void The_hash_is_that_of_the_typed_data_that_wallets_show()
    {
        using PrivateKey key = Bank.NewKey();
        ReceiptSigner signer = new(key, 31337, Rollup);
        Eip712Types types = new(new Dictionary<string, IReadOnlyList<Eip712Field>>
        {
            ["Receipt"] = [new("address", "rollup"), new("uint64", "generation"), new("uint64", "slot"), new("bytes32", "wordHash"), new("bytes32", "previous"), new("uint64", "deadline")],
        });
        AbiValue message = AbiValue.Of(s_receipt.Rollup, s_receipt.Generation, s_receipt.Slot, s_receipt.WordHash, s_receipt.Previous, s_receipt.Deadline);
        TypedData typed = new(new("Plimsoll", "1", 31337, Rollup), types, "Receipt", message);
        Assert.Equal(typed.Digest, signer.Hash(s_receipt));
        Assert.True(typed.TryRecoverSigner(signer.Sign(s_receipt), out Address? recovered));
        Assert.Equal(key.Address, recovered);
    }

    [Fact]
    public void Every_field_counts()
    {
        using PrivateKey key = Bank.NewKey();
        ReceiptSigner signer = new(key, 31337, Rollup);
        Receipt[] others =
        [
            s_receipt with { Generation = 4 }, s_receipt with { Slot = 78 }, s_receipt with { WordHash = default }, s_receipt with { Previous = default }, s_receipt with { Deadline = 0 },
        ];
        Assert.All(others, other => Assert.NotEqual(signer.Hash(s_receipt), signer.Hash(other)));
        Assert.NotEqual(new ReceiptSigner(key, 1, Rollup).Hash(s_receipt), signer.Hash(s_receipt));
    }

    [Fact]
    public void One_signature_confirms_a_block_through_the_chain()
    {
        using PrivateKey key = Bank.NewKey();
        ReceiptSigner signer = new(key, 31337, Rollup);
        Block block = new(5, 2, 10, [Bank.Pay(Alice, Bob, 1, 0), Bank.Pay(Bob, Carol, 2, 0), Bank.Pay(Carol, Alice, 3, 0)]);
        SoftConfirmation confirmation = signer.Confirm(block, 1, s_receipt.Previous, 99, entry: 4);
        (Receipt Receipt, Bytes32 Hash)[] receipts = [.. signer.Receipts(block, 1, s_receipt.Previous, 99)];
        Assert.Equal([10UL, 11UL, 12UL], receipts.Select(pair => pair.Receipt.Slot));
        Assert.Equal(receipts[0].Hash, receipts[1].Receipt.Previous);
        Assert.Equal(receipts[^1].Hash, confirmation.Hash);
        Assert.True(PublicKey.TryRecover(confirmation.Hash, confirmation.Signature, out PublicKey? signedBy));
        Assert.Equal(key.Address, signedBy.Address);
        Block changed = block with { Operations = [Bank.Pay(Alice, Bob, 9, 0), .. block.Operations.Skip(1)] };
        Assert.NotEqual(confirmation.Hash, signer.Confirm(changed, 1, s_receipt.Previous, 99, entry: 4).Hash);
    }

    [Fact]
    public void A_confirmation_is_read_as_it_was_written_and_nothing_else_is()
    {
        using PrivateKey key = Bank.NewKey();
        SoftConfirmation confirmation = new(1, 2, 3, 4, s_receipt.WordHash, key.Sign(s_receipt.WordHash), 5);
        byte[] bytes = confirmation.Encode();
        Assert.Equal(confirmation, SoftConfirmation.Decode(bytes));
        Assert.Null(SoftConfirmation.Decode(bytes.AsSpan(1)));
        bytes[^1] = 99;
        Assert.Null(SoftConfirmation.Decode(bytes));
    }
}
