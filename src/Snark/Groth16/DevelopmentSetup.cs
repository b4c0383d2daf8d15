using Plimsoll.Crypto.Curves;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Groth16;

/// <summary>Keys for tests and development chains. <b>Whoever knows the seed can prove anything.</b></summary>
/// <remarks>Production keys come from a ceremony. The key carries a mark, in files too. Spec: docs/spec/snark.md#development-keys.</remarks>
public static class DevelopmentSetup
{
    private const int ScalarsPerTask = 8192;

    /// <summary>Chains on which nothing has a value: Anvil's and Hardhat's 31337, Geth's 1337.</summary>
    public static bool IsDevelopmentChain(ulong chainId) => chainId is 31337 or 1337;

    /// <summary>Makes a proving key; the same seed gives the same key.</summary>
    /// <param name="system">The circuit.</param>
    /// <param name="seed">Any bytes.</param>
    /// <param name="chainId">Where the key will be used.</param>
    /// <exception cref="InvalidOperationException">The chain is not a development chain.</exception>
    /// <exception cref="ArgumentException">The circuit has no public input, or is larger than the greatest domain.</exception>
    public static ProvingKey Run(ConstraintSystem system, ReadOnlySpan<byte> seed, ulong chainId)
    {
        ArgumentNullException.ThrowIfNull(system);
        if (!IsDevelopmentChain(chainId))
            throw new InvalidOperationException($"Chain {chainId} is no development chain: its keys come from a ceremony.");
        int log2Domain = ProvingKey.Log2DomainFor(system.ConstraintCount, system.PublicCount);
        if (system.PublicCount == 0 || log2Domain > KeyDomain.MaxLog2Size)
            throw new ArgumentException("A circuit has a public input, and at most half as many rows as the greatest domain has elements.", nameof(system));
        return Run(system, ToxicWaste.FromSeed(seed), log2Domain);
    }

    private static ProvingKey Run(ConstraintSystem system, in ToxicWaste waste, int log2Domain)
    {
        int wires = system.WireCount, firstSecret = system.PublicCount + 1;
        Fr[] lagrange = new Fr[1 << log2Domain];
        KeyDomain.Of(log2Domain).LagrangeAt(waste.Tau, lagrange);
        SparseMatrix rowsOfA = system.A.WithUnitRows(firstSecret);
        Fr[] a = new Fr[wires], b = new Fr[wires], c = new Fr[wires];
        rowsOfA.AddTransposedTimes(lagrange, a);
        system.B.AddTransposedTimes(lagrange, b);
        system.C.AddTransposedTimes(lagrange, c);

        // (β·a + α·b + c)/δ, and over γ = 1 for the public ones
        Fr inverseDelta = Fr.Inverse(waste.Delta);
        for (int i = 0; i < wires; i++)
            c[i] = (waste.Beta * a[i] + waste.Alpha * b[i] + c[i]) * (i < firstSecret ? Fr.One : inverseDelta);

        FixedBaseTable<Fq, G1> g1 = new(G1Affine.Generator, WindowBits(5L * wires));
        FixedBaseTable<Fq2, G2> g2 = new(G2Affine.Generator, WindowBits(wires));
        G1Affine[] single = Multiply(g1, [waste.Alpha, waste.Beta, waste.Delta]), all = Multiply(g1, c);
        G2Affine[] singleG2 = Multiply(g2, [waste.Beta, waste.Delta]);
        KeyRefusal refusal = VerifyingKey.TryCreate(single[0], singleG2[0], G2Affine.Generator, singleG2[1], all.AsSpan(0, firstSecret), out VerifyingKey? verifying);
        if (verifying is null)
            throw new ArgumentException($"The circuit has no sound key: {refusal}.", nameof(system));
        return new(verifying, wires, log2Domain, new()
        {
            BetaG1 = single[1],
            DeltaG1 = single[2],
            A = rowsOfA,
            B = system.B,
            PointsA = new(Multiply(g1, a), 0),
            PointsB1 = new(Multiply(g1, b), 0),
            PointsB2 = new(Multiply(g2, b), 0),
            PointsC = new(all.AsSpan(firstSecret), firstSecret),
            PointsH = Multiply(g1, OddLagrange(waste.Tau, inverseDelta, log2Domain)),
            Contributions = [.. ProvingKey.DevelopmentMark, 0, 0, 0, 0],
        });
    }

    // L(τ)/δ for the odd elements of the domain of twice the size.
    private static Fr[] OddLagrange(in Fr tau, in Fr inverseDelta, int log2Domain)
    {
        Fr[] all = new Fr[2 << log2Domain], odd = new Fr[1 << log2Domain];
        KeyDomain.Of(log2Domain + 1).LagrangeAt(tau, all);
        for (int i = 0; i < odd.Length; i++)
            odd[i] = all[2 * i + 1] * inverseDelta;
        return odd;
    }

    private static AffinePoint<TField, TGroup>[] Multiply<TField, TGroup>(FixedBaseTable<TField, TGroup> table, Fr[] scalars)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        AffinePoint<TField, TGroup>[] products = new AffinePoint<TField, TGroup>[scalars.Length];
        Parallel.For(0, (scalars.Length + ScalarsPerTask - 1) / ScalarsPerTask, task =>
        {
            int start = task * ScalarsPerTask, count = Math.Min(ScalarsPerTask, scalars.Length - start);
            table.Multiply(scalars.AsSpan(start, count), products.AsSpan(start, count));
        });
        return products;
    }

    private static int WindowBits(long products) => Math.Clamp((int)long.Log2(products) - 5, 6, 13);
}
