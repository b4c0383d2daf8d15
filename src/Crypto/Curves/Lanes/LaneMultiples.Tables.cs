namespace Plimsoll.Crypto.Curves.Lanes;

/// <content>The tables of odd multiples.</content>
internal readonly unsafe ref partial struct LaneMultiples<TField, TGroup, TLanes, TCurve>
{
    // Odd multiples, and those of the other parts.
    private void FillTables(ReadOnlySpan<nint> points)
    {
        for (int group = 0; group < points.Length; group++)
        {
            long* source = (long*)points[group], p = _sums + group * Sum;
            AffineLanes<TField, TGroup, TLanes>.Copy(p, source);
            AffineLanes<TField, TGroup, TLanes>.Blend(p, _generator, AffineLanes<TField, TGroup, TLanes>.Infinities(source));
            LaneElement<TLanes>.Add(_differences + group * Element, p + Element, p + Element);
        }

        _ = LaneInversion<TField, TLanes>.TryInvertAll(_differences, _prefixes, points.Length, _scratch);
        for (int group = 0; group < points.Length; group++)
        {
            long* p = _sums + group * Sum;
            AffineLanes<TField, TGroup, TLanes>.Double(p + Point, p, _differences + group * Element, _scratch);
            PutEntry(group, 0, p);
        }

        for (int i = 1; i < FactorDigits.TableLength; i++)
        {
            for (int group = 0; group < points.Length; group++)
                LaneElement<TLanes>.Subtract(_differences + group * Element, _sums + group * Sum + Point, _sums + group * Sum);
            _ = LaneInversion<TField, TLanes>.TryInvertAll(_differences, _prefixes, points.Length, _scratch);
            for (int group = 0; group < points.Length; group++)
            {
                long* p = _sums + group * Sum, step = p + Point;
                AffineLanes<TField, TGroup, TLanes>.Add(p, p, step, step + Element, negative: false, _differences + group * Element, _scratch);
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
}
