using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Curves;

/// <content>Pairs whose abscissas are equal: the same point twice, or a point and its inverse.</content>
internal unsafe ref partial struct AffineAdder<TField, TLanes>
{
    private readonly void FindExceptions(int group)
    {
        int length = ElementLength;
        long* a = _scratch, b = a + length;
        GatherX(a, group, _right);
        GatherX(b, group, _left);
        LaneElement<TLanes>.Subtract(a, a, b);
        byte sameX = LaneElement<TLanes>.ZeroLanes(a);
        GatherY(a, group, _right);
        GatherY(b, group, _left);
        LaneElement<TLanes>.Subtract(a, a, b);
        byte sameY = LaneElement<TLanes>.ZeroLanes(a);
        _doubled[group] = (byte)(sameX & sameY);
        _cancelled[group] = (byte)(sameX & ~sameY);
    }

    // 2y where a point is doubled, 1 where two cancel.
    private readonly void ReplaceDifference(int group, long* one)
    {
        int length = ElementLength;
        long* difference = _differences + group * length, y = one + length;
        GatherY(y, group, _left);
        LaneElement<TLanes>.Add(y, y, y);
        LaneElement<TLanes>.Blend(difference, y, _doubled[group]);
        LaneElement<TLanes>.Blend(difference, one, _cancelled[group]);
    }

    // 3x² where a point is doubled.
    private readonly void ReplaceRise(int group, long* rise)
    {
        int length = ElementLength;
        long* x = _x1 + group * length, square = _scratch + length, wide = square + length, zero = wide + length;
        Unsafe.InitBlock(zero, 0, (uint)(length * sizeof(long)));
        TLanes.SquareLess(square, x, zero);
        LaneElement<TLanes>.Add(wide, square, square);
        LaneElement<TLanes>.Carry(wide, wide);
        LaneElement<TLanes>.Add(wide, wide, square); // a wide sum of a normal and a centered element
        LaneElement<TLanes>.Blend(rise, wide, _doubled[group]);
    }

    private void MarkInfinities(int group)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            if ((_cancelled[group] >> lane & 1) == 0)
                continue;
            ((long*)_sum[group * Lanes + lane])[FqLanes.RowLength - 1] = Absent;
            SawInfinity = true;
        }
    }
}
