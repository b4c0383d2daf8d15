using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Curves;

/// <content>What one thread owns and does.</content>
internal readonly unsafe partial struct VectorMsm<TField, TGroup, TLanes>
{
    private readonly struct Worker
    {
        private readonly long* _memory;
        private readonly int* _digits;
        private readonly uint* _references, _starts;
        private readonly AffineTree<TField, TLanes> _tree;

        public Worker(in VectorMsm<TField, TGroup, TLanes> msm)
        {
            int bits = msm._windows * msm._windowBits, longest = Math.Max(Math.Max(msm._terms, msm.Buckets), 1);
            int references = Math.Max(Math.Max(msm._terms, 2 * msm.Buckets), bits * Math.Max(msm.Rows, msm.Columns + 1));
            int lists = Math.Max(Math.Max(msm.Buckets, bits), msm.Rows + msm.Columns);
            int results = msm.Buckets + lists;
            nuint tree = (AffineTree<TField, TLanes>.WorkspaceLength(longest, results) + 7) & ~(nuint)7;
            _memory = Allocate(tree + (nuint)(references + lists + 2 + msm._terms) / 2 + 8);
            _tree = new(_memory, longest);
            _references = (uint*)(_memory + tree);
            _starts = _references + references;
            _digits = (int*)(_starts + lists + 2);
        }

        public void Free() => NativeMemory.AlignedFree(_memory);

        /// <summary>Leaves the sums of the rows and of the columns of a window's buckets.</summary>
        public void SumWindow(in VectorMsm<TField, TGroup, TLanes> msm, int window)
        {
            SortByDigit(msm, window);
            _tree.Sum(msm._records, _references, _starts, msm.Buckets, 0);
            ListRowsAndColumns(msm);
            _tree.Sum(_tree.Result(0), _references, _starts, msm.Rows + msm.Columns, (uint)msm.Buckets);
            int words = (msm.Rows + msm.Columns) * Stride;
            Unsafe.CopyBlock(msm._sums + (nint)window * words, _tree.Result((uint)msm.Buckets), (uint)(words * sizeof(long)));
        }

        // Counting sort: list d − 1 has the points with digit d, and the inverses of those with digit −d.
        private void SortByDigit(in VectorMsm<TField, TGroup, TLanes> msm, int window)
        {
            new Span<uint>(_starts, msm.Buckets + 2).Clear();
            for (int i = 0; i < msm._terms; i++)
            {
                int digit = ScalarDigits.Digit(new ReadOnlySpan<ulong>(msm._limbs + (nint)i * LimbsPerScalar, LimbsPerScalar), window, msm._windowBits);
                _digits[i] = msm._negative[i] != 0 ? -digit : digit;
                _starts[Math.Abs(digit) + 1]++; // digit 0 counts into a place that is not read
            }

            _starts[1] = 0;
            for (int list = 1; list <= msm.Buckets; list++)
                _starts[list + 1] += _starts[list];
            for (int i = 0; i < msm._terms; i++)
            {
                int digit = _digits[i];
                if (digit != 0)
                    _references[_starts[Math.Abs(digit)]++] = ((uint)i << 1) | ((uint)digit >> 31);
            }

            // Each start has moved to its list's end, which is the next list's start.
            _starts[0] = 0;
        }

        private void ListRowsAndColumns(in VectorMsm<TField, TGroup, TLanes> msm)
        {
            uint count = 0;
            int list = 0, columnBits = msm.ColumnBits;
            for (int row = 1; row <= msm.Rows; row++)
            {
                _starts[list++] = count;
                for (int column = 0; column <= msm.Columns; column++)
                    ListBucket(msm, (row << columnBits) + column, ref count);
            }

            for (int column = 1; column <= msm.Columns; column++)
            {
                _starts[list++] = count;
                for (int row = 0; row <= msm.Rows; row++)
                    ListBucket(msm, (row << columnBits) + column, ref count);
            }

            _starts[list] = count;
        }

        private void ListBucket(in VectorMsm<TField, TGroup, TLanes> msm, int weight, ref uint count)
        {
            if (weight <= msm.Buckets && IsPresent(_tree.Result((uint)weight - 1)))
                _references[count++] = (uint)(weight - 1) << 1;
        }

        /// <summary>Returns the sum of all windows, from the sums of their rows and columns.</summary>
        public ProjectivePoint<TField, TGroup> Combine(in VectorMsm<TField, TGroup, TLanes> msm)
        {
            // List b has the rows or columns whose weight has bit b.
            uint count = 0;
            int lists = 0, sums = msm.Rows + msm.Columns;
            for (int window = 0; window < msm._windows; window++)
            {
                for (int bit = 0; bit < msm._windowBits; bit++)
                {
                    _starts[lists++] = count;
                    bool inRow = bit >= msm.ColumnBits;
                    int most = inRow ? msm.Rows : msm.Columns, first = window * sums + (inRow ? 0 : msm.Rows) - 1;
                    for (int weight = 1; weight <= most; weight++)
                    {
                        if ((weight >> (inRow ? bit - msm.ColumnBits : bit) & 1) != 0 && IsPresent(msm._sums + (nint)(first + weight) * Stride))
                            _references[count++] = (uint)(first + weight) << 1;
                    }
                }
            }

            _starts[lists] = count;
            _tree.Sum(msm._sums, _references, _starts, lists, 0);

            ProjectivePoint<TField, TGroup> sum = ProjectivePoint<TField, TGroup>.Infinity;
            for (int bit = lists - 1; bit >= 0; bit--)
            {
                sum = ProjectivePoint<TField, TGroup>.Double(sum);
                if (IsPresent(_tree.Result((uint)bit)))
                    sum += PointRecords<TField, TGroup, TLanes>.ToPoint(_tree.Result((uint)bit));
            }

            return sum;
        }

        private static bool IsPresent(long* record) => record[FqLanes.RowLength - 1] == 0;
    }
}
