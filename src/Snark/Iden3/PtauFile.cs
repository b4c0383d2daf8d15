using Plimsoll.Crypto.Curves;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Snark.Iden3;

/// <summary>Powers of τ as <c>.ptau</c> files, version 1.</summary>
public static class PtauFile
{
    private const uint Header = 1, TauG1 = 2, TauG2 = 3, AlphaTauG1 = 4, BetaTauG1 = 5, BetaG2 = 6, Contributions = 7;
    private const uint LagrangeG1 = 12, LagrangeG2 = 13, LagrangeAlpha = 14, LagrangeBeta = 15;

    /// <summary>Writes the powers, prepared or not.</summary>
    public static void Write(PowersOfTau powers, Stream output)
    {
        ArgumentNullException.ThrowIfNull(powers);
        using SectionWriter writer = new(output, "ptau"u8, version: 1, sections: powers.Lagrange is null ? 7u : 11u);
        writer.PutPrime(PointFormat.BasePrime);
        writer.Put((uint)powers.Log2Size);
        writer.Put((uint)powers.CeremonyLog2Size);
        writer.EndSection(Header);
        Put(writer, TauG1, powers.TauG1);
        Put(writer, TauG2, powers.TauG2);
        Put(writer, AlphaTauG1, powers.AlphaTauG1);
        Put(writer, BetaTauG1, powers.BetaTauG1);
        Put(writer, BetaG2, (ReadOnlySpan<G2Affine>)[powers.BetaG2]);
        writer.Put(powers.Contributions);
        writer.EndSection(Contributions);
        if (powers.Lagrange is not { } lagrange)
            return;
        Put(writer, LagrangeG1, lagrange.TauG1);
        Put(writer, LagrangeG2, lagrange.TauG2);
        Put(writer, LagrangeAlpha, lagrange.AlphaTauG1);
        Put(writer, LagrangeBeta, lagrange.BetaTauG1);
    }

    /// <summary>Reads powers of τ.</summary>
    /// <remarks>
    /// All points are on their curves, and those that <see cref="PowersOfTau.Prepare"/> computes with are in their subgroups. That they are powers of one number, and that the ceremony was
    /// honest, is for <c>snarkjs powersoftau verify</c> to say.
    /// </remarks>
    /// <exception cref="Iden3Exception">The file is not one, belongs to another curve, or has a point outside the subgroup.</exception>
    public static PowersOfTau Read(ReadOnlySpan<byte> file)
    {
        SectionReader reader = new(file, "ptau"u8, version: 1);
        FieldReader header = reader.Section(Header);
        header.Prime(PointFormat.BasePrime);
        uint log2Size = header.UInt32(), ceremonyLog2Size = header.UInt32();
        header.End();
        if (log2Size is 0 or > PowersOfTau.MaxLog2Size || ceremonyLog2Size > 64)
            throw new Iden3Exception($"Powers of τ up to 2^{log2Size} are not supported.");
        int n = 1 << (int)log2Size;
        FieldReader contributions = reader.Section(Contributions);
        PowersOfTau.LagrangeSections? lagrange = !reader.Has(LagrangeG1) ? null : new(
            G1(reader.Section(LagrangeG1), 4 * n - 1), G2(reader.Section(LagrangeG2), 2 * n - 1), G1(reader.Section(LagrangeAlpha), 2 * n - 1), G1(reader.Section(LagrangeBeta), 2 * n - 1));
        return new((int)log2Size, (int)ceremonyLog2Size)
        {
            TauG1 = InSubgroup(G1(reader.Section(TauG1), 2 * n - 1)),
            TauG2 = InSubgroup(G2(reader.Section(TauG2), n)),
            AlphaTauG1 = InSubgroup(G1(reader.Section(AlphaTauG1), n)),
            BetaTauG1 = InSubgroup(G1(reader.Section(BetaTauG1), n)),
            BetaG2 = InSubgroup(G2(reader.Section(BetaG2), 1))[0],
            Contributions = contributions.Bytes(contributions.Length).ToArray(),
            Lagrange = lagrange,
        };
    }

    private static void Put(SectionWriter writer, uint section, ReadOnlySpan<G1Affine> points)
    {
        writer.Put(points);
        writer.EndSection(section);
    }

    private static void Put(SectionWriter writer, uint section, ReadOnlySpan<G2Affine> points)
    {
        writer.Put(points);
        writer.EndSection(section);
    }

    private static G1Affine[] G1(FieldReader section, int count)
    {
        G1Affine[] points = section.ManyG1(count);
        section.End();
        return points;
    }

    private static G2Affine[] G2(FieldReader section, int count)
    {
        G2Affine[] points = section.ManyG2(count);
        section.End();
        return points;
    }

    private static G1Affine[] InSubgroup(G1Affine[] points)
    {
        Require(Parallel.For(0, points.Length, (i, loop) => StopUnless(SubgroupCheck.IsInSubgroup(points[i]), loop)));
        return points;
    }

    private static G2Affine[] InSubgroup(G2Affine[] points)
    {
        Require(Parallel.For(0, points.Length, (i, loop) => StopUnless(SubgroupCheck.IsInSubgroup(points[i]), loop)));
        return points;
    }

    private static void StopUnless(bool isInSubgroup, ParallelLoopState loop)
    {
        if (!isInSubgroup)
            loop.Stop();
    }

    private static void Require(ParallelLoopResult result)
    {
        if (!result.IsCompleted)
            throw new Iden3Exception("A power of τ is outside the subgroup.");
    }
}
