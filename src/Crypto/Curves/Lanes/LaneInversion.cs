namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>Inverses of many elements in lanes for one inversion (Montgomery's trick).</summary>
internal static unsafe class LaneInversion<TField, TLanes>
    where TField : unmanaged, IField<TField>
    where TLanes : struct, ILaneField<TField>
{
    /// <summary>How many times eight elements callers bring at a time: then an inversion costs little, and their memory stays in the second-level cache.</summary>
    public const int Capacity = 128;

    /// <summary>The elements of scratch memory that <see cref="TryInvertAll"/> works in.</summary>
    public const int ScratchElements = 6;

    private static int Length => LaneElement<TLanes>.Length;

    /// <summary>Replaces each element by its inverse, 3 products each; or leaves all and returns false if a lane of one is zero.</summary>
    /// <param name="elements"><paramref name="count"/> elements, which may be wide; they become normal.</param>
    /// <param name="prefixes">Memory for as many.</param>
    /// <param name="count">How many times eight.</param>
    /// <param name="scratch">Memory for <see cref="ScratchElements"/>.</param>
    public static bool TryInvertAll(long* elements, long* prefixes, int count, long* scratch)
    {
        long* product = scratch;
        LaneElement<TLanes>.Broadcast(product, TField.One);
        for (int i = 0; i < count; i++)
        {
            LaneElement<TLanes>.Copy(prefixes + i * Length, product);
            TLanes.Multiply(product, elements + i * Length, product);
        }

        if (!TryInvert(product, scratch + Length))
            return false;
        for (int i = count - 1; i >= 0; i--)
        {
            long* element = elements + i * Length, prefix = prefixes + i * Length;
            TLanes.Multiply(prefix, product, prefix);
            TLanes.Multiply(product, element, product);
            LaneElement<TLanes>.Copy(element, prefix);
        }

        return true;
    }

    /// <summary>Inverts eight elements in 5 elements of memory; false if one is zero.</summary>
    /// <remarks>Three products with rotated copies give every lane the product of all; going back, the inverse of each.</remarks>
    public static bool TryInvert(long* product, long* workspace)
    {
        long* rotated = workspace;
        for (int distance = FqLanes.Lanes / 2, level = 1; distance > 0; distance /= 2, level++)
        {
            long* below = level == 1 ? product : workspace + (level - 1) * Length;
            LaneElement<TLanes>.Rotate(rotated, below, distance);
            TLanes.Multiply(workspace + level * Length, rotated, below);
        }

        TField* totals = stackalloc TField[FqLanes.Lanes];
        LaneElement<TLanes>.Store(totals, 1, workspace + 3 * Length);
        if (totals->IsZero)
            return false;
        long* inverse = workspace + 4 * Length;
        LaneElement<TLanes>.Broadcast(inverse, TField.Inverse(*totals));
        for (int distance = 1, level = 2; level >= 0; distance *= 2, level--)
        {
            LaneElement<TLanes>.Rotate(rotated, level == 0 ? product : workspace + level * Length, distance);
            TLanes.Multiply(inverse, rotated, inverse);
        }

        LaneElement<TLanes>.Copy(product, inverse);
        return true;
    }
}
