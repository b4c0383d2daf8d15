using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Curves;

/// <content>Between records in rows and elements in lanes.</content>
internal unsafe ref partial struct AffineAdder<TField, TLanes>
{
    private readonly void Prefetch(int group, bool ySide)
    {
        if (group < 0 || group * Lanes >= _count)
            return;
        int first = ySide ? TLanes.Coefficients : 0;
        for (int i = group * Lanes; i < (group + 1) * Lanes; i++)
        {
            for (int c = first; c < first + TLanes.Coefficients; c++)
            {
                Sse.Prefetch0((long*)_left[i] + c * FqLanes.RowLength);
                Sse.Prefetch0((long*)_right[i] + c * FqLanes.RowLength);
            }
        }
    }

    private static void GatherX(long* result, int group, nuint* references)
    {
        for (int c = 0; c < TLanes.Coefficients; c++)
            FqLanes.FromRows(result + c * FqLanes.Length, references + group * Lanes, c * FqLanes.RowLength);
    }

    private static void GatherY(long* result, int group, nuint* references)
    {
        for (int c = 0; c < TLanes.Coefficients; c++)
            FqLanes.FromSignedRows(result + c * FqLanes.Length, references + group * Lanes, (TLanes.Coefficients + c) * FqLanes.RowLength);
    }

    // Coordinate 0 is x, 1 is y.
    private readonly void Scatter(int group, int coordinate, long* a)
    {
        for (int c = 0; c < TLanes.Coefficients; c++)
            FqLanes.ToRows(_sum + group * Lanes, (coordinate * TLanes.Coefficients + c) * FqLanes.RowLength, a + c * FqLanes.Length);
    }
}
