namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>The two inversions agree.</summary>
[Trait("Category", "Law")]
public sealed class FqInversionTests
{
    [Fact]
    public void The_variable_time_inverse_is_the_inverse() =>
        AnyField.Fq.Sample(a => Fq.InverseVariableTime(a) == Fq.Inverse(a));

    [Fact]
    public void Small_numbers_their_negatives_and_powers_of_two_are_inverted_too()
    {
        Fq power = Fq.One;
        for (ulong i = 0; i < 400; i++, power = Fq.Double(power))
        {
            Fq small = Fq.FromUInt64(i);
            Assert.Equal(Fq.Inverse(small), Fq.InverseVariableTime(small));
            Assert.Equal(Fq.Inverse(-small), Fq.InverseVariableTime(-small));
            Assert.Equal(Fq.Inverse(power), Fq.InverseVariableTime(power));
        }
    }
}
