using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Plimsoll.FieldKernels;

namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>The scalar kernels against big integers, on stored words: random ones, and words and limbs of all zeros or all ones.</summary>
[Trait("Category", "Law")]
public sealed class ScalarKernelTests
{
    [Fact]
    public void Fq_kernels_are_exact()
    {
        Check(PrimeField.Fq, (in Fq a, in Fq b) => a + b, (x, y, _) => x + y);
        Check(PrimeField.Fq, (in Fq a, in Fq b) => a - b, (x, y, _) => x - y);
        Check(PrimeField.Fq, (in Fq a, in Fq b) => -a, (x, y, _) => -x);
        Check(PrimeField.Fq, (in Fq a, in Fq b) => Fq.Double(a), (x, y, _) => x + x);
        Check(PrimeField.Fq, (in Fq a, in Fq b) => a * b, (x, y, unit) => x * y * unit);
        Check(PrimeField.Fq, (in Fq a, in Fq b) => Fq.Square(a), (x, y, unit) => x * x * unit);
        Check<Fq>(PrimeField.Fq, Fq.MultiplyPortable, (x, y, unit) => x * y * unit);
    }

    [Fact]
    public void Fr_kernels_are_exact()
    {
        Check(PrimeField.Fr, (in Fr a, in Fr b) => a + b, (x, y, _) => x + y);
        Check(PrimeField.Fr, (in Fr a, in Fr b) => a - b, (x, y, _) => x - y);
        Check(PrimeField.Fr, (in Fr a, in Fr b) => -a, (x, y, _) => -x);
        Check(PrimeField.Fr, (in Fr a, in Fr b) => Fr.Double(a), (x, y, _) => x + x);
        Check(PrimeField.Fr, (in Fr a, in Fr b) => a * b, (x, y, unit) => x * y * unit);
        Check(PrimeField.Fr, (in Fr a, in Fr b) => Fr.Square(a), (x, y, unit) => x * x * unit);
        Check<Fr>(PrimeField.Fr, Fr.MultiplyPortable, (x, y, unit) => x * y * unit);
    }

    [Fact]
    public void Inverses_are_exact_and_zero_has_zero()
    {
        BigInteger q = PrimeField.Fq.Modulus, r = PrimeField.Fr.Modulus; // 1/x, stored, is R²/(x·R)
        Check(PrimeField.Fq, (in Fq a, in Fq b) => Fq.Inverse(a), (x, y, unit) => BigInteger.ModPow(x, q - 2, q) * BigInteger.ModPow(unit, q - 3, q));
        Check(PrimeField.Fr, (in Fr a, in Fr b) => Fr.Inverse(a), (x, y, unit) => BigInteger.ModPow(x, r - 2, r) * BigInteger.ModPow(unit, r - 3, r));
        AnyField.Fq.Sample(a => Fq.InverseConstantTime(a) == Fq.Inverse(a));
        AnyField.Fr.Sample(a => Fr.InverseConstantTime(a) == Fr.Inverse(a));
    }

    [Fact]
    public void Intrinsics_and_portable_code_multiply_alike()
    {
        Assert.SkipUnless(Bmi2.X64.IsSupported, "This processor setting has no BMI2.");
        Gen.Select(Words(PrimeField.Fq), Words(PrimeField.Fq)).Sample((x, y) =>
            Fq.MultiplyBmi2(FromWords<Fq>(x), FromWords<Fq>(y)) == Fq.MultiplyPortable(FromWords<Fq>(x), FromWords<Fq>(y)));
        Gen.Select(Words(PrimeField.Fr), Words(PrimeField.Fr)).Sample((x, y) =>
            Fr.MultiplyBmi2(FromWords<Fr>(x), FromWords<Fr>(y)) == Fr.MultiplyPortable(FromWords<Fr>(x), FromWords<Fr>(y)));
    }

    private delegate T Kernel<T>(in T a, in T b);

    private static void Check<T>(PrimeField field, Kernel<T> kernel, Func<BigInteger, BigInteger, BigInteger, BigInteger> expected)
        where T : unmanaged, IField<T>
    {
        BigInteger unit = BigInteger.ModPow(field.Radix, field.Modulus - 2, field.Modulus); // 1 / radix
        Gen.Select(Words(field), Words(field)).Sample((x, y) =>
        {
            BigInteger value = expected(x, y, unit) % field.Modulus;
            if (value.Sign < 0)
                value += field.Modulus;
            Assert.Equal(value, ToWords(kernel(FromWords<T>(x), FromWords<T>(y))));
        });
    }

    // Values below p whose words and limbs are often all zeros or all ones, and values next to p.
    private static Gen<BigInteger> Words(PrimeField field) => Gen.Frequency(
        (4, Pieces(64, field)),
        (4, Pieces(field.LimbBits, field)),
        (1, Gen.Int[0, 3].Select(i => new BigInteger(i))),
        (1, Gen.Int[1, 4].Select(i => field.Modulus - i)));

    private static Gen<BigInteger> Pieces(int bits, PrimeField field) =>
        Gen.Select(Gen.ULong, Gen.Int[0, 5], (random, kind) => kind switch { 0 => 0UL, 1 => ulong.MaxValue, 2 => 1UL, _ => random } >> (64 - bits))
            .Array[8].Select(pieces => pieces.Aggregate(BigInteger.Zero, (sum, piece) => (sum << bits) + piece) % field.Modulus);

    private static T FromWords<T>(BigInteger value)
        where T : unmanaged
    {
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<T>()];
        bytes.Clear();
        Assert.True(value.TryWriteBytes(bytes, out _, isUnsigned: true));
        return MemoryMarshal.Read<T>(bytes);
    }

    private static BigInteger ToWords<T>(T element)
        where T : unmanaged => new(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in element)), isUnsigned: true);
}
