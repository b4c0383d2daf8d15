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

    /// <summary>Rounds in which every element passes the S-box; half of them come first, half last.</summary>
    public const int FullRounds = Poseidon2Parameters.FullRounds;

    /// <summary>Rounds between them in which the first element alone does.</summary>
    public const int PartialRounds = Poseidon2Parameters.PartialRounds;

    /// <summary>The round constants in the order of their use: as many as the width in a full round, one in a partial round.</summary>
    /// <param name="width">2, 3 or 4.</param>
    public static ReadOnlySpan<Fr> RoundConstants(int width) => width switch
    {
        2 => s_constants2,
        3 => s_constants3,
        4 => s_constants4,
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "The widths are 2, 3 and 4."),
    };

    /// <summary>What the matrix of a partial round has on its diagonal beyond the ones that it consists of otherwise.</summary>
    /// <param name="width">2, 3 or 4.</param>
    public static ReadOnlySpan<Fr> DiagonalMinusOne(int width) => width switch
    {
        2 => s_diagonal2,
        3 => s_diagonal3,
        4 => s_diagonal4,
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "The widths are 2, 3 and 4."),
    };

    /// <summary>Returns <c>id · 2^64 + count</c>, by which the last element of the state is raised before the first permutation.</summary>
    /// <param name="domain">What the hash is for.</param>
    /// <param name="arity">2 or 4 for a compression, 0 for the sponge.</param>
    /// <param name="count">How many elements are hashed.</param>
    /// <exception cref="ArgumentException">The domain belongs to another mode.</exception>
    public static Fr DomainConstant(HashDomain domain, int arity, int count)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.Arity == arity
            ? domain.Constant(count)
            : throw new ArgumentException($"The domain '{domain}' is hashed in another mode.", nameof(domain));
    }

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
        Fr x0 = a, x1 = b + DomainConstant(domain, 2, 2);
        Permute2(ref x0, ref x1);
        return x0 + a;
    }

    /// <summary>Returns the hash of exactly four elements: one permutation of width 4, with feed-forward.</summary>
    /// <exception cref="ArgumentException">The domain belongs to another mode.</exception>
    public static Fr Compress(HashDomain domain, in Fr a, in Fr b, in Fr c, in Fr d)
    {
        Fr x0 = a, x1 = b, x2 = c, x3 = d + DomainConstant(domain, 4, 4);
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
        Fr x0 = Fr.Zero, x1 = Fr.Zero, x2 = Fr.Zero, x3 = DomainConstant(domain, 0, message.Length);
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
}
