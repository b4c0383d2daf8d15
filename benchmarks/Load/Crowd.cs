using System.Buffers.Binary;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Load;

/// <summary>Accounts that pay each other, the same ones in every process: owner, key and index follow from a number.</summary>
internal sealed class Crowd
{
    public const ulong ChainId = 31337;
    public const uint Genesis = 1_000_000;
    public static readonly Address Rollup = OwnerOf(uint.MaxValue);

    private readonly SchnorrSecretKey[] _keys;
    private readonly uint _capacity;

    public Crowd(int count, int depth)
    {
        _keys = new SchnorrSecretKey[count];
        _capacity = 1U << (2 * depth);
        Parallel.For(0, count, i =>
        {
            byte[] seed = new byte[32];
            BinaryPrimitives.WriteInt32BigEndian(seed, i);
            _keys[i] = SchnorrSecretKey.FromSeed(seed);
        });
    }

    public QueuedOperation[] Deposits() =>
        [.. _keys.Select((key, i) => new QueuedOperation.Deposit(OwnerOf((uint)i), 0, UInt128.One << 80, uint.MaxValue, key.PublicKey))];

    /// <summary>Accounts of different owners under one key.</summary>
    public static IEnumerable<Account> Accounts(int count)
    {
        SchnorrPublicKey key = SchnorrSecretKey.FromSeed(new byte[32]).PublicKey;
        for (uint i = 0; i < count; i++)
            yield return new(OwnerOf(i), 0, i, i + 1, 0, key);
    }

    /// <summary>The transfer number n: payers take turns, so each one's nonces come in order.</summary>
    public Submission Transfer(int number)
    {
        int from = number % _keys.Length, to = (int)((uint)number * 7919L % _keys.Length);
        uint nonce = (uint)(number / _keys.Length);
        OperationWord word = new(OperationKind.Transfer, IndexOf(from), IndexOf(to), 1 + (uint)number, Fee.EncodeRoundingUp(3), uint.MaxValue);
        Account payer = new(OwnerOf((uint)from), 0, nonce, 0, 0, _keys[from].PublicKey), payee = new(OwnerOf((uint)to), 0, 0, 0, 0, _keys[to].PublicKey);
        Fr message = OperationMessage.Of(new(ChainId, Rollup, 0, default), word, payer, payee).Hash();
        return new(new(word, _keys[from].Sign(message)), nonce);
    }

    private uint IndexOf(int number) => _capacity - 1 - (uint)number;

    private static Address OwnerOf(uint number)
    {
        byte[] bytes = new byte[Address.ByteLength];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), number);
        bytes[0] = 1;
        return new(bytes);
    }
}
