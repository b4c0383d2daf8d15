using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Curves;

/// <summary>The multiples 0·p to 15·p, read in full at every look-up.</summary>
internal static class SecretTable
{
    public const int WindowBits = 4, Length = 1 << WindowBits;

    /// <summary>Fills 16 entries with the multiples of p.</summary>
    public static void Fill<TField, TGroup>(in ProjectivePoint<TField, TGroup> p, Span<ProjectivePoint<TField, TGroup>> table)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        table[0] = ProjectivePoint<TField, TGroup>.Infinity;
        for (int i = 1; i < Length; i++)
            table[i] = table[i - 1] + p;
    }

    /// <summary>Returns entry <paramref name="index"/> of 16; every entry is read and nothing branches on the index. Constant-time.</summary>
    public static ProjectivePoint<TField, TGroup> Lookup<TField, TGroup>(ReadOnlySpan<ProjectivePoint<TField, TGroup>> table, ulong index)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        // Points are plain words without padding; masks keep whole words, so the field's representation does not matter.
        ProjectivePoint<TField, TGroup> chosen = default;
        Span<ulong> result = MemoryMarshal.Cast<ProjectivePoint<TField, TGroup>, ulong>(new Span<ProjectivePoint<TField, TGroup>>(ref chosen));
        for (int i = 0; i < table.Length; i++)
        {
            ReadOnlySpan<ulong> entry = MemoryMarshal.Cast<ProjectivePoint<TField, TGroup>, ulong>(table.Slice(i, 1));
            ulong difference = index ^ (ulong)i; // below 2^63, so subtracting one borrows only from zero
            ulong mask = 0 - (unchecked(difference - 1) >> 63);
            for (int word = 0; word < result.Length && word < entry.Length; word++)
                result[word] |= entry[word] & mask;
        }

        return chosen;
    }
}
