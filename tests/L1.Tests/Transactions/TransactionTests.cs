using CsCheck;
using Plimsoll.L1.Rlp;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Transactions;

public sealed class TransactionTests
{
    private static readonly DynamicFeeTransaction Call = new()
    {
        ChainId = 1,
        Nonce = 9,
        MaxPriorityFeePerGas = 2_000_000_000,
        MaxFeePerGas = 30_000_000_000,
        GasLimit = 21_000,
        To = Address.Parse("0x3535353535353535353535353535353535353535"),
        Value = 1_000_000_000_000_000_000,
        Data = new byte[] { 0x12, 0x34 },
        AccessList =
        [
            new(Address.Parse("0x1111111111111111111111111111111111111111"),
                [Bytes32.FromUInt256(1), Bytes32.FromUInt256(UInt256.MaxValue)]),
            new(Address.Parse("0x2222222222222222222222222222222222222222"), []),
        ],
    };

    private static readonly BlobTransaction Blobs = new()
    {
        ChainId = 1,
        Nonce = 9,
        MaxPriorityFeePerGas = 2_000_000_000,
        MaxFeePerGas = 30_000_000_000,
        GasLimit = 21_000,
        To = Call.To!.Value,
        Value = Call.Value,
        Data = Call.Data,
        AccessList = Call.AccessList,
        MaxFeePerBlobGas = 1000,
        BlobVersionedHashes =
        [
            Bytes32.Parse("01" + string.Concat(Enumerable.Repeat("ab", 31))),
            Bytes32.Parse("01" + string.Concat(Enumerable.Repeat("cd", 31))),
        ],
    };

    // What ethers 6 makes of the same fields with the key of EIP-155's example: raw, hash, hash that is signed.
    public static TheoryData<int, string, string, string> KnownAnswers => new()
    {
        {
            0,
            "0x02f8e8010984773594008506fc23ac00825208943535353535353535353535353535353535353535880de0b6b3a7640000821234f872f859941111"
            + "111111111111111111111111111111111111f842a00000000000000000000000000000000000000000000000000000000000000001a0ffffffffffff"
            + "ffffffffffffffffffffffffffffffffffffffffffffffffffffd6942222222222222222222222222222222222222222c080a0683db930abdbdf891e"
            + "f3f2c09f15b14befd386edbc27020578ce464ce55bdd88a05d601464a360956e90cc306033308d55b040cd3f8e76001384bf359671822944",
            "0x8ee702d350c16ce7814f582c17972ae6657872c1153fbe84400d57bab356eac9",
            "0x838481047caae4f0e40756c2394bf58579c465fee80cd0d2bb91a7ec4b405df6"
        },
        {
            1,
            "0x02f861010984773594008506fc23ac0082520880880de0b6b3a7640000826000c001a09f38d7727f5587a7a0062ab968dfa0d32aa7b3fa580db4f9"
            + "2a79638b26cd2da0a029c8306992806d60618b68e8b50fe790002559fed5cb69df3b5e6a310f76c682",
            "0x198afede9df2689bb3ac93775eb7082058c6bc5899f3f1b4e01731dc3843e02c",
            "0x12a710efe9369afdfcd4ee5a6dd9f32ed5072e834000b2446665f704885bb228"
        },
        {
            2,
            "0x03f9012f010984773594008506fc23ac00825208943535353535353535353535353535353535353535880de0b6b3a7640000821234f872f8599411"
            + "11111111111111111111111111111111111111f842a00000000000000000000000000000000000000000000000000000000000000001a0ffffffffff"
            + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffd6942222222222222222222222222222222222222222c08203e8f842a001ababab"
            + "ababababababababababababababababababababababababababababa001cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
            + "cd01a0d4126f1754d2dfa421608d7c6a17c4554281059607b94e5603b915b58a7280a5a0202dba66cc86bfde500279d2994747e3660e760191bef8e9"
            + "91ad47ac8ad74759",
            "0xbdf4ae4f2ade12457a8a6138be2b7d602546602ecaf5d676a3315c9e321b4028",
            "0xa6debe1192473cc78b7422cb13a689aa921c63e1a0bebb8bdbb11d4c420b7570"
        },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Known_answers(int which, string raw, string hash, string signingHash)
    {
        Transaction transaction = which switch
        {
            0 => Call,
            1 => Call with { To = null, AccessList = [], Data = new byte[] { 0x60, 0x00 } },
            _ => Blobs,
        };
        using PrivateKey key = PrivateKey.Parse("0x4646464646464646464646464646464646464646464646464646464646464646");
        SignedTransaction signed = transaction.Sign(key);
        Assert.Equal(signingHash, transaction.SigningHash().ToString());
        Assert.Equal(raw, Hex.Encode(signed.Encode()));
        Assert.Equal(hash, signed.Hash().ToString());
        SignedTransaction read = SignedTransaction.Decode(Hex.Decode(raw));
        Assert.Equal(signed, read);
        Assert.True(read.TryRecoverSender(out Address? sender));
        Assert.Equal(key.Address, sender);
    }

    [Fact]
    public void What_is_signed_is_read_back() => AnyTransaction.Any.Sample(transaction =>
    {
        using PrivateKey key = PrivateKey.Parse("0x4646464646464646464646464646464646464646464646464646464646464646");
        SignedTransaction signed = transaction.Sign(key);
        SignedTransaction read = SignedTransaction.Decode(signed.Encode());
        return read == signed
            && read.Hash() == signed.Hash()
            && read.TryRecoverSender(out Address? sender) && sender == key.Address;
    }, iter: 50);

    [Fact]
    public void Every_byte_sequence_is_the_one_encoding_of_what_it_decodes_to_or_refused()
    {
        byte[] call = Hex.Decode(KnownAnswers.First().Data.Item2);
        byte[] blobs = Hex.Decode(KnownAnswers.Last().Data.Item2);
        Gen.Select(Gen.OneOf(Gen.Const(call), Gen.Const(blobs)), Mutation.Any).Sample((encoded, mutation) =>
        {
            byte[] changed = mutation.Apply(encoded);
            SignedTransaction? read = TryDecode(changed);
            return read is null || read.Encode().AsSpan().SequenceEqual(changed);
        }, iter: 20_000);
    }

    [Fact]
    public void Memory_is_bounded_by_the_input()
    {
        using PrivateKey key = PrivateKey.Generate();
        byte[] encoded = (Call with { AccessList = [.. Enumerable.Repeat(new AccessListEntry(Address.Zero, []), 20_000)] }).Sign(key).Encode();
        SignedTransaction.Decode(encoded);
        long before = GC.GetAllocatedBytesForCurrentThread();
        SignedTransaction.Decode(encoded);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * encoded.Length);
    }

    [Fact]
    public void Rules_that_need_no_state_are_enforced()
    {
        using PrivateKey key = PrivateKey.Generate();
        Assert.Throws<TransactionException>(() => (Call with { Nonce = ulong.MaxValue }).Sign(key));
        Assert.Throws<TransactionException>(() => (Call with { MaxPriorityFeePerGas = Call.MaxFeePerGas + 1 }).Sign(key));
        Assert.Throws<TransactionException>(() => (Blobs with { BlobVersionedHashes = [] }).Sign(key));
        Assert.Throws<TransactionException>(() => (Blobs with { BlobVersionedHashes = [.. Enumerable.Repeat(Blobs.BlobVersionedHashes[0], 7)] }).Sign(key));
        Assert.Throws<TransactionException>(() => (Blobs with { BlobVersionedHashes = [Bytes32.FromUInt256(UInt256.MaxValue)] }).Sign(key));
    }

    [Fact]
    public void Other_types_are_refused()
    {
        byte[] encoded = Hex.Decode(KnownAnswers.First().Data.Item2);
        foreach (byte type in new byte[] { 0, 1, 4, 0x7f, 0xf8 })
        {
            encoded[0] = type;
            Assert.Null(TryDecode(encoded));
        }

        Assert.Null(TryDecode([]));
    }

    [Fact]
    public void Transactions_are_equal_when_their_encodings_are()
    {
        Assert.Equal(Call, Call with { Data = Call.Data.ToArray(), AccessList = [.. Call.AccessList] });
        Assert.NotEqual(Call, Call with { GasLimit = 21_001 });
        Assert.NotEqual<Transaction>(Call, Blobs);
    }

    private static SignedTransaction? TryDecode(byte[] encoded)
    {
        try
        {
            return SignedTransaction.Decode(encoded);
        }
        catch (Exception refusal) when (refusal is RlpException or TransactionException)
        {
            return null;
        }
    }
}
