using Plimsoll.Crypto.Curves;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Groth16;

/// <summary>What only the prover uses of a proving key.</summary>
internal sealed class ProvingKeyParts
{
    public required G1Affine BetaG1 { get; init; }

    public required G1Affine DeltaG1 { get; init; }

    public required SparseMatrix A { get; init; }

    public required SparseMatrix B { get; init; }

    public required PointQuery<Fq, G1> PointsA { get; init; }

    public required PointQuery<Fq, G1> PointsB1 { get; init; }

    public required PointQuery<Fq2, G2> PointsB2 { get; init; }

    /// <summary>Of the wires that are not public.</summary>
    public required PointQuery<Fq, G1> PointsC { get; init; }

    /// <summary>Of the odd elements of the domain of twice the size, in their order.</summary>
    public required G1Affine[] PointsH { get; init; }

    /// <summary>The ceremony's record: a hash of the circuit, 64 bytes, and the contributions; kept as it was read.</summary>
    public required byte[] Contributions { get; init; }
}
