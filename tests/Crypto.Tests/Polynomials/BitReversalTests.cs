using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Tests.Polynomials;

public sealed class BitReversalTests
{
    [Fact]
    public void An_index_is_read_backwards() =>
        Gen.Int[0, 31].SelectMany(bits => Gen.Select(Gen.Const(bits), Gen.Int[0, (int)((1L << bits) - 1)])).Sample((bits, index) =>
        {
            char[] digits = bits == 0 ? ['0'] : Convert.ToString(index, 2).PadLeft(bits, '0').ToCharArray();
            Array.Reverse(digits);
            return BitReversal.Of(index, bits) == Convert.ToInt32(new string(digits), 2);
        });

    [Fact]
    public void Permuting_moves_each_element_to_the_reversed_index_and_twice_changes_nothing() =>
        Gen.Int[0, 12].Sample(bits =>
        {
            int[] elements = [.. Enumerable.Range(0, 1 << bits)];
            BitReversal.Permute<int>(elements);
            bool moved = elements.Select((element, i) => element == BitReversal.Of(i, bits)).All(right => right);
            BitReversal.Permute<int>(elements);
            return moved && elements.SequenceEqual(Enumerable.Range(0, 1 << bits));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(12)]
    public void A_length_that_is_no_power_of_two_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => BitReversal.Permute<int>(new int[length]));

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(8, 3)]
    [InlineData(1, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 32)]
    public void An_index_out_of_range_is_refused(int index, int bits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BitReversal.Of(index, bits));
}
