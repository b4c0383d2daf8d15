using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Curves;

/// <content>What one thread owns and does.</content>
internal readonly unsafe partial struct VectorMsm<TField, TGroup, TLanes, TSplit>
{
    private readonly struct Worker
    {
        private readonly long* _memory;
        private readonly uint* _references, _starts;
        private readonly AffineTree<TField, TLanes> _tree;

        public Worker(in VectorMsm<TField, TGroup, TLanes, TSplit> msm)
        {
            int digits = msm._terms * msm._windowsPerTask, buckets = msm.SetsPerTask * msm.Buckets, sums = msm.Rows + msm.Columns;
            int bits = msm._windows * msm._windowBits, weighted = msm.Sets * sums * msm._windowBits;
            int longest = Math.Max(msm._shifted ? digits : msm._terms, Math.Max(msm.Buckets, weighted));
            int lists = Math.Max(buckets, Math.Max(bits, msm.SetsPerTask * sums));
            int references = Math.Max(digits, Math.Max(2 * buckets, weighted));
            nint tree = AffineTree<TField, TLanes>.WorkspaceLength(longest, buckets + lists);
            _memory = Allocate(tree + ((nint)references + lists + 2) / 2 + 1);
            _tree = new(_memory, longest);
            _references = (uint*)(_memory + tree);
            _starts = _references + references;
        }

        public void Free() => NativeMemory.AlignedFree(_memory);

        /// <summary>Leaves the sums of the rows and of the columns of the buckets of a task's windows.</summary>
        public void SumTask(in VectorMsm<TField, TGroup, TLanes, TSplit> msm, int task)
        {
            int first = task * msm._windowsPerTask, windows = Math.Min(msm._windowsPerTask, msm._windows - first);
            int sets = msm._shifted ? 1 : windows, buckets = sets * msm.Buckets, sums = sets * (msm.Rows + msm.Columns);
            SortByDigit(msm, first, windows, buckets);
            _tree.Sum(msm._records, _references, _starts, buckets, 0);
            ListRowsAndColumns(msm, sets);
            _tree.Sum(_tree.Result(0), _references, _starts, sums, (uint)buckets);
            nint before = (nint)task * msm.SetsPerTask * (msm.Rows + msm.Columns);
            Unsafe.CopyBlock(msm._sums + before * Stride, _tree.Result((uint)buckets), (uint)(sums * Stride * sizeof(long)));
        }

        // Counting sort: list d − 1 of a set has the points with digit d, and the inverses of those with digit −d.
        private void SortByDigit(in VectorMsm<TField, TGroup, TLanes, TSplit> msm, int firstWindow, int windows, int buckets)
        {
            new Span<uint>(_starts, buckets + 2).Clear();
            int* digits = msm._digits + (nint)firstWindow * msm._terms;
            for (int window = 0; window < windows; window++, digits += msm._terms)
            {
                uint* counts = _starts + 1 + (msm._shifted ? 0 : window * msm.Buckets);
                for (int i = 0; i < msm._terms; i++)
                {
                    if (digits[i] != 0)
                        counts[Math.Abs(digits[i])]++;
                }
            }

            for (int list = 1; list <= buckets; list++)
                _starts[list + 1] += _starts[list];

            digits = msm._digits + (nint)firstWindow * msm._terms;
            for (int window = 0; window < windows; window++, digits += msm._terms)
            {
                // After this each start has moved to its list's end, where the next list starts: list 0 starts at _starts[0], which is 0.
                uint* starts = _starts + (msm._shifted ? 0 : window * msm.Buckets);
                uint record = msm._shifted ? (uint)((firstWindow + window) * msm._terms) : 0;
                for (int i = 0; i < msm._terms; i++, record++)
                {
                    int digit = digits[i];
                    if (digit != 0)
                        _references[starts[Math.Abs(digit)]++] = record << 1 | (uint)digit >> 31;
                }
            }
        }

        private void ListRowsAndColumns(in VectorMsm<TField, TGroup, TLanes, TSplit> msm, int sets)
        {
            uint count = 0;
            int list = 0, columnBits = msm.ColumnBits;
            for (int set = 0; set < sets; set++)
            {
                uint before = (uint)(set * msm.Buckets);
                for (int row = 1; row <= msm.Rows; row++)
                {
                    _starts[list++] = count;
                    for (int column = 0; column <= msm.Columns; column++)
                        ListBucket(msm, before, (row << columnBits) + column, ref count);
                }

                for (int column = 1; column <= msm.Columns; column++)
                {
                    _starts[list++] = count;
                    for (int row = 0; row <= msm.Rows; row++)
                        ListBucket(msm, before, (row << columnBits) + column, ref count);
                }
            }

            _starts[list] = count;
        }

        private void ListBucket(in VectorMsm<TField, TGroup, TLanes, TSplit> msm, uint before, int weight, ref uint count)
        {
            uint bucket = before + (uint)weight - 1;
            if (weight <= msm.Buckets && IsPresent(_tree.Result(bucket)))
                _references[count++] = bucket << 1;
        }

        /// <summary>Returns the sum of everything, from the sums of rows and columns.</summary>
        public ProjectivePoint<TField, TGroup> Combine(in VectorMsm<TField, TGroup, TLanes, TSplit> msm)
        {
            // List b has the rows and columns whose weight, times its window's, has bit b.
            uint count = 0;
            int lists = (msm._shifted ? 1 : msm._windows) * msm._windowBits;
            for (int list = 0; list < lists; list++)
            {
                _starts[list] = count;
                int bit = list % msm._windowBits, set = list / msm._windowBits, end = msm._shifted ? msm.Sets : set + 1;
                for (; set < end; set++)
                    ListBit(msm, set, bit, ref count);
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

        private void ListBit(in VectorMsm<TField, TGroup, TLanes, TSplit> msm, int set, int bit, ref uint count)
        {
            bool inRow = bit >= msm.ColumnBits;
            int most = inRow ? msm.Rows : msm.Columns, shift = inRow ? bit - msm.ColumnBits : bit;
            int before = set * (msm.Rows + msm.Columns) + (inRow ? 0 : msm.Rows) - 1;
            for (int weight = 1; weight <= most; weight++)
            {
                if ((weight >> shift & 1) != 0 && IsPresent(msm._sums + (nint)(before + weight) * Stride))
                    _references[count++] = (uint)(before + weight) << 1;
            }
        }

        private static bool IsPresent(long* record) => record[FqLanes.RowLength - 1] != AffineAdder<TField, TLanes>.Absent;
    }
}
