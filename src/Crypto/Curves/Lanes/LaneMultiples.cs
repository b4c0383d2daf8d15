namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>Points of the subgroup times public factors, eight side by side, and up to <see cref="LaneInversion{TField, TLanes}.Capacity"/> times eight for each inversion.</summary>
/// <remarks>
/// All is affine: in each round every group of eight takes its next step, whatever it is, and one inversion serves all. So an addition is 5 products and a square, not
/// the 8 and 3 of Jacobian coordinates, and a doubling no dearer than there. Infinities go along as the generator. Lanes that meet a division by zero are computed by
/// the scalar path. Safety: workspaces have <see cref="WorkspaceLength"/> words, aligned to 64 bytes; points are <see cref="AffineLanes{TField, TGroup, TLanes}"/>.
/// </remarks>
internal readonly unsafe ref partial struct LaneMultiples<TField, TGroup, TLanes, TCurve>
    where TField : unmanaged, IField<TField>
    where TGroup : unmanaged, ICurveGroup<TField>
    where TLanes : struct, ILaneField<TField>
    where TCurve : struct, ILaneCurve<TField, TGroup>
{
    private const int Capacity = LaneInversion<TField, TLanes>.Capacity, ScratchElements = 9;

    private readonly long* _one, _generator, _constants, _scratch, _sums, _differences, _prefixes, _tables;

    /// <summary>Makes the constants in a workspace.</summary>
    public LaneMultiples(long* workspace)
    {
        _one = workspace;
        _generator = _one + Element;
        _scratch = _generator + Point;
        _sums = _scratch + ScratchElements * Element;
        _differences = _sums + Capacity * Sum;
        _prefixes = _differences + Capacity * Element;
        _tables = _prefixes + Capacity * Element;
        _constants = _tables + Capacity * FactorDigits.TableLength * Entry;
        LaneElement<TLanes>.Broadcast(_one, TField.One);
        LaneElement<TLanes>.Broadcast(_generator, TGroup.GeneratorX);
        LaneElement<TLanes>.Broadcast(_generator + Element, TGroup.GeneratorY);
        TCurve.LoadConstants(_constants);
    }

    /// <summary>The words of a workspace.</summary>
    public static int WorkspaceLength =>
        (1 + ScratchElements) * Element + Point + TCurve.ConstantsLength + Capacity * (Sum + 2 * Element + FactorDigits.TableLength * Entry);

    private static int Element => LaneElement<TLanes>.Length;

    private static int Point => 2 * Element;

    // The sum, and a chord: its slope, and the x of its third point.
    private static int Sum => 2 * Point;

    // The x of all parts and the y of half of them.
    private static int Entry => (TCurve.Parts + TCurve.Parts / 2) * Element;

    /// <summary>Replaces points by their products.</summary>
    /// <param name="points">Groups of eight points.</param>
    /// <param name="factors">As many; a group whose factors are equal takes fewer steps.</param>
    public void MultiplyAll(ReadOnlySpan<nint> points, ReadOnlySpan<Fr> factors)
    {
        FillTables(points);
        FactorSteps[] steps = new FactorSteps[points.Length];
        Span<byte> failed = stackalloc byte[points.Length];
        failed.Clear();
        int rounds = 0;
        for (int group = 0; group < steps.Length; group++)
        {
            steps[group] = FactorSteps.Of<TField, TGroup, TCurve>(factors.Slice(group * FqLanes.Lanes, FqLanes.Lanes));
            rounds = Math.Max(rounds, steps[group].Count);
            if (steps[group].First is { } first)
                Begin(group, steps[group], first);
            else
                failed[group] = byte.MaxValue;
        }

        for (int round = 0; round < rounds; round++)
            Round(round, steps, failed);
        for (int group = 0; group < points.Length; group++)
            Finish((long*)points[group], group, failed[group], factors.Slice(group * FqLanes.Lanes, FqLanes.Lanes));
    }

    private void Finish(long* point, int group, byte failed, ReadOnlySpan<Fr> factors)
    {
        long* sum = _sums + group * Sum, fixedPoints = _scratch;
        byte special = (byte)(failed | AffineLanes<TField, TGroup, TLanes>.Infinities(point));
        if (special != 0)
        {
            AffinePoint<TField, TGroup>* points = stackalloc AffinePoint<TField, TGroup>[FqLanes.Lanes];
            AffineLanes<TField, TGroup, TLanes>.Store(points, point);
            for (int lane = 0; lane < FqLanes.Lanes; lane++)
            {
                if ((special >> lane & 1) != 0)
                    points[lane] = TCurve.Multiply(points[lane], factors[lane]).ToAffine();
            }

            AffineLanes<TField, TGroup, TLanes>.Load(fixedPoints, points);
            AffineLanes<TField, TGroup, TLanes>.Blend(sum, fixedPoints, special);
        }

        AffineLanes<TField, TGroup, TLanes>.Copy(point, sum);
    }
}
