namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>The axioms of a field, and what every field of this project promises beyond them.</summary>
[Trait("Category", "Law")]
public abstract class FieldLawTests<T>
    where T : struct, IFieldArithmetic<T>
{
    private readonly Gen<T> _any;

    private protected FieldLawTests(Gen<T> any) => _any = any;

    [Fact]
    public void Addition_is_commutative_and_associative() =>
        Gen.Select(_any, _any, _any).Sample((a, b, c) => (a + b).Equals(b + a) && (a + b + c).Equals(a + (b + c)));

    [Fact]
    public void Multiplication_is_commutative_and_associative() =>
        Gen.Select(_any, _any, _any).Sample((a, b, c) => (a * b).Equals(b * a) && (a * b * c).Equals(a * (b * c)));

    [Fact]
    public void Multiplication_distributes_over_addition() =>
        Gen.Select(_any, _any, _any).Sample((a, b, c) => (a * (b + c)).Equals(a * b + a * c));

    [Fact]
    public void Zero_and_one_are_neutral() =>
        _any.Sample(a => (a + T.Zero).Equals(a) && (a * T.One).Equals(a) && (a * T.Zero).IsZero);

    [Fact]
    public void Subtraction_undoes_addition() =>
        Gen.Select(_any, _any).Sample((a, b) => (a + b - b).Equals(a) && (a - b).Equals(a + -b) && (a + -a).IsZero);

    [Fact]
    public void Doubling_and_squaring_are_what_they_say() =>
        _any.Sample(a => T.Double(a).Equals(a + a) && T.Square(a).Equals(a * a));

    [Fact]
    public void An_element_times_its_inverse_is_one() =>
        _any.Sample(a => a.IsZero ? T.Inverse(a).IsZero : (a * T.Inverse(a)).Equals(T.One));

    [Fact]
    public void Batch_inversion_inverts_each_and_keeps_zeros() =>
        _any.Array[0, 20].Sample(elements =>
        {
            T[] inverses = [.. elements];
            FieldAlgorithms.BatchInvert<T>(inverses, new T[elements.Length]);
            return elements.Zip(inverses).All(pair => T.Inverse(pair.First).Equals(pair.Second));
        });
}

/// <summary>The same for fields that also give square roots.</summary>
public abstract class RootLawTests<T> : FieldLawTests<T>
    where T : struct, IField<T>
{
    private readonly Gen<T> _any;

    private protected RootLawTests(Gen<T> any)
        : base(any) => _any = any;

    [Fact]
    public void A_square_has_a_root_and_the_root_squares_back() =>
        _any.Sample(a => T.TrySqrt(T.Square(a), out T root) && T.Square(root).Equals(T.Square(a)));

    [Fact]
    public void A_root_is_given_only_for_squares() =>
        _any.Sample(a => T.TrySqrt(a, out T root) ? T.Square(root).Equals(a) : root.IsZero);
}

public sealed class FrLawTests() : RootLawTests<Fr>(AnyField.Fr);

public sealed class FqLawTests() : RootLawTests<Fq>(AnyField.Fq);

public sealed class Fq2LawTests() : RootLawTests<Fq2>(AnyField.Fq2);

public sealed class Fq6LawTests() : FieldLawTests<Fq6>(AnyField.Fq6);

public sealed class Fq12LawTests() : FieldLawTests<Fq12>(AnyField.Fq12);
