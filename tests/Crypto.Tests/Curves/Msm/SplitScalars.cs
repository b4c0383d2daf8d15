namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>Scalars where taking them apart changes its mind: around |x|ⁱ, their halves, and r/2 as far as its top word tells.</summary>
internal static class SplitScalars
{
    public static Fr[] Edges { get; } = [.. Values()];

    private static IEnumerable<Fr> Values()
    {
        Fr half = Fr.Inverse(Fr.FromUInt64(2)), seed = Fr.FromUInt64(Endomorphism.Seed), power = Fr.One;
        Fr top = Fr.FromUInt64(0x39f6d3a994cebea4);
        for (int i = 0; i < 192; i++)
            top = Fr.Double(top);
        List<Fr> centers = [half, top, Fr.Zero];
        for (int i = 0; i < 3; i++)
        {
            power *= seed;
            centers.AddRange([power, power * half, power + power * half]);
        }

        centers.AddRange([.. centers.SelectMany(a => centers.Select(b => a + b)).Take(60)]);
        return centers.SelectMany(center => (Fr[])[center - Fr.One, center, center + Fr.One, -center]);
    }
}
