namespace Plimsoll.Crypto.Hashing;

/// <summary>Poseidon2 over the BLS12-381 scalar field: widths 2, 3 and 4, S-box x⁵, 8 full and 56 partial rounds.</summary>
/// <remarks>
/// Source: Grassi, Khovratovich, Schofnegger 2023/323, in the instance of HorizenLabs. Collisions and preimages cost about 2^127
/// and 2^255. Not constant-time by contract: do not hash secrets with it. Spec: docs/spec/hashing.md.
/// </remarks>
public static partial class Poseidon2
{
    /// <summary>Elements of a message that one permutation of the sponge absorbs.</summary>
    public const int Rate = 3;

    /// <summary>Applies the permutation in place.</summary>
    /// <param name="state">2, 3 or 4 elements.</param>
    public static void Permute(Span<Fr> state)
    {
        switch (state.Length)
        {
            case 2: Permute2(ref state[0], ref state[1]); break;
            case 3: Permute3(ref state[0], ref state[1], ref state[2]); break;
            case 4: Permute4(ref state[0], ref state[1], ref state[2], ref state[3]); break;
            default: throw new ArgumentOutOfRangeException(nameof(state), state.Length, "The widths are 2, 3 and 4.");
        }
    }

    /// <summary>Returns the hash of exactly two elements: one permutation of width 2, with feed-forward.</summary>
    /// <exception cref="ArgumentException">The domain belongs to another mode.</exception>
    public static Fr Compress(HashDomain domain, in Fr a, in Fr b)
    {
        Fr x0 = a, x1 = b + Constant(domain, 2, 2);
        Permute2(ref x0, ref x1);
        return x0 + a;
    }

    /// <summary>Returns the hash of exactly four elements: one permutation of width 4, with feed-forward.</summary>
    /// <exception cref="ArgumentException">The domain belongs to another mode.</exception>
    public static Fr Compress(HashDomain domain, in Fr a, in Fr b, in Fr c, in Fr d)
    {
        Fr x0 = a, x1 = b, x2 = c, x3 = d + Constant(domain, 4, 4);
        Permute4(ref x0, ref x1, ref x2, ref x3);
        return x0 + a;
    }

    /// <summary>Returns the hash of a message of any length, zero included: a sponge of width 4.</summary>
    /// <remarks>
    /// The domain and the length lie in the capacity from the start, so the zeros that fill the last block make no two messages equal.
    /// One permutation per <see cref="Rate"/> elements begun.
    /// </remarks>
    /// <exception cref="ArgumentException">The domain belongs to another mode.</exception>
    public static Fr Sponge(HashDomain domain, params ReadOnlySpan<Fr> message)
    {
        Fr x0 = Fr.Zero, x1 = Fr.Zero, x2 = Fr.Zero, x3 = Constant(domain, 0, message.Length);
        int position = 0;
        do
        {
            ReadOnlySpan<Fr> block = message.Slice(position, Math.Min(Rate, message.Length - position));
            if (block.Length > 0)
                x0 += block[0];
            if (block.Length > 1)
                x1 += block[1];
            if (block.Length > 2)
                x2 += block[2];
            Permute4(ref x0, ref x1, ref x2, ref x3);
            position += Rate;
        }
        while (position < message.Length);
        return x0;
    }

    private static Fr Constant(HashDomain domain, int arity, int count)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.Arity == arity
            ? domain.Constant(count)
            : throw new ArgumentException($"The domain '{domain}' is hashed in another mode.", nameof(domain));
    }
}
