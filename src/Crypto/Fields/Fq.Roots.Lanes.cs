using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Fields;

/// <content>Several powers at once.</content>
public readonly unsafe partial struct Fq
{
    /// <summary>Replaces each of at most eight elements by its <see cref="InverseRoot"/>; in lanes they cost what one does.</summary>
    internal static void InverseRoots(Span<Fq> elements)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elements.Length, FqLanes.Lanes);
        if (FqLanes.IsSupported && elements.Length > 1)
        {
            InverseRootsInLanes(elements);
            return;
        }

        foreach (ref Fq element in elements)
            element = InverseRoot(element);
    }

    [SkipLocalsInit]
    private static void InverseRootsInLanes(Span<Fq> elements)
    {
        const int width = 5, tableLength = 1 << (width - 1);

        // Aligned to a register: the powers a, a³, …, a³¹ and then the running one. The spans stay within their buffers.
        long* buffer = stackalloc long[(tableLength + 1) * FqLanes.MaxLength + FqLanes.Lanes];
        long* powers = (long*)(((nuint)buffer + 63) & ~(nuint)63), result = powers + tableLength * FqLanes.Length;
        Fq* padded = stackalloc Fq[FqLanes.Lanes];
        new Span<Fq>(padded, FqLanes.Lanes).Clear();
        elements.CopyTo(new(padded, FqLanes.Lanes));
        FqLanes.FromFq(powers, padded, 1);
        FqLanes.Square(result, powers);
        for (int i = 1; i < tableLength; i++)
            FqLanes.Multiply(powers + i * FqLanes.Length, powers + (i - 1) * FqLanes.Length, result);

        bool isStarted = false;
        for (int top = 378; top >= 0;)
        {
            if (Bit(top) == 0)
            {
                FqLanes.Square(result, result);
                top--;
                continue;
            }

            int bottom = Math.Max(top - width + 1, 0);
            while (Bit(bottom) == 0)
                bottom++;
            int window = 0;
            for (int i = top; i >= bottom; i--)
            {
                if (isStarted)
                    FqLanes.Square(result, result);
                window = 2 * window + Bit(i);
            }

            long* power = powers + (window >> 1) * FqLanes.Length;
            if (isStarted)
                FqLanes.Multiply(result, result, power);
            else
                new ReadOnlySpan<long>(power, FqLanes.Length).CopyTo(new Span<long>(result, FqLanes.Length));
            isStarted = true;
            top = bottom - 1;
        }

        FqLanes.ToFq(padded, 1, result);
        new ReadOnlySpan<Fq>(padded, elements.Length).CopyTo(elements);

        static int Bit(int i) => (int)(QuarterExponent[i / 64] >> (i % 64)) & 1;
    }
}
