namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>Replaces u and v by u + v and u − v, many times eight of them for one inversion: both slopes divide by the same difference.</summary>
/// <remarks>Equal, opposite and infinite operands are computed by the scalar path. Safety: as <see cref="AffineLanes{TField, TGroup, TLanes}"/>.</remarks>
internal readonly unsafe ref struct LaneButterflies<TField, TGroup, TLanes>
    where TField : unmanaged, IField<TField>
    where TGroup : unmanaged, ICurveGroup<TField>
    where TLanes : struct, ILaneField<TField>
{
    private const int Lanes = FqLanes.Lanes, Capacity = LaneInversion<TField, TLanes>.Capacity, ScratchElements = 8;

    private readonly long* _one, _scratch, _sums, _differences, _prefixes;

    public LaneButterflies(long* workspace)
    {
        _one = workspace;
        _sums = _one + Element;
        _scratch = _sums + 2 * Point;
        _differences = _scratch + ScratchElements * Element;
        _prefixes = _differences + Capacity * Element;
        LaneElement<TLanes>.Broadcast(_one, TField.One);
    }

    /// <summary>The words of a workspace.</summary>
    public static int WorkspaceLength => (1 + ScratchElements + 2 * Capacity) * Element + 2 * Point;

    private static int Element => LaneElement<TLanes>.Length;

    private static int Point => 2 * Element;

    /// <summary>Runs up to <see cref="LaneInversion{TField, TLanes}.Capacity"/> times eight butterflies.</summary>
    public void Run(ReadOnlySpan<nint> low, ReadOnlySpan<nint> high)
    {
        Span<byte> special = stackalloc byte[low.Length];
        for (int i = 0; i < low.Length; i++)
        {
            long* u = (long*)low[i], v = (long*)high[i], difference = _differences + i * Element;
            LaneElement<TLanes>.Subtract(difference, v, u);
            special[i] = (byte)(LaneElement<TLanes>.ZeroLanes(difference)
                | AffineLanes<TField, TGroup, TLanes>.Infinities(u) | AffineLanes<TField, TGroup, TLanes>.Infinities(v));
            LaneElement<TLanes>.Blend(difference, _one, special[i]);
        }

        _ = LaneInversion<TField, TLanes>.TryInvertAll(_differences, _prefixes, low.Length, _scratch);
        for (int i = 0; i < low.Length; i++)
        {
            long* u = (long*)low[i], v = (long*)high[i], inverse = _differences + i * Element, sum = _sums, difference = sum + Point;
            AffineLanes<TField, TGroup, TLanes>.Add(sum, u, v, v + Element, negative: false, inverse, _scratch);
            AffineLanes<TField, TGroup, TLanes>.Add(difference, u, v, v + Element, negative: true, inverse, _scratch);
            if (special[i] != 0)
                Repair(sum, difference, u, v, special[i]);
            new ReadOnlySpan<long>(sum, Point).CopyTo(new(u, Point));
            new ReadOnlySpan<long>(difference, Point).CopyTo(new(v, Point));
        }
    }

    private void Repair(long* sum, long* difference, long* u, long* v, byte special)
    {
        AffinePoint<TField, TGroup>* left = stackalloc AffinePoint<TField, TGroup>[Lanes], right = stackalloc AffinePoint<TField, TGroup>[Lanes];
        AffineLanes<TField, TGroup, TLanes>.Store(left, u);
        AffineLanes<TField, TGroup, TLanes>.Store(right, v);
        for (int lane = 0; lane < Lanes; lane++)
        {
            if ((special >> lane & 1) == 0)
                continue;
            ProjectivePoint<TField, TGroup> a = new(left[lane]), b = new(right[lane]);
            (left[lane], right[lane]) = ((a + b).ToAffine(), (a - b).ToAffine());
        }

        AffineLanes<TField, TGroup, TLanes>.Load(_scratch, left);
        AffineLanes<TField, TGroup, TLanes>.Blend(sum, _scratch, special);
        AffineLanes<TField, TGroup, TLanes>.Load(_scratch, right);
        AffineLanes<TField, TGroup, TLanes>.Blend(difference, _scratch, special);
    }
}
