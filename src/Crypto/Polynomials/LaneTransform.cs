using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Polynomials;

/// <summary>The transforms of 64 elements or more in vector lanes, in place.</summary>
/// <remarks>
/// <para>
/// Eight consecutive elements are one vector: all levels but the last three combine whole vectors. Those work on blocks of at most 2^9 vectors
/// (4096 elements), unpacked into scratch memory that stays in the second-level cache; larger transforms first do their upper levels
/// column by column, 2^9 columns of at most 2^10 vectors, through the same scratch. So each element is read and written twice.
/// Between the two passes a vector is packed: its words side by side, reduced below 2^256 only.
/// </para>
/// <para>Threads share the columns, then the blocks.</para>
/// </remarks>
internal sealed unsafe partial class LaneTransform(int log2Size, LaneTwiddles twiddles)
{
    /// <summary>The smallest transform this can do.</summary>
    public const int MinLog2Size = 6;

    private const int MaxInner = 9, MaxOuter = 10;

    [ThreadStatic]
    private static byte[]? t_scratch;

    private readonly int _inner = Math.Min(log2Size - 3, MaxInner);

    private int Columns => 1 << _inner;

    private int Outer => log2Size - 3 - _inner;

    /// <summary>Scratch for the lanes of a block or column; one per thread, made once.</summary>
    private static FrLanes* Scratch
    {
        get
        {
            byte[] memory = t_scratch ??= GC.AllocateUninitializedArray<byte>(sizeof(FrLanes) * (1 << MaxOuter) + 64, pinned: true);
            nuint address = (nuint)Unsafe.AsPointer(ref memory[0]); // pinned: it stays there
            return (FrLanes*)((address + 63) & ~(nuint)63);
        }
    }

    /// <summary>Coefficients in natural order to values in bit-reversed order.</summary>
    public void Forward(Span<Fr> elements, int threads)
    {
        fixed (Fr* a = elements)
        {
            if (Outer > 0)
                Share(Pass.ForwardColumns, a, Columns, threads, default);
            Share(Pass.ForwardBlocks, a, 1 << Outer, threads, default);
        }
    }

    /// <summary>Values in bit-reversed order to coefficients in natural order, multiplied by <paramref name="scale"/> times the size.</summary>
    public void Inverse(Span<Fr> elements, in Fr scale, int threads)
    {
        FrFactor factor = new(scale);
        fixed (Fr* a = elements)
        {
            Share(Pass.InverseBlocks, a, 1 << Outer, threads, factor);
            if (Outer > 0)
                Share(Pass.InverseColumns, a, Columns, threads, factor);
        }
    }

    private void Share(Pass pass, Fr* a, int count, int threads, in FrFactor scale)
    {
        if (threads == 1)
            Run(pass, a, 0, count, scale);
        else
            ShareAmongThreads(pass, a, count, threads, scale);
    }

    private void ShareAmongThreads(Pass pass, Fr* a, int count, int threads, FrFactor scale) =>
        Parallel.For(0, threads, new() { MaxDegreeOfParallelism = threads }, part =>
            Run(pass, a, (int)((long)count * part / threads), (int)((long)count * (part + 1) / threads), scale));

    private void Run(Pass pass, Fr* a, int from, int to, in FrFactor scale)
    {
        FrLanes* x = Scratch;
        fixed (FrFactor* levels = twiddles.Levels)
        {
            for (int i = from; i < to; i++)
            {
                switch (pass)
                {
                    case Pass.ForwardColumns:
                        ForwardColumn(x, a, i, levels);
                        break;
                    case Pass.ForwardBlocks:
                        ForwardBlock(x, a, i, levels);
                        break;
                    case Pass.InverseBlocks:
                        InverseBlock(x, a, i, levels, scale);
                        break;
                    default:
                        InverseColumn(x, a, i, levels, scale);
                        break;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ForwardColumn(FrLanes* x, Fr* a, int column, FrFactor* levels)
    {
        int rows = 1 << Outer;
        Fr* first = a + FrLanes.Count * column;
        nint step = FrLanes.Count * (nint)Columns;
        for (nint i = 0; i < rows; i++)
            FrLanes.LoadEight(first + i * step, out x[i]);
        ForwardLevels(x, rows, 0, levels);
        for (nint i = 0; i < rows; i++)
            FrLanes.StorePacked(in x[i], (ulong*)(first + i * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ForwardBlock(FrLanes* x, Fr* a, int block, FrFactor* levels)
    {
        Fr* first = a + FrLanes.Count * (nint)Columns * block;
        for (int i = 0; i < Columns; i++)
        {
            Fr* place = first + FrLanes.Count * i;
            if (Outer > 0)
                FrLanes.LoadPacked((ulong*)place, out x[i]);
            else
                FrLanes.LoadEight(place, out x[i]);
        }

        ForwardLevels(x, Columns, block, levels);
        for (int i = 0; i < Columns / 8; i++)
            ForwardLanes(x + 8 * i, first + 64 * i, block * (Columns / 8) + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void InverseBlock(FrLanes* x, Fr* a, int block, FrFactor* levels, in FrFactor scale)
    {
        Fr* first = a + FrLanes.Count * (nint)Columns * block;
        for (int i = 0; i < Columns / 8; i++)
            InverseLanes(first + 64 * i, x + 8 * i, block * (Columns / 8) + i);
        if (Outer > 0)
            InverseLevels(x, Columns, block, levels);
        else
            InverseLastLevels(x, Columns, levels, in scale);
        for (int i = 0; i < Columns; i++)
        {
            Fr* place = first + FrLanes.Count * i;
            if (Outer > 0)
                FrLanes.StorePacked(in x[i], (ulong*)place);
            else
                FrLanes.StoreEight(in x[i], place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void InverseColumn(FrLanes* x, Fr* a, int column, FrFactor* levels, in FrFactor scale)
    {
        int rows = 1 << Outer;
        Fr* first = a + FrLanes.Count * column;
        nint step = FrLanes.Count * (nint)Columns;
        for (nint i = 0; i < rows; i++)
            FrLanes.LoadPacked((ulong*)(first + i * step), out x[i]);
        InverseLastLevels(x, rows, levels, in scale);
        for (nint i = 0; i < rows; i++)
            FrLanes.StoreEight(in x[i], first + i * step);
    }

    private enum Pass
    {
        ForwardColumns,
        ForwardBlocks,
        InverseBlocks,
        InverseColumns,
    }
}
