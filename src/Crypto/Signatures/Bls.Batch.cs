using System.Buffers;
using System.Buffers.Binary;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Pairings;

namespace Plimsoll.Crypto.Signatures;

/// <content>Many independent signatures at once.</content>
public static partial class Bls
{
    /// <summary>The random bytes that <see cref="BatchVerify"/> needs for each signature.</summary>
    public const int RandomBytesPerSignature = 16;

    /// <summary>Whether every signature is its key's for the message beside it, by one equation under random factors.</summary>
    /// <remarks>
    /// A batch with a wrong signature passes with probability below 2^-126 over the random bytes, which whoever made the signatures must
    /// not foresee. Factors are a + b·x² with 64-bit a and b, b odd: as many values as 127 bits give, at the price of 64 doublings.
    /// </remarks>
    /// <param name="keys">Checked keys.</param>
    /// <param name="messages">One for each key.</param>
    /// <param name="signatures">One for each key.</param>
    /// <param name="randomness">Fresh from a secure source: <see cref="RandomBytesPerSignature"/> for each signature.</param>
    /// <returns>True for no signatures at all: nothing was wrong.</returns>
    /// <exception cref="ArgumentException">The lengths do not match.</exception>
    public static bool BatchVerify(
        ReadOnlySpan<BlsPublicKey> keys,
        ReadOnlySpan<ReadOnlyMemory<byte>> messages,
        ReadOnlySpan<BlsSignature> signatures,
        ReadOnlySpan<byte> randomness)
    {
        int count = keys.Length;
        if (messages.Length != count || signatures.Length != count)
            throw new ArgumentException("As many messages and signatures as keys are expected.");
        if (randomness.Length != RandomBytesPerSignature * count)
            throw new ArgumentException("Sixteen random bytes per signature are expected.", nameof(randomness));
        G1Affine[] left = ArrayPool<G1Affine>.Shared.Rent(count + 1);
        G2Affine[] right = ArrayPool<G2Affine>.Shared.Rent(count + 1);
        try
        {
            G2Projective sum = G2Projective.Infinity;
            for (int i = 0; i < count; i++)
            {
                if (keys[i].Point.IsInfinity)
                    return false;
                ReadOnlySpan<byte> random = randomness.Slice(RandomBytesPerSignature * i, RandomBytesPerSignature);
                ulong a = BinaryPrimitives.ReadUInt64LittleEndian(random), b = BinaryPrimitives.ReadUInt64LittleEndian(random[8..]) | 1;
                left[i] = ScalarMultiplication.MultiplyByFactor(keys[i].Point, a, b).ToAffine();
                right[i] = HashToCurve.ToG2(messages[i].Span, SignatureTag).ToAffine();
                sum += ScalarMultiplication.MultiplyByFactor(signatures[i].Point, a, b);
            }

            left[count] = s_minusGenerator;
            right[count] = sum.ToAffine();
            return Pairing.ProductIsOne(left.AsSpan(0, count + 1), right.AsSpan(0, count + 1));
        }
        finally
        {
            ArrayPool<G1Affine>.Shared.Return(left);
            ArrayPool<G2Affine>.Shared.Return(right);
        }
    }
}
