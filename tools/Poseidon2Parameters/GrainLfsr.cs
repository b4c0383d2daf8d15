using System.Numerics;

namespace Plimsoll.Tools.Poseidon2;

/// <summary>The bit generator that the Poseidon family takes its constants from: an 80-bit Grain register in self-shrinking mode.</summary>
/// <remarks>Source: Grassi et al., "Poseidon: A New Hash Function for Zero-Knowledge Proof Systems" (2019/458), appendix E.</remarks>
public sealed class GrainLfsr
{
    private const int Length = 80;

    private static readonly int[] s_taps = [62, 51, 38, 23, 13, 0];

    private readonly bool[] _bits = new bool[Length];
    private int _first; // the register is a ring: bit i is _bits[(_first + i) % Length]

    /// <summary>Seeds the register for a prime field of <paramref name="fieldBits"/> bits and the S-box x^α, and runs it warm.</summary>
    public GrainLfsr(int fieldBits, int width, int fullRounds, int partialRounds)
    {
        int position = 0;
        Append(1, 2); // a prime field
        Append(0, 4); // the S-box is a power
        Append(fieldBits, 12);
        Append(width, 12);
        Append(fullRounds, 10);
        Append(partialRounds, 10);
        Append((1 << 30) - 1, 30);
        for (int i = 0; i < 160; i++)
            Step();

        void Append(int value, int bits)
        {
            for (int i = bits - 1; i >= 0; i--)
                _bits[position++] = ((value >> i) & 1) != 0;
        }
    }

    /// <summary>Returns the next integer of <paramref name="bits"/> bits, most significant bit first.</summary>
    public BigInteger NextInteger(int bits)
    {
        BigInteger value = 0;
        for (int i = 0; i < bits; i++)
            value = (value << 1) | (NextBit() ? 1 : 0);
        return value;
    }

    // Of each pair of bits the second is kept if the first is one.
    private bool NextBit()
    {
        while (!Step())
            Step();
        return Step();
    }

    private bool Step()
    {
        bool next = false;
        foreach (int tap in s_taps)
            next ^= _bits[(_first + tap) % Length];
        _bits[_first] = next;
        _first = (_first + 1) % Length;
        return next;
    }
}
