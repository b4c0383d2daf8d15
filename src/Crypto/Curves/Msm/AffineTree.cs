namespace Plimsoll.Crypto.Curves;

/// <summary>Sums many lists of points: neighbours are added pairwise until each list has one point left.</summary>
/// <remarks>
/// The lists of a chunk shrink together, level by level, so there are always many independent additions for
/// <see cref="AffineAdder{TField, TLanes}"/>. A list of n points costs n − 1 additions.
/// </remarks>
internal readonly unsafe struct AffineTree<TField, TLanes>
    where TField : unmanaged, IField<TField>
    where TLanes : struct, ILaneField<TField>
{
    // References in lists that shrink together (a longer list is a chunk of its own): their sums stay near the second-level cache.
    private const int ChunkLength = 8192;

    private const int WordsPerLine = 8;

    private readonly long* _adder, _records;
    private readonly nuint* _references0, _references1, _results;
    private readonly uint* _counts;
    private readonly nint _buffer;

    /// <summary>Makes a tree in memory of <see cref="WorkspaceLength"/> words, aligned to 64 bytes.</summary>
    /// <param name="workspace">The memory; everything but the results is scratch.</param>
    /// <param name="longest">The length of the longest list that will be summed.</param>
    public AffineTree(long* workspace, int longest)
    {
        _buffer = BufferLength(longest);
        _adder = workspace;
        _references0 = (nuint*)(workspace + Round(AffineAdder<TField, TLanes>.WorkspaceLength));
        _references1 = _references0 + _buffer;
        _results = _references1 + _buffer;
        _counts = (uint*)(_results + _buffer);
        _records = (long*)_counts + _buffer;
    }

    /// <summary>The words of a point's record.</summary>
    public static int Stride => AffineAdder<TField, TLanes>.Stride;

    /// <summary>Returns the record of a result.</summary>
    public long* Result(uint index) => _records + (_buffer + (nint)index) * Stride;

    /// <summary>Words of memory that a tree needs, of which only what is used is touched.</summary>
    public static nint WorkspaceLength(int longest, int results)
    {
        nint buffer = BufferLength(longest);
        return Round(AffineAdder<TField, TLanes>.WorkspaceLength) + 4 * buffer + (buffer + results) * Stride;
    }

    /// <summary>Sums <paramref name="lists"/> lists of references to records of <paramref name="source"/>, none of them infinity.</summary>
    /// <remarks>
    /// List i is <c>references[starts[i] .. starts[i + 1]]</c>; its sum is result <paramref name="firstResult"/> + i, marked
    /// <see cref="AffineAdder{TField, TLanes}.Absent"/> when it is infinity. Source may be this tree's results, if others than those written.
    /// </remarks>
    public void Sum(long* source, uint* references, uint* starts, int lists, uint firstResult)
    {
        for (int list = 0; list < lists;)
        {
            int first = list;
            uint count = 0;
            for (; list < lists && (list == first || starts[list + 1] - starts[first] <= ChunkLength); list++)
            {
                uint length = starts[list + 1] - starts[list];
                long* result = Result(firstResult + (uint)list);
                if (length == 0)
                    MarkAbsent(result);
                else
                    (_counts[count], _results[count++]) = (length, (nuint)result);
            }

            for (uint i = starts[first]; i < starts[list]; i++)
                _references0[i - starts[first]] = (nuint)(source + (nint)(references[i] >> 1) * Stride) + (references[i] & 1);
            SumChunk(count);
        }
    }

    // Sums take new records all the time, n − 1 of them at most for n references: those of earlier levels are still referred to.
    private void SumChunk(uint lists)
    {
        bool cancelled = false;
        nuint* read = _references0, next = _references1;
        nuint free = (nuint)_records;
        while (lists > 0)
        {
            uint live = 0;
            nuint* list = read, write = next;
            AffineAdder<TField, TLanes> adder = new(_adder);
            for (uint i = 0; i < lists; i++)
            {
                uint length = _counts[i];
                nuint result = _results[i];
                nuint* item = list;
                list += length;
                if (cancelled)
                    length = DropAbsent(item, length);
                switch (length)
                {
                    case 0:
                        MarkAbsent((long*)result);
                        break;
                    case 1:
                        CopyRecord((long*)result, *item);
                        break;
                    case 2:
                        adder.Add(item[0], item[1], result);
                        break;
                    default:
                        (_counts[live], _results[live++]) = ((length + 1) / 2, result);
                        for (; length >= 2; length -= 2, item += 2, free += (nuint)Stride * sizeof(long))
                        {
                            adder.Add(item[0], item[1], free);
                            *write++ = free;
                        }

                        if (length == 1)
                            *write++ = *item;
                        break;
                }
            }

            adder.Flush();
            cancelled = adder.SawInfinity;
            lists = live;
            nuint* swap = read;
            read = next;
            next = swap;
        }
    }

    private static uint DropAbsent(nuint* references, uint length)
    {
        uint kept = 0;
        for (uint i = 0; i < length; i++)
        {
            if (((long*)(references[i] & ~(nuint)1))[FqLanes.RowLength - 1] != AffineAdder<TField, TLanes>.Absent)
                references[kept++] = references[i];
        }

        return kept;
    }

    private static void MarkAbsent(long* record) => record[FqLanes.RowLength - 1] = AffineAdder<TField, TLanes>.Absent;

    private static void CopyRecord(long* to, nuint reference)
    {
        long* from = (long*)(reference & ~(nuint)1);
        for (int i = 0; i < Stride / 2; i += FqLanes.RowLength)
            FqLanes.CopyRow(to + i, from + i, 0);
        for (int i = Stride / 2; i < Stride; i += FqLanes.RowLength)
            FqLanes.CopyRow(to + i, from + i, (long)(reference & 1));
    }

    private static nint BufferLength(int longest) => Round(Math.Max(longest, ChunkLength));

    private static nint Round(nint words) => (words + WordsPerLine) & ~(nint)(WordsPerLine - 1);
}
