using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <summary>The hashes of <see cref="Poseidon2"/>, with the same domains, in constraints.</summary>
/// <remarks>Spec: docs/spec/hashing.md.</remarks>
public static class Poseidon2Hash
{
    /// <summary>Returns the hash of exactly two elements; 216 constraints.</summary>
    /// <exception cref="ArgumentException">The domain belongs to another mode.</exception>
    public static Signal Compress(this CircuitBuilder builder, HashDomain domain, in Signal a, in Signal b) =>
        Poseidon2Permutation.Two.Compress(builder, [a, b + Poseidon2.DomainConstant(domain, 2, 2)], a);

    /// <summary>Returns the hash of exactly four elements; 264 constraints.</summary>
    /// <exception cref="ArgumentException">The domain belongs to another mode.</exception>
    public static Signal Compress(this CircuitBuilder builder, HashDomain domain, in Signal a, in Signal b, in Signal c, in Signal d) =>
        Poseidon2Permutation.Four.Compress(builder, [a, b, c, d + Poseidon2.DomainConstant(domain, 4, 4)], a);

    /// <summary>Returns the hash of a message whose length is part of the circuit's shape; 264 constraints per three elements begun.</summary>
    /// <exception cref="ArgumentException">The domain belongs to another mode.</exception>
    public static Signal Sponge(this CircuitBuilder builder, HashDomain domain, params ReadOnlySpan<Signal> message)
    {
        Signal[] state = [0, 0, 0, Poseidon2.DomainConstant(domain, 0, message.Length)];
        int position = 0;
        while (true)
        {
            ReadOnlySpan<Signal> block = message.Slice(position, Math.Min(Poseidon2.Rate, message.Length - position));
            for (int i = 0; i < block.Length; i++)
                state[i] += block[i];
            position += Poseidon2.Rate;
            if (position >= message.Length)
                return Poseidon2Permutation.Four.Compress(builder, state, 0);
            state = Poseidon2Permutation.Four.Permute(builder, state);
        }
    }
}
