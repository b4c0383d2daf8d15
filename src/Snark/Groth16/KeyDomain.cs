using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Snark.Groth16;

/// <summary>The domains that keys are made for: those of snarkjs, whose root of unity is a power of 5, not of 7 as in EIP-4844.</summary>
/// <remarks>5 is the smallest number that is no square. The order of the elements is part of a key: element i belongs to constraint i.</remarks>
internal static class KeyDomain
{
    /// <summary>The greatest base-2 logarithm of a key's domain: that of twice the size must exist too.</summary>
    public const int MaxLog2Size = EvaluationDomain.MaxLog2Size - 1;

    // 5^((r − 1) / 2^32)
    private static readonly Fr s_root = Fr.FromHex("212d79e5b416b6f0fd56dc8d168d6c0c4024ff270b3e0941b788f500b912f1f");

    private static readonly EvaluationDomain?[] s_domains = new EvaluationDomain?[EvaluationDomain.MaxLog2Size + 1];

    /// <summary>Returns the domain of 2^log2Size elements; made once, then shared.</summary>
    public static EvaluationDomain Of(int log2Size) => Volatile.Read(ref s_domains[log2Size]) ?? Make(log2Size);

    private static EvaluationDomain Make(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.WithRoot(log2Size, Fr.SquareTimes(s_root, Fr.TwoAdicity - log2Size));
        Volatile.Write(ref s_domains[log2Size], domain);
        return domain;
    }
}
