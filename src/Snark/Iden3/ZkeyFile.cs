using Plimsoll.Crypto.Curves;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Snark.Iden3;

/// <summary>Proving keys as <c>.zkey</c> files, version 1, protocol Groth16.</summary>
public static partial class ZkeyFile
{
    private const uint Protocol = 1, Header = 2, Inputs = 3, Coefficients = 4, A = 5, B1 = 6, B2 = 7, C = 8, H = 9, Contributions = 10;
    private const uint Groth16 = 1;
    private const int CoefficientLength = 3 * sizeof(uint) + Fr.ByteLength;

    /// <summary>Writes a key.</summary>
    public static void Write(ProvingKey key, Stream output)
    {
        ArgumentNullException.ThrowIfNull(key);
        (VerifyingKey verifying, ProvingKeyParts parts) = (key.VerifyingKey, key.Parts);
        using SectionWriter writer = new(output, "zkey"u8, version: 1, sections: 10);
        writer.Put(Groth16);
        writer.EndSection(Protocol);

        writer.PutPrime(PointFormat.BasePrime);
        writer.PutPrime(PointFormat.ScalarPrime);
        writer.Put((uint)key.WireCount);
        writer.Put((uint)key.PublicCount);
        writer.Put(1u << key.Log2DomainSize);
        writer.Put(verifying.Alpha);
        writer.Put(parts.BetaG1);
        writer.Put(verifying.Beta);
        writer.Put(verifying.Gamma);
        writer.Put(parts.DeltaG1);
        writer.Put(verifying.Delta);
        writer.EndSection(Header);

        writer.Put(verifying.Inputs);
        writer.EndSection(Inputs);
        writer.Put((uint)(parts.A.EntryCount + parts.B.EntryCount));
        PutMatrix(writer, 0, parts.A);
        PutMatrix(writer, 1, parts.B);
        writer.EndSection(Coefficients);
        int firstSecret = key.PublicCount + 1;
        writer.Put(parts.PointsA.Expand(0, key.WireCount));
        writer.EndSection(A);
        writer.Put(parts.PointsB1.Expand(0, key.WireCount));
        writer.EndSection(B1);
        writer.Put(parts.PointsB2.Expand(0, key.WireCount));
        writer.EndSection(B2);
        writer.Put(parts.PointsC.Expand(firstSecret, key.WireCount - firstSecret));
        writer.EndSection(C);
        writer.Put(parts.PointsH);
        writer.EndSection(H);
        writer.Put(parts.Contributions);
        writer.EndSection(Contributions);
    }

    /// <summary>Reads a key and checks it.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="key">The key; null when it is refused.</param>
    /// <returns>Why the key is refused, if it is: a key without a contribution is.</returns>
    /// <remarks>
    /// All points are on their curves. Those that the verifier sees are in their subgroups, and β and δ are the same numbers in both groups. The other points are not tested further: a proof
    /// made with a wrong one does not verify, and <see cref="Prover"/> hands out none that does not. Whether a ceremony was honest is for <c>snarkjs zkey verify</c> to say.
    /// </remarks>
    /// <exception cref="Iden3Exception">The file is no Groth16 key of this curve.</exception>
    public static KeyRefusal TryRead(ReadOnlySpan<byte> file, out ProvingKey? key)
    {
        key = null;
        SectionReader reader = new(file, "zkey"u8, version: 1);
        FieldReader protocol = reader.Section(Protocol);
        if (protocol.UInt32() != Groth16)
            throw new Iden3Exception("The key is not one of Groth16.");
        FieldReader header = reader.Section(Header);
        header.Prime(PointFormat.BasePrime);
        header.Prime(PointFormat.ScalarPrime);
        uint wires = header.UInt32(), publics = header.UInt32(), domain = header.UInt32();
        G1Affine alpha = header.G1(), betaG1 = header.G1();
        G2Affine beta = header.G2(), gamma = header.G2();
        G1Affine deltaG1 = header.G1();
        G2Affine delta = header.G2();
        header.End();
        if (wires > int.MaxValue || publics >= wires || !uint.IsPow2(domain) || domain < 2 || domain > 1u << KeyDomain.MaxLog2Size)
            throw new Iden3Exception("The header's numbers do not fit together.");

        int firstSecret = (int)publics + 1;
        KeyRefusal refusal = VerifyingKey.TryCreate(alpha, beta, gamma, delta, All(reader.Section(Inputs), firstSecret), out VerifyingKey? verifying);
        if (verifying is null)
            return refusal;
        if (!SameLogarithm(betaG1, beta) || !SameLogarithm(deltaG1, delta))
            return KeyRefusal.Inconsistent;
        (SparseMatrix a, SparseMatrix b) = ReadMatrices(reader.Section(Coefficients), wires, domain);
        FieldReader contributions = reader.Section(Contributions), pointsB2 = reader.Section(B2);
        G2Affine[] b2 = pointsB2.ManyG2((int)wires);
        pointsB2.End();
        key = new(verifying, (int)wires, int.Log2((int)domain), new()
        {
            BetaG1 = betaG1,
            DeltaG1 = deltaG1,
            A = a,
            B = b,
            PointsA = new(All(reader.Section(A), (int)wires), 0),
            PointsB1 = new(All(reader.Section(B1), (int)wires), 0),
            PointsB2 = new(b2, 0),
            PointsC = new(All(reader.Section(C), (int)wires - firstSecret), firstSecret),
            PointsH = All(reader.Section(H), (int)domain),
            Contributions = contributions.Bytes(contributions.Length).ToArray(),
        });
        return KeyRefusal.None;
    }

    private static G1Affine[] All(FieldReader section, int count)
    {
        G1Affine[] points = section.ManyG1(count);
        section.End();
        return points;
    }

    // e(p, G2) = e(G1, q)
    private static bool SameLogarithm(in G1Affine p, in G2Affine q) =>
        SubgroupCheck.IsInSubgroup(p) && Crypto.Pairings.Pairing.ProductIsOne([p, -G1Affine.Generator], [G2Affine.Generator, q]);
}
