using Plimsoll.Crypto.Pairings;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Pairings;

/// <summary>The lanes of 𝔽q¹² against the scalar tower.</summary>
[Trait("Category", "Law")]
public sealed unsafe class Fq12LanesTests
{
    private static readonly Gen<Fq12> s_cyclotomic = AnyField.Fq12.Where(a => !a.IsZero).Select(a =>
    {
        Fq12 m = Fq12.Conjugate(a) * Fq12.Inverse(a);
        return Fq12.FrobeniusSquared(m) * m;
    });

    public Fq12LanesTests() => Assert.SkipUnless(FqLanes.IsSupported, "This processor setting has no lanes.");

    [Fact]
    public void Lanes_hold_the_element() => AnyField.Fq12.Sample(a => InLanes(a, (x, _) => { }) == a);

    [Fact]
    public void Products_agree() => Gen.Select(AnyField.Fq12, AnyField.Fq12).Sample((a, b) =>
    {
        long* memory = stackalloc long[AlignedWords.WithPadding((2 * Fq12Lanes.Length) + Fq12Lanes.ScratchLength)];
        long* x = AlignedWords.Align(memory), y = x + Fq12Lanes.Length, scratch = y + Fq12Lanes.Length;
        Fq12Lanes.FromFq12(x, a);
        Fq12Lanes.FromFq12(y, b);
        Fq12Lanes.Multiply(x, x, y, scratch);
        return Fq12Lanes.ToFq12(x) == a * b;
    });

    [Fact]
    public void Squares_agree() => AnyField.Fq12.Sample(a => InLanes(a, (x, scratch) => Fq12Lanes.Square(x, x, scratch)) == Fq12.Square(a));

    [Fact]
    public void Cyclotomic_squares_agree() =>
        s_cyclotomic.Sample(a => InLanes(a, (x, scratch) => Fq12Lanes.CyclotomicSquare(x, x, scratch)) == Fq12.Square(a));

    [Fact]
    public void Long_chains_of_squares_stay_exact() => s_cyclotomic.Sample(
        a =>
        {
            Fq12 expected = a;
            for (int i = 0; i < 100; i++)
                expected = Fq12.CyclotomicSquare(expected);
            return expected == InLanes(a, (x, scratch) =>
            {
                for (int i = 0; i < 100; i++)
                    Fq12Lanes.CyclotomicSquare(x, x, scratch);
            });
        },
        iter: 10);

    [Fact]
    public void Products_with_lines_agree() => Gen.Select(AnyField.Fq12, AnyField.Fq2, AnyField.Fq2, AnyField.Fq2).Sample((a, l0, l1, l4) =>
    {
        long* memory = stackalloc long[AlignedWords.WithPadding((2 * Fq12Lanes.Length) + Fq12Lanes.ScratchLength)];
        long* x = AlignedWords.Align(memory), line = x + Fq12Lanes.Length, scratch = line + Fq12Lanes.Length;
        Fq12Lanes.FromFq12(x, a);
        Fq2Lanes.FromFq2(line, [l0, l1, l4]);
        Fq12Lanes.MultiplyByLine(x, x, line, scratch);
        return Fq12Lanes.ToFq12(x) == Fq12.MultiplyBy014(a, l0, l1, l4);
    });

    [Fact]
    public void Conjugates_agree() => AnyField.Fq12.Sample(a => InLanes(a, (x, _) => Fq12Lanes.Conjugate(x, x)) == Fq12.Conjugate(a));

    [Fact]
    public void Frobenius_maps_agree() => AnyField.Fq12.Sample(a =>
        InLanes(a, (x, scratch) => Fq12Lanes.Frobenius(x, x, scratch)) == Fq12.Frobenius(a)
        && InLanes(a, (x, scratch) =>
        {
            Fq12Lanes.FrobeniusSquared(scratch, x);
            new ReadOnlySpan<long>(scratch, Fq12Lanes.Length).CopyTo(new(x, Fq12Lanes.Length));
        }) == Fq12.FrobeniusSquared(a));

    private delegate void Operation(long* x, long* scratch);

    private static Fq12 InLanes(in Fq12 a, Operation operation)
    {
        long* memory = stackalloc long[AlignedWords.WithPadding(Fq12Lanes.Length + Fq12Lanes.ScratchLength)];
        long* x = AlignedWords.Align(memory);
        Fq12Lanes.FromFq12(x, a);
        operation(x, x + Fq12Lanes.Length);
        return Fq12Lanes.ToFq12(x);
    }
}
