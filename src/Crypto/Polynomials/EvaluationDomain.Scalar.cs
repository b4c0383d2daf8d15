namespace Plimsoll.Crypto.Polynomials;

/// <content>The radix-2 transforms in scalar arithmetic: always present, and the oracle of the vector path.</content>
/// <remarks>
/// One level splits 𝔽r[X]/(X^2t − s²) into 𝔽r[X]/(X^t − s) and 𝔽r[X]/(X^t + s). Started at X^n − 1 it leaves the values in bit-reversed
/// order, and the s of block i is the same on every level: s_i = w^(rev(i)). So one table, in that order, serves all levels, and a block needs
/// one twiddle. Inverse twiddles need no table: the inverse of s_i is −s_j, j being i with all digits below the leading one flipped.
/// </remarks>
public sealed partial class EvaluationDomain
{
    private Fr[]? _twiddles;

    /// <summary>s_i for i below n/2.</summary>
    private Fr[] Twiddles => Volatile.Read(ref _twiddles) ?? MakeTwiddles();

    private Fr[] MakeTwiddles()
    {
        // Two threads may both make them; either result is right.
        Fr[] twiddles = BuildTwiddles(Log2Size, Root);
        Volatile.Write(ref _twiddles, twiddles);
        return twiddles;
    }

    private static Fr[] BuildTwiddles(int log2Size, in Fr root)
    {
        Fr[] twiddles = new Fr[Math.Max(1, 1 << log2Size >> 1)];
        twiddles[0] = Fr.One;
        Fr generator = root; // of order 2^(level + 2) when its level is reached, so levels are built from the last one
        for (int length = twiddles.Length / 2; length >= 1; length /= 2)
        {
            twiddles[length] = generator;
            generator = Fr.Square(generator);
        }

        for (int length = 2; length < twiddles.Length; length *= 2)
        {
            for (int i = 1; i < length; i++)
                twiddles[length + i] = twiddles[length] * twiddles[i];
        }

        return twiddles;
    }

    internal void ForwardScalar(Span<Fr> a)
    {
        Fr[] twiddles = Twiddles;
        for (int half = a.Length / 2, blocks = 1; half >= 1; half /= 2, blocks *= 2)
        {
            for (int block = 0; block < blocks; block++)
            {
                Fr s = twiddles[block];
                Span<Fr> low = a.Slice(2 * half * block, half), high = a.Slice(2 * half * block + half, half);
                for (int i = 0; i < half; i++)
                {
                    Fr u = low[i], v = s * high[i];
                    low[i] = u + v;
                    high[i] = u - v;
                }
            }
        }
    }

    /// <summary>Undoes <see cref="ForwardScalar"/>, but for the factor n.</summary>
    internal void InverseScalar(Span<Fr> a)
    {
        Fr[] twiddles = Twiddles;
        for (int half = 1, blocks = a.Length / 2; half < a.Length; half *= 2, blocks /= 2)
        {
            for (int block = 0; block < blocks; block++)
            {
                Fr s = block == 0 ? -Fr.One : twiddles[block ^ ((1 << int.Log2(block)) - 1)]; // −1/s_block
                Span<Fr> low = a.Slice(2 * half * block, half), high = a.Slice(2 * half * block + half, half);
                for (int i = 0; i < half; i++)
                {
                    Fr u = low[i], v = high[i];
                    low[i] = u + v;
                    high[i] = s * (v - u);
                }
            }
        }
    }
}
