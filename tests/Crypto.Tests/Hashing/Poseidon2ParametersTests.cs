using Plimsoll.Tools.Poseidon2;

namespace Plimsoll.Crypto.Tests.Hashing;

public sealed class Poseidon2ParametersTests
{
    [Theory]
    [InlineData(2, "6267f5556c88257324c1c8b00d5871b2eba13cc39d72aa10dde6b69bc44c41c7")]
    [InlineData(3, "6f007a551156b3a449e44936b7c093644a0ed33f33eaccc628e942e836c1a875")]
    [InlineData(4, "1a3bdcbfc11dabfb6ed0dd5f5a9b38191488bce9eecd811c10f9378b32db8c61")]
    public void The_register_gives_the_published_first_constant(int width, string first) =>
        Assert.Equal(first, Instance.Generate(width).RoundConstants[0][0].ToString("x64"));

    [Fact]
    public void Every_constant_is_below_the_modulus_and_no_two_are_equal()
    {
        foreach (int width in (int[])[2, 3, 4])
        {
            Instance instance = Instance.Generate(width);
            Assert.All(instance.RoundConstants.SelectMany(row => row), constant => Assert.True(constant < Instance.Modulus));
            int count = 8 * width + 56;
            Assert.Equal(count, instance.RoundConstants.SelectMany(row => row).Distinct().Count());
        }
    }

    [Fact]
    public void Regenerating_gives_no_difference() =>
        Assert.All(GeneratedFiles.All(), file => Assert.Equal(file.Text, File.ReadAllText(Checkout.PathOf(file.Path))));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Other_widths_are_refused(int width) => Assert.Throws<ArgumentOutOfRangeException>(() => Instance.Generate(width));
}
