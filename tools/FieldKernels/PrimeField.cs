using System.Globalization;
using System.Numerics;

namespace Plimsoll.FieldKernels;

/// <summary>What the generator needs to know of a prime field: its modulus and how many bits a limb of a product has.</summary>
/// <param name="Name">The C# type the kernels become part of.</param>
/// <param name="ModulusHex">The modulus, hexadecimal, with a leading zero digit.</param>
/// <param name="LimbBits">The width of a limb inside a kernel; the Montgomery radix is 2^(LimbBits·Limbs).</param>
/// <param name="PlainSteps">How many reduction steps, the last ones, add a multiple of the modulus instead of folding.</param>
internal sealed record PrimeField(string Name, string ModulusHex, int LimbBits, int PlainSteps)
{
    /// <summary>𝔽q of BLS12-381: 7 limbs of 56 bits.</summary>
    public static PrimeField Fq { get; } = new("Fq", "01a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", 56, 1);

    /// <summary>𝔽r of BLS12-381: 5 limbs of 52 bits. Folding by 2^−52 mod r ≈ r up to the end would leave 2r or more, hence two plain steps.</summary>
    public static PrimeField Fr { get; } = new("Fr", "073eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 52, 2);

    public BigInteger Modulus { get; } = BigInteger.Parse(ModulusHex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>64-bit words of a stored element.</summary>
    public int Words => (int)(Modulus.GetBitLength() + 63) / 64;

    /// <summary>Limbs of a product's operand.</summary>
    public int Limbs => (int)(Modulus.GetBitLength() + LimbBits - 1) / LimbBits;

    public BigInteger LimbBase => BigInteger.One << LimbBits;

    /// <summary>The Montgomery radix.</summary>
    public BigInteger Radix => BigInteger.One << (LimbBits * Limbs);

    /// <summary><c>1 / 2^LimbBits mod modulus</c>.</summary>
    public BigInteger Fold => BigInteger.ModPow(LimbBase, Modulus - 2, Modulus);

    /// <summary><c>−1 / modulus mod 2^LimbBits</c>.</summary>
    public BigInteger NegativeInverse
    {
        get
        {
            BigInteger inverse = 1; // Newton: each step doubles the correct low bits
            for (int bits = 1; bits < LimbBits; bits *= 2)
                inverse = inverse * (2 - Modulus * inverse) % LimbBase;
            return ((-inverse % LimbBase) + LimbBase) % LimbBase;
        }
    }

    public static ulong Limb(BigInteger value, int index, int bits) => (ulong)((value >> (index * bits)) & ((BigInteger.One << bits) - 1));
}
