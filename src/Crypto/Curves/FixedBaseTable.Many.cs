using System.Buffers;
using System.Runtime.InteropServices;
using Plimsoll.Crypto.Curves.Lanes;

namespace Plimsoll.Crypto.Curves;

/// <content>Many scalars at once: the additions stay affine and share their inversions.</content>
public sealed partial class FixedBaseTable<TField, TGroup>
{
    private const int BatchLength = 512, LaneBatchLength = 2048;

    private long[]? _records; // the entries for the lanes, made at first use; who comes second makes them again

    /// <summary>Writes the product of the base with each scalar; about 6 field products an addition.</summary>
    /// <remarks>Work buffers are pooled. Callers with several cores give each a part of the spans.</remarks>
    /// <exception cref="ArgumentException">The products are not as many as the scalars.</exception>
    public void Multiply(ReadOnlySpan<Fr> scalars, Span<AffinePoint<TField, TGroup>> products)
    {
        if (products.Length != scalars.Length)
            throw new ArgumentException("One product per scalar is expected.", nameof(products));
        if (FqLanes.IsSupported && !_hasInfinity)
        {
            MultiplyInLanes(scalars, products);
            return;
        }

        short[] digits = ArrayPool<short>.Shared.Rent(BatchLength * _rows);
        AffinePoint<TField, TGroup>[] addends = ArrayPool<AffinePoint<TField, TGroup>>.Shared.Rent(BatchLength);
        TField[] differences = ArrayPool<TField>.Shared.Rent(BatchLength), scratch = ArrayPool<TField>.Shared.Rent(BatchLength);
        for (int start = 0; start < scalars.Length; start += BatchLength)
        {
            int count = Math.Min(BatchLength, scalars.Length - start);
            for (int i = 0; i < count; i++)
                WriteDigits(scalars[start + i], digits.AsSpan(i * _rows, _rows));
            Span<AffinePoint<TField, TGroup>> sums = products.Slice(start, count);
            sums.Clear();
            for (int row = 0; row < _rows; row++)
            {
                for (int i = 0; i < count; i++)
                    addends[i] = Entry(row, digits[i * _rows + row]);
                AffineAddition<TField, TGroup>.AddEach(sums, addends, differences.AsSpan(0, count), scratch);
            }
        }

        ArrayPool<short>.Shared.Return(digits);
        ArrayPool<AffinePoint<TField, TGroup>>.Shared.Return(addends);
        ArrayPool<TField>.Shared.Return(differences);
        ArrayPool<TField>.Shared.Return(scratch);
    }

    private void MultiplyInLanes(ReadOnlySpan<Fr> scalars, Span<AffinePoint<TField, TGroup>> products)
    {
        long[] records = _records ??= typeof(TGroup) == typeof(G1)
            ? FixedBaseLanes<Fq, G1, FqLaneField>.Convert(MemoryMarshal.Cast<AffinePoint<TField, TGroup>, G1Affine>(_entries))
            : FixedBaseLanes<Fq2, G2, Fq2LaneField>.Convert(MemoryMarshal.Cast<AffinePoint<TField, TGroup>, G2Affine>(_entries));
        short[] digits = ArrayPool<short>.Shared.Rent(LaneBatchLength * _rows);
        int rowLength = 1 << (_windowBits - 1);
        for (int start = 0; start < scalars.Length; start += LaneBatchLength)
        {
            int count = Math.Min(LaneBatchLength, scalars.Length - start);
            for (int i = 0; i < count; i++)
                WriteDigits(scalars[start + i], digits.AsSpan(i * _rows, _rows));
            Span<AffinePoint<TField, TGroup>> part = products.Slice(start, count);
            ReadOnlySpan<short> used = digits.AsSpan(0, count * _rows);
            if (typeof(TGroup) == typeof(G1))
                FixedBaseLanes<Fq, G1, FqLaneField>.Multiply(records, rowLength, used, MemoryMarshal.Cast<AffinePoint<TField, TGroup>, G1Affine>(part));
            else
                FixedBaseLanes<Fq2, G2, Fq2LaneField>.Multiply(records, rowLength, used, MemoryMarshal.Cast<AffinePoint<TField, TGroup>, G2Affine>(part));
        }

        ArrayPool<short>.Shared.Return(digits);
    }
}
