namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>Points of the subgroup times public factors, eight side by side, and up to <see cref="Capacity"/> times eight for each inversion.</summary>
/// <remarks>
/// A table of odd multiples is affine (one inversion for each of its entries, of all points at once), the running sum Jacobian. Where eight points have the same factor
/// its digits are sparse. Infinities go along as the generator. A sum that met a case its formulas do not know is seen by Z = 0, and computed by the scalar path.
/// Safety: workspaces have <see cref="WorkspaceLength"/> words, aligned to 64 bytes; points are <see cref="AffineLanes{TField, TGroup, TLanes}"/>.
/// </remarks>
internal readonly unsafe ref partial struct LaneMultiples<TField, TGroup, TLanes, TCurve>
    where TField : unmanaged, IField<TField>
    where TGroup : unmanaged, ICurveGroup<TField>
    where TLanes : struct, ILaneField<TField>
    where TCurve : struct, ILaneCurve<TField, TGroup>
{
    /// <summary>The most groups of eight points at a time.</summary>
    public const int Capacity = 32;

    private const int ScratchElements = 8;

    private readonly long* _one, _zero, _generator, _constants, _scratch, _bases, _twice, _sums, _differences, _prefixes, _tables;

    /// <summary>Makes the constants in a workspace.</summary>
    public LaneMultiples(long* workspace)
    {
        _one = workspace;
        _zero = _one + Element;
        _generator = _zero + Point;
        _scratch = _generator + Point;
        _bases = _scratch + ScratchElements * Element;
        _twice = _bases + Capacity * Point;
        _sums = _twice + Capacity * Point;
        _differences = _sums + Capacity * Sum;
        _prefixes = _differences + Capacity * Element;
        _tables = _prefixes + Capacity * Element;
        _constants = _tables + Capacity * FactorDigits.TableLength * Entry;
        LaneElement<TLanes>.Broadcast(_one, TField.One);
        new Span<long>(_zero, Point).Clear();
        LaneElement<TLanes>.Broadcast(_generator, TGroup.GeneratorX);
        LaneElement<TLanes>.Broadcast(_generator + Element, TGroup.GeneratorY);
        TCurve.LoadConstants(_constants);
    }

    /// <summary>The words of a workspace.</summary>
    public static int WorkspaceLength =>
        (1 + ScratchElements) * Element + 2 * Point + TCurve.ConstantsLength
        + Capacity * (2 * Point + Sum + 2 * Element + FactorDigits.TableLength * Entry);

    private static int Element => LaneElement<TLanes>.Length;

    private static int Point => 2 * Element;

    private static int Sum => JacobianLanes<TLanes>.Length;

    // The x of all parts and the y of half of them.
    private static int Entry => (TCurve.Parts + TCurve.Parts / 2) * Element;

    /// <summary>Replaces points by their products.</summary>
    /// <param name="points">Groups of eight points.</param>
    /// <param name="factors">As many; for a group whose factors are equal this is much faster.</param>
    public void MultiplyAll(ReadOnlySpan<nint> points, ReadOnlySpan<Fr> factors)
    {
        if (points.IsEmpty)
            return;
        FillTables(points);
        for (int group = 0; group < points.Length; group++)
        {
            ReadOnlySpan<Fr> eight = factors.Slice(group * FqLanes.Lanes, FqLanes.Lanes);
            long* sum = _sums + group * Sum;
            if (eight.ContainsAnyExcept(eight[0]))
                SumOwn(sum, group, eight);
            else
                SumShared(sum, group, eight[0]);
            long* difference = _differences + group * Element;
            LaneElement<TLanes>.Copy(difference, sum + 2 * Element);
            LaneElement<TLanes>.Blend(difference, _one, LaneElement<TLanes>.ZeroLanes(difference));
        }

        LaneInversion<TField, TLanes>.InvertAll(_differences, _prefixes, points.Length, _scratch);
        for (int group = 0; group < points.Length; group++)
            Normalize((long*)points[group], group, factors.Slice(group * FqLanes.Lanes, FqLanes.Lanes));
    }

    // Odd multiples, and those of the other parts.
    private void FillTables(ReadOnlySpan<nint> points)
    {
        for (int group = 0; group < points.Length; group++)
        {
            long* source = (long*)points[group], p = _bases + group * Point;
            new ReadOnlySpan<long>(source, Point).CopyTo(new(p, Point));
            AffineLanes<TField, TGroup, TLanes>.Blend(p, _generator, AffineLanes<TField, TGroup, TLanes>.Infinities(source));
            LaneElement<TLanes>.Add(_differences + group * Element, p + Element, p + Element);
        }

        LaneInversion<TField, TLanes>.InvertAll(_differences, _prefixes, points.Length, _scratch);
        for (int group = 0; group < points.Length; group++)
        {
            long* p = _bases + group * Point;
            AffineLanes<TField, TGroup, TLanes>.Double(_twice + group * Point, p, _differences + group * Element, _scratch);
            PutEntry(group, 0, p);
        }

        for (int i = 1; i < FactorDigits.TableLength; i++)
        {
            for (int group = 0; group < points.Length; group++)
                LaneElement<TLanes>.Subtract(_differences + group * Element, _twice + group * Point, EntryAt(group, i - 1));
            LaneInversion<TField, TLanes>.InvertAll(_differences, _prefixes, points.Length, _scratch);
            for (int group = 0; group < points.Length; group++)
            {
                long* p = _bases + group * Point, step = _twice + group * Point, next = _scratch + 4 * Element;
                AffineLanes<TField, TGroup, TLanes>.Add(next, p, step, step + Element, negative: false, _differences + group * Element, _scratch);
                new ReadOnlySpan<long>(next, Point).CopyTo(new(p, Point));
                PutEntry(group, i, p);
            }
        }
    }

    private void PutEntry(int group, int index, long* p)
    {
        long* xs = EntryAt(group, index), ys = xs + TCurve.Parts * Element;
        LaneElement<TLanes>.Copy(xs, p);
        LaneElement<TLanes>.Copy(ys, p + Element);
        TCurve.FillParts(xs, ys, _constants);
    }

    private long* EntryAt(int group, int index) => _tables + (group * FactorDigits.TableLength + index) * Entry;

    private void Normalize(long* point, int group, ReadOnlySpan<Fr> factors)
    {
        long* sum = _sums + group * Sum, inverse = _differences + group * Element, power = _scratch;
        byte infinite = AffineLanes<TField, TGroup, TLanes>.Infinities(point);
        byte failed = (byte)(LaneElement<TLanes>.ZeroLanes(sum + 2 * Element) & ~infinite);
        TLanes.Square(power, inverse);
        TLanes.MultiplyLess(sum, sum, power, _zero);
        TLanes.Multiply(power, power, inverse);
        TLanes.MultiplyLess(sum + Element, sum + Element, power, _zero);
        AffineLanes<TField, TGroup, TLanes>.Blend(sum, _zero, infinite);
        if (failed != 0)
            Repair(sum, point, failed, factors);
        new ReadOnlySpan<long>(sum, Point).CopyTo(new(point, Point));
    }

    private void Repair(long* products, long* point, byte failed, ReadOnlySpan<Fr> factors)
    {
        AffinePoint<TField, TGroup>* points = stackalloc AffinePoint<TField, TGroup>[FqLanes.Lanes];
        AffineLanes<TField, TGroup, TLanes>.Store(points, point);
        for (int lane = 0; lane < FqLanes.Lanes; lane++)
        {
            if ((failed >> lane & 1) != 0)
                points[lane] = TCurve.Multiply(points[lane], factors[lane]).ToAffine();
        }

        AffineLanes<TField, TGroup, TLanes>.Load(_scratch, points);
        AffineLanes<TField, TGroup, TLanes>.Blend(products, _scratch, failed);
    }
}
