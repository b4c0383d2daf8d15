using Plimsoll.Tools.Jubjub;

namespace Plimsoll.Crypto.Tests.Curves.Jubjub;

/// <summary>The generator's multiples that the contract verifies signatures with.</summary>
public sealed class GeneratorTableTests
{
    [Fact]
    public void Regenerating_gives_no_difference() =>
        Assert.Equal(GeneratorTable.Write(), File.ReadAllText(Checkout.PathOf(GeneratorTable.Path)));

    [Fact]
    public void Every_entry_is_the_multiple_that_its_place_says()
    {
        string[] words = [.. GeneratorTable.Write().Split("hex\"").Skip(1).Select(part => part[..64])];
        Assert.Equal(15 * 3, words.Length);
        for (uint entry = 1; entry < 16; entry++)
        {
            JubjubScalar multiple = JubjubScalar.FromUInt128(entry % 4) + JubjubScalar.FromUInt128(UInt128.MaxValue) * JubjubScalar.FromUInt128(entry / 4) + JubjubScalar.FromUInt128(entry / 4);
            JubjubAffine p = JubjubPoint.MultiplyGenerator(multiple).ToAffine();
            string[] expected = [.. new[] { p.Y + p.X, p.Y - p.X, Fr.Double(JubjubAffine.D) * p.X * p.Y }.Select(word => Convert.ToHexStringLower(word.ToBytes()))];
            Assert.Equal(expected, words[(int)(3 * entry - 3)..(int)(3 * entry)]);
        }
    }
}
