using System.Runtime.CompilerServices;
using Plimsoll.Crypto.Curves.Lanes;

namespace Plimsoll.Crypto.Curves;

/// <summary>Adds many independent pairs of affine points at once, eight per step, with one inversion for all.</summary>
/// <remarks>
/// <para>
/// A point is a record of <see cref="Stride"/> words: the coefficients of x, then those of y, in rows of 8 words
/// (see <see cref="FqLanes"/>); the last word of the first row is <see cref="Absent"/> at infinity. A reference to a point is the address
/// of its record, plus one where its inverse is meant.
/// </para>
/// <para>
/// The slope of a sum is (y₂ − y₁)/(x₂ − x₁). The differences of all pairs are multiplied up, their product is inverted, and going
/// back each pair finds its own inverse (Montgomery's trick): 5 products and a square per addition. Where the product is
/// zero some x₂ = x₁: the batch is looked through again, equal points take the tangent's slope 3x²/2y and opposite ones give infinity.
/// No point of E(𝔽q) or E'(𝔽q²) has y = 0, their orders are odd.
/// </para>
/// </remarks>
internal unsafe ref partial struct AffineAdder<TField, TLanes>
    where TField : unmanaged, IField<TField>
    where TLanes : struct, ILaneField<TField>
{
    /// <summary>The most pairs that may wait; more of them would leave the second-level cache.</summary>
    public const int Capacity = 2048;

    /// <summary>What the last word of a record's first row says at infinity.</summary>
    public const long Absent = FqLanes.Mark;

    private const int Lanes = FqLanes.Lanes, Groups = Capacity / Lanes, BlockGroups = ILaneField.MostTogether;

    private readonly nuint* _left, _right, _sum; // references, references, addresses
    private readonly byte* _doubled, _cancelled; // lanes of each group
    private readonly long* _prefixes, _differences, _x1, _y1, _factors, _scratch;
    private int _count;

    /// <summary>Words of memory that an adder needs.</summary>
    public static int WorkspaceLength => 3 * Capacity + 2 * Groups / sizeof(long) + (3 * Groups + 1 + 2 * BlockGroups + ScratchElements) * ElementLength;

    /// <summary>The words of a point's record.</summary>
    public static int Stride => 2 * TLanes.Coefficients * FqLanes.RowLength;

    /// <summary>Whether a sum of this adder was infinity.</summary>
    public bool SawInfinity { get; private set; }

    private static int ElementLength => LaneElement<TLanes>.Length;

    private const int ScratchElements = 12;

    /// <summary>Makes an adder in <see cref="WorkspaceLength"/> words, aligned to 64 bytes.</summary>
    public AffineAdder(long* workspace)
    {
        _prefixes = workspace;
        _differences = _prefixes + (Groups + 1) * ElementLength; // the last prefix is the product of all
        _x1 = _differences + Groups * ElementLength;
        _y1 = _x1 + Groups * ElementLength;
        _factors = _y1 + BlockGroups * ElementLength;
        _scratch = _factors + BlockGroups * ElementLength;
        _left = (nuint*)(_scratch + ScratchElements * ElementLength);
        _right = _left + Capacity;
        _sum = _right + Capacity;
        _doubled = (byte*)(_sum + Capacity);
        _cancelled = _doubled + Groups;
    }

    /// <summary>Asks for the sum of two points, neither of them infinity; it is there after <see cref="Flush"/>.</summary>
    /// <remarks>The sum may overwrite one of the two, but no other point that waits.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nuint left, nuint right, nuint sum)
    {
        int count = _count;
        _left[count] = left;
        _right[count] = right;
        _sum[count] = sum;
        _count = count + 1;
        if (count + 1 == Capacity)
            Flush();
    }

    /// <summary>Computes what was asked for.</summary>
    public void Flush()
    {
        if (_count == 0)
            return;
        int groups = (_count + Lanes - 1) / Lanes;
        for (int i = _count; i < groups * Lanes; i++) // the last group repeats its first pair
            (_left[i], _right[i], _sum[i]) = (_left[i - 1], _right[i - 1], _sum[i - 1]);

        bool regular = TryInvert(groups, regular: true);
        if (!regular)
        {
            for (int group = 0; group < groups; group++)
                FindExceptions(group);
            _ = TryInvert(groups, regular: false);
        }

        SumAll(groups, regular);

        _count = 0;
    }

    // Multiplies the differences up and inverts the product, into the scratch element 0; false if it is zero.
    private readonly bool TryInvert(int groups, bool regular)
    {
        int length = ElementLength;
        long* product = _scratch, other = _scratch + length, one = _scratch + 2 * length;
        LaneElement<TLanes>.Broadcast(_prefixes, TField.One);
        LaneElement<TLanes>.Copy(one, _prefixes);
        for (int group = 0; group < groups; group++)
        {
            long* difference = _differences + group * length;
            if (regular)
            {
                Prefetch(group + 4, ySide: false);
                long* x1 = _x1 + group * length;
                GatherX(difference, group, _right);
                GatherX(x1, group, _left);
                LaneElement<TLanes>.Subtract(difference, difference, x1);
            }
            else
            {
                ReplaceDifference(group, one);
            }

            long* prefix = _prefixes + group * length;
            TLanes.Multiply(prefix + length, difference, prefix);
        }

        LaneElement<TLanes>.Copy(product, _prefixes + groups * length);
        return LaneInversion<TField, TLanes>.TryInvert(product, other);
    }

    // One kind of product after the other, block by block: their code is too long for all of them to stay in the first-level cache.
    private void SumAll(int groups, bool regular)
    {
        for (int end = groups; end > 0; end -= BlockGroups)
        {
            int first = Math.Max(0, end - BlockGroups), count = end - first;
            long* slopes = _prefixes + first * ElementLength;
            InvertEach(first, count);
            for (int group = first; group < end; group++)
                Rise(group, group - first, regular);
            TLanes.MultiplyEach(slopes, _factors, slopes, count); // the slopes take the inverses' places
            for (int group = first; group < end; group++)
                Third(group, regular);
            for (int group = first; group < end; group++)
                LaneElement<TLanes>.Subtract(_x1 + group * ElementLength, _x1 + group * ElementLength, _differences + group * ElementLength);
            TLanes.MultiplyLessEach(_y1, _x1 + first * ElementLength, slopes, _y1, count);
            for (int group = first; group < end; group++)
                End(group, group - first, regular);
        }
    }

    // The inverses take the prefixes' places: each is its prefix times the inverse of the product up to its difference.
    private readonly void InvertEach(int first, int count)
    {
        int length = ElementLength;
        long* running = _scratch;
        for (int i = count - 1; i >= 0; i--)
        {
            Prefetch(first + i, ySide: true);
            LaneElement<TLanes>.Copy(_factors + i * length, running);
            TLanes.Multiply(running, _differences + (first + i) * length, running);
        }

        TLanes.MultiplyEach(_prefixes + first * length, _factors, _prefixes + first * length, count);
    }

    private readonly void Rise(int group, int place, bool regular)
    {
        int length = ElementLength;
        long* y1 = _y1 + place * length, rise = _factors + place * length;
        GatherY(y1, group, _left);
        GatherY(rise, group, _right);
        LaneElement<TLanes>.Subtract(rise, rise, y1);
        if (!regular)
            ReplaceRise(group, rise);
    }

    // The x of the sum takes the difference's place.
    private readonly void Third(int group, bool regular)
    {
        int length = ElementLength;
        long* x = _differences + group * length, x1 = _x1 + group * length, both = _scratch + length;
        LaneElement<TLanes>.AddTwice(both, x, x1); // x₁ + x₂
        if (!regular)
        {
            LaneElement<TLanes>.Add(x, x1, x1);
            LaneElement<TLanes>.Blend(both, x, _doubled[group]);
        }

        TLanes.SquareLess(x, _prefixes + group * length, both);
    }

    private void End(int group, int place, bool regular)
    {
        Scatter(group, 0, _differences + group * ElementLength);
        Scatter(group, 1, _y1 + place * ElementLength);
        if (!regular)
            MarkInfinities(group);
    }
}
