namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>Sums of several operands at once, with vectors and without, and into one of their operands.</summary>
[Trait("Category", "Law")]
public sealed class FrLanesSumsTests
{
    private static readonly Gen<Fr[]> s_elements = AnyField.Fr.Array[4 * FrLanes.Count + 1];

    [Fact]
    public void A_sum_with_a_factor_is_the_sum_in_every_lane() => s_elements.Sample(x =>
    {
        Load(x, out FrLanes a, out FrLanes b, out _, out _, out FrFactor factor);
        FrLanes.Add(in a, in factor, out FrLanes one);
        FrLanes.Add(in a, in b, in factor, out FrLanes two);
        FrLanes.Add(in a, in b, in factor, out a);
        return Each(lane => one[lane] == x[lane] + x[^1] && two[lane] == x[lane] + x[8 + lane] + x[^1] && a[lane] == two[lane]);
    });

    [Fact]
    public void A_sum_of_four_is_the_sum_in_every_lane() => s_elements.Sample(x =>
    {
        Load(x, out FrLanes a, out FrLanes b, out FrLanes c, out FrLanes d, out _);
        FrLanes.Add(in a, in b, in c, in d, out FrLanes sum);
        FrLanes.Add(in a, in b, in c, in d, out c);
        return Each(lane => sum[lane] == x[lane] + x[8 + lane] + x[16 + lane] + x[24 + lane] && c[lane] == sum[lane]);
    });

    [Fact]
    public void A_mix_is_the_two_sums_in_every_lane() => s_elements.Sample(x =>
    {
        Load(x, out FrLanes a, out FrLanes b, out _, out _, out FrFactor factor);
        FrLanes.Mix(in a, in b, in factor, out FrLanes first, out FrLanes second);
        FrLanes.Mix(in a, in b, in factor, out a, out b);
        return Each(lane =>
            first[lane] == x[lane] + x[lane] + x[8 + lane] + x[^1] && second[lane] == x[lane] + x[8 + lane] + x[8 + lane] + x[8 + lane]
            && a[lane] == first[lane] && b[lane] == second[lane]);
    });

    private static bool Each(Func<int, bool> holds) => Enumerable.Range(0, FrLanes.Count).All(holds);

    private static void Load(Fr[] x, out FrLanes a, out FrLanes b, out FrLanes c, out FrLanes d, out FrFactor factor)
    {
        FrLanes.Load(x, out a);
        FrLanes.Load(x.AsSpan(8), out b);
        FrLanes.Load(x.AsSpan(16), out c);
        FrLanes.Load(x.AsSpan(24), out d);
        factor = new(x[^1]);
    }
}
