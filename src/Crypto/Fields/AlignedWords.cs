namespace Plimsoll.Crypto.Fields;

/// <summary>Words that stay where they are, on a boundary of 64 bytes, as long as this object lives.</summary>
internal sealed unsafe class AlignedWords
{
    private const int Boundary = 64;

    private readonly long[] _owner; // pinned

    /// <summary>Allocates zeros.</summary>
    public AlignedWords(int length)
    {
        _owner = GC.AllocateArray<long>(length + Boundary / sizeof(long), pinned: true);
        fixed (long* first = _owner)
            Pointer = Align(first);
    }

    /// <summary>The first word.</summary>
    public long* Pointer { get; }

    /// <summary>The number of words to ask of the stack for <paramref name="length"/> aligned ones.</summary>
    public static int WithPadding(int length) => length + Boundary / sizeof(long);

    /// <summary>The first boundary in memory that has room to spare for it.</summary>
    public static long* Align(long* memory) => (long*)(((nuint)memory + (Boundary - 1)) & ~(nuint)(Boundary - 1));
}
