using System.Runtime.Intrinsics;

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
    private const int ChunkLength = 16384;

    private const int WordsPerLine = 8;

    private readonly long* _adder, _records;
    private readonly uint* _references0, _references1, _counts, _results;
    private readonly uint _buffer;

    /// <summary>Makes a tree in memory of <see cref="WorkspaceLength"/> words, aligned to 64 bytes.</summary>
    /// <param name="workspace">The memory; everything but the results is scratch.</param>
    /// <param name="longest">The length of the longest list that will be summed.</param>
    public AffineTree(long* workspace, int longest)
    {
        _buffer = (uint)BufferLength(longest);
        nint uints = Round((nint)_buffer / 2);
        _adder = workspace;
        _references0 = (uint*)(workspace + Round(AffineAdder<TField, TLanes>.WorkspaceLength));
        _references1 = _references0 + 2 * uints;
        _counts = _references1 + 2 * uints;
        _results = _counts + 2 * uints;
        _records = (long*)(_results + 2 * uints);
    }

    /// <summary>The words of a point's record.</summary>
    public static int Stride => AffineAdder<TField, TLanes>.Stride;

    /// <summary>Returns the record of a result.</summary>
    public long* Result(uint index) => _records + (nint)(2 * _buffer + index) * Stride;

    /// <summary>Words of memory that a tree needs, of which only what is used is touched.</summary>
    public static nint WorkspaceLength(int longest, int results)
    {
        nint buffer = BufferLength(longest);
        return Round(AffineAdder<TField, TLanes>.WorkspaceLength) + 4 * Round(buffer / 2) + (2 * buffer + results) * Stride;
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
                uint length = starts[list + 1] - starts[list], result = 2 * _buffer + firstResult + (uint)list;
                if (length == 0)
                    MarkAbsent(result);
                else
                    (_counts[count], _results[count++]) = (length, result);
            }

            SumChunk(source, references + starts[first], count);
        }
    }

    private void SumChunk(long* source, uint* references, uint lists)
    {
        bool cancelled = false;
        for (int level = 0; lists > 0; level++)
        {
            uint position = level % 2 == 0 ? 0 : _buffer, live = 0;
            uint* next = level % 2 == 0 ? _references0 : _references1, read = references, write = next;
            AffineAdder<TField, TLanes> adder = new(_adder, source, _records);
            for (uint list = 0; list < lists; list++)
            {
                uint length = _counts[list], result = _results[list];
                uint* item = read;
                read += length;
                if (cancelled)
                    length = DropAbsent(source, item, length);
                switch (length)
                {
                    case 0:
                        MarkAbsent(result);
                        break;
                    case 1:
                        CopyRecord(result, source, *item);
                        break;
                    case 2:
                        adder.Add(item[0], item[1], result);
                        break;
                    default:
                        (_counts[live], _results[live++]) = ((length + 1) / 2, result);
                        for (; length >= 2; length -= 2, item += 2, position++)
                        {
                            adder.Add(item[0], item[1], position);
                            *write++ = position << 1;
                        }

                        if (length == 1)
                        {
                            CopyRecord(position, source, *item);
                            *write++ = position++ << 1;
                        }

                        break;
                }
            }

            adder.Flush();
            cancelled = adder.SawInfinity;
            lists = live;
            source = _records;
            references = next;
        }
    }

    private static uint DropAbsent(long* source, uint* references, uint length)
    {
        uint kept = 0;
        for (uint i = 0; i < length; i++)
        {
            if (source[(nint)(references[i] >> 1) * Stride + FqLanes.RowLength - 1] == 0)
                references[kept++] = references[i];
        }

        return kept;
    }

    private void MarkAbsent(uint record) => _records[(nint)record * Stride + FqLanes.RowLength - 1] = AffineAdder<TField, TLanes>.Absent;

    private void CopyRecord(uint record, long* source, uint reference)
    {
        long* from = source + (nint)(reference >> 1) * Stride, to = _records + (nint)record * Stride;
        Vector512<long> sign = Vector512.Create(-(long)(reference & 1)); // −v = (v ^ −1) − (−1)
        for (int i = 0; i < Stride / 2; i += FqLanes.RowLength)
            Vector512.Load(from + i).Store(to + i);
        for (int i = Stride / 2; i < Stride; i += FqLanes.RowLength)
            ((Vector512.Load(from + i) ^ sign) - sign).Store(to + i);
    }

    private static nint BufferLength(int longest) => (nint)Math.Max(longest, ChunkLength) + 1;

    private static nint Round(nint words) => (words + WordsPerLine) & ~(nint)(WordsPerLine - 1);
}
