using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Plimsoll.Crypto.Curves.Lanes;

namespace Plimsoll.Crypto.Curves;

/// <content>Secret scalars.</content>
/// <remarks>
/// Fixed windows of 4 bits over the whole length, the complete formulas, tables read in full: the same operations on the same addresses
/// whatever the scalar is. The answer is affine, because a projective denominator tells about the scalar (Naccache, Smart, Stern 2004).
/// What the runtime copies on its stack is not wiped.
/// </remarks>
public static partial class ScalarMultiplication
{
    /// <summary>Returns <c>secret·p</c> for a point of the subgroup. Constant-time in the scalar.</summary>
    /// <remarks><b>Outside of the subgroup the answer is wrong.</b> 128 doublings and 64 additions.</remarks>
    public static G1Affine MultiplySecret(in G1Affine p, in Fr secret)
    {
        Span<ulong> digits = stackalloc ulong[4];
        SecretDigits.Of(secret, digits);
        for (int i = 0; i < 4; i += 2)
        {
            UInt128 half = SeedDigits.Pair(digits[i], digits[i + 1]);
            digits[i] = (ulong)half;
            digits[i + 1] = (ulong)(half >> 64);
        }

        G1Projective sum = FqLanes.IsWide ? LaneMultiplication.MultiplySecret(p, digits) : MultiplySecretHalves(p, digits);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(digits));
        Fq inverse = InverseOfSecret(sum.Z);
        return new(sum.X * inverse, sum.Y * inverse);
    }

    /// <summary>Returns <c>secret·p</c> for a point of the subgroup. Constant-time in the scalar.</summary>
    /// <remarks><b>Outside of the subgroup the answer is wrong.</b> 64 doublings and 64 additions.</remarks>
    public static G2Affine MultiplySecret(in G2Affine p, in Fr secret)
    {
        Span<ulong> digits = stackalloc ulong[4];
        SecretDigits.Of(secret, digits);
        G2Projective sum = FqLanes.IsWide ? LaneMultiplication.MultiplySecret(p, digits) : MultiplySecretQuarters(p, digits);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(digits));
        Fq2 inverse = Fq2.Conjugate(sum.Z) * InverseOfSecret(Fq2.Norm(sum.Z));
        return new(sum.X * inverse, sum.Y * inverse);
    }

    private static G1Projective MultiplySecretHalves(in G1Affine p, ReadOnlySpan<ulong> digits)
    {
        Tables2<G1Projective> tables = default;
        Span<G1Projective> table = tables;
        SecretTable.Fill(new G1Projective(p), table[..SecretTable.Length]);
        for (int i = 0; i < SecretTable.Length; i++)
            table[SecretTable.Length + i] = new(Endomorphism.Phi(table[i].X), -table[i].Y, table[i].Z); // x²·p = −φ(p)
        return AddWindows<Fq, G1>(table, digits, 2);
    }

    private static G2Projective MultiplySecretQuarters(in G2Affine p, ReadOnlySpan<ulong> digits)
    {
        Tables4<G2Projective> tables = default;
        Span<G2Projective> table = tables;
        SecretTable.Fill(new G2Projective(p), table[..SecretTable.Length]);
        for (int i = SecretTable.Length; i < table.Length; i++)
            table[i] = -Endomorphism.Psi(table[i - SecretTable.Length]); // |x|·p = −ψ(p)
        return AddWindows<Fq2, G2>(table, digits, 1);
    }

    // Σ digitsᵢ·pᵢ, table i holding the multiples of pᵢ and each digit being the given number of limbs long.
    private static ProjectivePoint<TField, TGroup> AddWindows<TField, TGroup>(
        ReadOnlySpan<ProjectivePoint<TField, TGroup>> tables, ReadOnlySpan<ulong> digits, int limbsPerDigit)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        ProjectivePoint<TField, TGroup> sum = ProjectivePoint<TField, TGroup>.Infinity;
        for (int shift = 64 * limbsPerDigit - SecretTable.WindowBits; shift >= 0; shift -= SecretTable.WindowBits)
        {
            for (int i = 0; i < SecretTable.WindowBits; i++)
                sum = ProjectivePoint<TField, TGroup>.Double(sum);
            for (int i = 0; i * limbsPerDigit < digits.Length; i++)
            {
                ulong window = (digits[i * limbsPerDigit + shift / 64] >> (shift % 64)) & (SecretTable.Length - 1);
                sum += SecretTable.Lookup(tables.Slice(i * SecretTable.Length, SecretTable.Length), window);
            }
        }

        return sum;
    }

    // a^(q − 2) as e⁴·a with e = a^((q − 3)/4); the same operations whatever a is.
    private static Fq InverseOfSecret(in Fq a) => Fq.Square(Fq.Square(Fq.InverseRoot(a))) * a;

    [InlineArray(2 * SecretTable.Length)]
    private struct Tables2<T>
    {
        private T _first;
    }

    [InlineArray(4 * SecretTable.Length)]
    private struct Tables4<T>
    {
        private T _first;
    }
}
