namespace Plimsoll.Cli.Drills;

/// <summary>A verifier that takes everything for proven: what a broken circuit, key or precompile would come to. For drills alone.</summary>
/// <remarks>
/// Answers <c>inputCount()</c> with 8 and every other call with 1, which is true:
/// <c>if (selector == 0x…) return 8; else return 1</c> in 31 bytes of code, behind 10 that put it there.
/// </remarks>
internal static class WeakVerifier
{
    /// <summary>Returns the creation code.</summary>
    /// <param name="inputCount">The selector of <c>inputCount()</c>.</param>
    public static byte[] Creation(ReadOnlySpan<byte> inputCount)
    {
        byte[] runtime =
        [
            0x5f, 0x35, 0x60, 0xe0, 0x1c, // PUSH0 CALLDATALOAD PUSH1 224 SHR: the selector
            0x63, .. inputCount, 0x14, // PUSH4 EQ
            0x60, 0x16, 0x57, // PUSH1 22 JUMPI
            0x60, 0x01, 0x5f, 0x52, 0x60, 0x20, 0x5f, 0xf3, // return 1
            0x5b, 0x60, 0x08, 0x5f, 0x52, 0x60, 0x20, 0x5f, 0xf3, // JUMPDEST return 8
        ];
        return
        [
            0x60, (byte)runtime.Length, 0x60, 0x0a, 0x5f, 0x39, // CODECOPY(0, 10, length)
            0x60, (byte)runtime.Length, 0x5f, 0xf3, .. runtime, // RETURN(0, length)
        ];
    }
}
