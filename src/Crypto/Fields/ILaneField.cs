namespace Plimsoll.Crypto.Fields;

/// <summary>Eight elements of a field over 𝔽q side by side: <see cref="Coefficients"/> times the words of <see cref="FqLanes"/>, one after the other.</summary>
/// <remarks>
/// The words <i>normal</i>, <i>wide</i> and <i>centered</i> are those of <see cref="FqLanes"/>. Results may overwrite operands.
/// Sums, differences and moves go coefficient by coefficient and need no member here.
/// </remarks>
internal unsafe interface ILaneField
{
    /// <summary>How many times eight elements <see cref="MultiplyEach"/> takes.</summary>
    const int MostTogether = 16;

    /// <summary>The degree of the field over 𝔽q.</summary>
    static abstract int Coefficients { get; }

    /// <summary>Returns <c>a·b</c>; a may be wide.</summary>
    static abstract void Multiply(long* result, long* a, long* b);

    /// <summary>Returns <c>a·b − c</c>, centered; a and c may be wide.</summary>
    static abstract void MultiplyLess(long* result, long* a, long* b, long* c);

    /// <summary><see cref="Multiply"/> for <paramref name="count"/> times eight elements, at most <see cref="MostTogether"/>, one behind the other; results may overwrite the operands in their place.</summary>
    /// <remarks>One kernel after the other: they are so long that taking turns costs a third of their speed.</remarks>
    static abstract void MultiplyEach(long* results, long* a, long* b, int count);

    /// <summary><see cref="MultiplyLess"/> in the same way.</summary>
    static abstract void MultiplyLessEach(long* results, long* a, long* b, long* c, int count);

    /// <summary>Returns <c>a²</c>.</summary>
    static abstract void Square(long* result, long* a);

    /// <summary>Returns <c>a² − c</c>, centered; c may be wide.</summary>
    static abstract void SquareLess(long* result, long* a, long* c);
}

/// <summary>The lanes of one field.</summary>
internal interface ILaneField<TField> : ILaneField
    where TField : unmanaged, IField<TField>;

/// <summary>𝔽q in lanes.</summary>
internal readonly unsafe struct FqLaneField : ILaneField<Fq>
{
    public static int Coefficients => 1;

    public static void Multiply(long* result, long* a, long* b) => FqLanes.Multiply(result, a, b);

    public static void MultiplyLess(long* result, long* a, long* b, long* c) => FqLanes.MultiplyLess(result, a, b, c);

    public static void MultiplyEach(long* results, long* a, long* b, int count)
    {
        for (int i = 0; i < count * FqLanes.Length; i += FqLanes.Length)
            FqLanes.Multiply(results + i, a + i, b + i);
    }

    public static void MultiplyLessEach(long* results, long* a, long* b, long* c, int count)
    {
        for (int i = 0; i < count * FqLanes.Length; i += FqLanes.Length)
            FqLanes.MultiplyLess(results + i, a + i, b + i, c + i);
    }

    public static void Square(long* result, long* a) => FqLanes.Square(result, a);

    public static void SquareLess(long* result, long* a, long* c) => FqLanes.SquareLess(result, a, c);
}
