using CsCheck;
using Plimsoll.Batches;
using Plimsoll.Crypto.Fields;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Sequencing.Tests;

/// <summary>Sealed batches as bytes: each batch has one form, and nothing else is one.</summary>
public sealed class SealedBatchFormatTests
{
    private const int QueueCount = 16 + 20 + 4 + 20 + 32;

    private static readonly Gen<Fr> s_element = Gen.Select(Gen.ULong, Gen.ULong, (a, b) => Fr.FromUInt64(a) * Fr.FromUInt64(b));

    private static readonly Gen<Address> s_address = Gen.Byte.Array[Address.ByteLength].Select(bytes => new Address(bytes));

    private static readonly Gen<BatchContext> s_context = Gen.Select(Gen.ULong, s_address, Gen.UInt, s_address, (chain, rollup, time, committer) => new BatchContext(chain, rollup, time, committer));

    private static readonly Gen<SealedBatch> s_batch = Gen.Select(
        Gen.ULong,
        s_context,
        Gen.ULong,
        Gen.Select(s_element, s_element, s_element, s_element, (w, x, y, root) => new Slot(w, x, y, root)).Array[1, 9],
        (number, context, end, slots) => new SealedBatch(number, context, slots[0].PostRoot, slots.Length / 2, end, end ^ number, slots));

    [Fact]
    public void Reading_inverts_writing() => s_batch.Sample(batch =>
    {
        Assert.True(SealedBatchFormat.TryDecode(SealedBatchFormat.Encode(batch), out SealedBatch? read));
        Assert.Equal(batch with { Slots = [] }, read! with { Slots = [] });
        Assert.Equal(batch.Slots, read.Slots);
    });

    [Fact]
    public void Any_changed_byte_makes_another_batch_or_none() => Gen.Select(s_batch, Gen.UInt, Gen.Byte[1, 255]).Sample((batch, position, change) =>
    {
        byte[] bytes = SealedBatchFormat.Encode(batch);
        bytes[position % bytes.Length] ^= change;
        return !SealedBatchFormat.TryDecode(bytes, out SealedBatch? read) || SealedBatchFormat.Encode(read!).AsSpan().SequenceEqual(bytes);
    });

    [Fact]
    public void Bytes_that_are_cut_or_go_on_are_no_batch() => Gen.Select(s_batch, Gen.Int[1, SealedBatchFormat.SlotLength - 1]).Sample((batch, length) =>
    {
        byte[] bytes = SealedBatchFormat.Encode(batch);
        return !SealedBatchFormat.TryDecode(bytes.AsSpan(0, bytes.Length - length), out _) && !SealedBatchFormat.TryDecode([.. bytes, .. new byte[length]], out _);
    });

    [Fact]
    public void A_batch_without_slots_is_none()
    {
        SealedBatch batch = s_batch.Single();
        Assert.False(SealedBatchFormat.TryDecode(SealedBatchFormat.Encode(batch).AsSpan(0, SealedBatchFormat.HeadLength), out _));
        Assert.False(SealedBatchFormat.TryDecode([], out _));
    }

    [Theory]
    [InlineData(0, 0, 0, 10)]
    [InlineData(0xff, 0xff, 0xff, 0xff)]
    public void More_slots_of_the_queue_than_slots_are_refused(byte a, byte b, byte c, byte d)
    {
        byte[] bytes = SealedBatchFormat.Encode(s_batch.Single());
        new[] { a, b, c, d }.CopyTo(bytes, QueueCount);
        Assert.False(SealedBatchFormat.TryDecode(bytes, out _));
    }

    [Fact]
    public void An_element_that_is_not_below_the_order_is_refused_wherever_it_is()
    {
        SealedBatch batch = s_batch.Single();
        byte[] order = Convert.FromHexString("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");
        int root = QueueCount - Fr.ByteLength;
        foreach (int offset in Enumerable.Range(0, 4 * batch.Slots.Count).Select(i => SealedBatchFormat.HeadLength + i * Fr.ByteLength).Prepend(root))
        {
            byte[] bytes = SealedBatchFormat.Encode(batch);
            order.CopyTo(bytes, offset);
            Assert.False(SealedBatchFormat.TryDecode(bytes, out _));
        }
    }
}
