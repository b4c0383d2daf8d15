using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Curves.Lanes;

namespace Plimsoll.Crypto.Kzg;

/// <content>Eight points times eight roots of unity.</content>
/// <remarks>
/// A factor is split as s₀ + s₁·x² with both halves below 2^128, and x²·P = −φ(P) = (βX, −Y, Z) (Gallant, Lambert, Vanstone 2001).
/// 125 doublings and 52 additions of table entries, complete formulas throughout, so infinities need no care. The factors are
/// known in advance, and so are the digits.
/// </remarks>
internal sealed unsafe partial class G1TransformLanes
{
    private const int WindowBits = 5, Windows = (128 + 1 + WindowBits - 1) / WindowBits; // one bit more for the last carry

    // Per lane the multiples 0 to 16, each as rows X, Y, Z and βX.
    private const int Multiples = (1 << (WindowBits - 1)) + 1, EntryRows = 4 * Row;

    private static sbyte[] Recode(in Fr scalar)
    {
        Span<ulong> seedDigits = stackalloc ulong[4];
        ulong* words = stackalloc ulong[ScalarDigits.Length];
        new Span<ulong>(words, ScalarDigits.Length).Clear();
        SeedDigits.Of(scalar, seedDigits);
        sbyte[] digits = new sbyte[2 * Windows]; // those of s₁ first
        for (int i = 0; i < digits.Length; i++)
        {
            int half = i < Windows ? 2 : 0;
            UInt128 value = SeedDigits.Pair(seedDigits[half], seedDigits[half + 1]);
            // Doubled, as ScalarDigits wants it.
            words[0] = (ulong)(value << 1);
            words[1] = (ulong)(value >> 63);
            words[2] = (ulong)(value >> 127);
            digits[i] = (sbyte)ScalarDigits.Digit(words, i % Windows, WindowBits);
        }

        return digits;
    }

    private void MultiplyByPowers(in Workspace work, long* point, int* exponents)
    {
        FillTable(work, point);
        long* sum = point; // starts again from infinity
        new Span<long>(sum, Point).Clear();
        FqLanes.Broadcast(sum + Element, Fq.One);
        for (int window = Windows - 1; window >= 0; window--)
        {
            for (int i = 0; i < WindowBits && window < Windows - 1; i++)
                ProjectiveLanes.Double(sum, sum, work.B3, work.Scratch);
            AddEntries(work, sum, exponents, window, isTwisted: true);
            AddEntries(work, sum, exponents, Windows + window, isTwisted: false);
        }
    }

    private static void FillTable(in Workspace work, long* point)
    {
        long* multiple = work.Entry;
        new Span<long>(multiple, Point).Clear();
        FqLanes.Broadcast(multiple + Element, Fq.One);
        for (int m = 0; m < Multiples; m++)
        {
            if (m > 0)
                ProjectiveLanes.Add(multiple, multiple, point, work.B3, work.Scratch);
            FqLanes.Multiply(work.Scratch, multiple, work.Beta);
            long* rows = work.Table + m * EntryRows;
            for (int j = 0; j < 4; j++, rows += Row)
            {
                const int Lane = Multiples * EntryRows;
                FqLanes.ToRows(
                    j < 3 ? multiple + j * Element : work.Scratch, rows, rows + Lane, rows + 2 * Lane, rows + 3 * Lane,
                    rows + 4 * Lane, rows + 5 * Lane, rows + 6 * Lane, rows + 7 * Lane);
            }
        }
    }

    private void AddEntries(in Workspace work, long* sum, int* exponents, int digitIndex, bool isTwisted)
    {
        long** e = stackalloc long*[FqLanes.Lanes];
        int negative = 0;
        for (int lane = 0; lane < FqLanes.Lanes; lane++)
        {
            int digit = _digits[exponents[lane]][digitIndex];
            negative |= (digit < 0 ? 1 : 0) << lane;
            e[lane] = work.Table + (lane * Multiples + Math.Abs(digit)) * EntryRows;
        }

        const int Y = Row, Z = 2 * Row, Twisted = 3 * Row;
        int x = isTwisted ? Twisted : 0;
        long* entry = work.Entry;
        FqLanes.FromRows(entry, e[0] + x, e[1] + x, e[2] + x, e[3] + x, e[4] + x, e[5] + x, e[6] + x, e[7] + x);
        FqLanes.FromRowsNegating(
            entry + Element, (byte)(isTwisted ? ~negative : negative), e[0] + Y, e[1] + Y, e[2] + Y, e[3] + Y, e[4] + Y, e[5] + Y, e[6] + Y, e[7] + Y);
        FqLanes.FromRows(entry + 2 * Element, e[0] + Z, e[1] + Z, e[2] + Z, e[3] + Z, e[4] + Z, e[5] + Z, e[6] + Z, e[7] + Z);
        ProjectiveLanes.Add(sum, sum, entry, work.B3, work.Scratch);
    }

    /// <summary>The memory of one transform, cut into its parts.</summary>
    private readonly struct Workspace
    {
        public static int Length => 4 * Point + 2 * Element + ProjectiveLanes.ScratchLength + FqLanes.Lanes * Multiples * EntryRows;

        public Workspace(long* memory)
        {
            U = memory;
            V = U + Point;
            Sum = V + Point;
            Entry = Sum + Point;
            B3 = Entry + Point;
            Beta = B3 + Element;
            Scratch = Beta + Element;
            Table = Scratch + ProjectiveLanes.ScratchLength;
            FqLanes.Broadcast(B3, Fq.FromUInt64(12));
            FqLanes.Broadcast(Beta, Endomorphism.Phi(Fq.One));
        }

        public long* U { get; }

        public long* V { get; }

        public long* Sum { get; }

        public long* Entry { get; }

        public long* B3 { get; }

        public long* Beta { get; }

        public long* Scratch { get; }

        public long* Table { get; }
    }
}
