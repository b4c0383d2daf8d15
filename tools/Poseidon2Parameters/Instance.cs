using System.Globalization;
using System.Numerics;

namespace Plimsoll.Tools.Poseidon2;

/// <summary>The parameters of Poseidon2 over the BLS12-381 scalar field for one width, with S-box x⁵.</summary>
/// <remarks>
/// Source: Grassi, Khovratovich, Schofnegger, "Poseidon2: A Faster Version of the Poseidon Hash Function" (2023/323). Round numbers
/// are the designers' for 128 bits with their security margin: two full rounds and 7.5 % partial rounds on top of the known attacks.
/// </remarks>
public sealed class Instance
{
    /// <summary>Half before and half after the partial rounds.</summary>
    public const int FullRounds = 8;

    /// <summary>Rounds whose S-box acts on the first element only.</summary>
    public const int PartialRounds = 56;

    private const int FieldBits = 255;

    /// <summary>r, the order of the field.</summary>
    public static BigInteger Modulus { get; } =
        BigInteger.Parse("073eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", NumberStyles.HexNumber);

    private Instance(int width, BigInteger[][] roundConstants, BigInteger[] diagonal)
    {
        Width = width;
        RoundConstants = roundConstants;
        DiagonalMinusOne = diagonal;
    }

    /// <summary>The number of elements of the state, t.</summary>
    public int Width { get; }

    /// <summary>One row per round: t constants in a full round, one in a partial round.</summary>
    public IReadOnlyList<IReadOnlyList<BigInteger>> RoundConstants { get; }

    /// <summary>What the internal matrix has on its diagonal beyond the all-ones matrix.</summary>
    public IReadOnlyList<BigInteger> DiagonalMinusOne { get; }

    /// <summary>Generates the parameters for a width of 2, 3 or 4.</summary>
    public static Instance Generate(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4);
        GrainLfsr bits = new(FieldBits, width, FullRounds, PartialRounds);
        BigInteger[][] constants = new BigInteger[FullRounds + PartialRounds][];
        for (int round = 0; round < constants.Length; round++)
        {
            bool full = round < FullRounds / 2 || round >= FullRounds / 2 + PartialRounds;
            constants[round] = new BigInteger[full ? width : 1];
            for (int i = 0; i < constants[round].Length; i++)
                constants[round][i] = NextBelowModulus(bits);
        }

        return new(width, constants, width switch
        {
            2 => [1, 2],
            3 => [1, 1, 2],
            // The matrix's own entries are drawn after the round constants, and reduced instead of rejected.
            _ => [.. Enumerable.Range(0, width).Select(_ => (bits.NextInteger(FieldBits) - 1 + Modulus) % Modulus)],
        });
    }

    private static BigInteger NextBelowModulus(GrainLfsr bits)
    {
        BigInteger value;
        do
            value = bits.NextInteger(FieldBits);
        while (value >= Modulus);
        return value;
    }
}
