namespace Plimsoll.Crypto.Fields;

/// <content>Square roots: q ≡ 3 (mod 4).</content>
public readonly partial struct Fq
{
    /// <inheritdoc/>
    /// <remarks><c>a^((q + 1) / 4)</c>, checked by squaring.</remarks>
    public static bool TrySqrt(in Fq a, out Fq root)
    {
        root = FieldAlgorithms.Pow(a, [0xee7fbfffffffeaab, 0x07aaffffac54ffff, 0xd9cc34a83dac3d89, 0xd91dd2e13ce144af, 0x92c6e9ed90d2eb35, 0x0680447a8e5ff9a6]);
        if (Square(root) == a)
            return true;
        root = Zero;
        return false;
    }
}
