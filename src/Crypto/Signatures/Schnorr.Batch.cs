using System.Collections.Concurrent;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Hashing;

namespace Plimsoll.Crypto.Signatures;

/// <content>Many verifications: eight side by side in vector lanes, and on both cores if wanted.</content>
public static unsafe partial class Schnorr
{
    /// <summary>Claims that share an inversion; about 1 ms of work.</summary>
    private const int ChunkSize = 32;

    /// <summary>Elements that the challenge hash takes.</summary>
    private const int ChallengeLength = 5;

    /// <summary>Verifies many signatures, each by its own equation: what one of them is says nothing about another.</summary>
    /// <param name="claims">What is to be decided.</param>
    /// <param name="valid">Receives one answer per claim; at least as long.</param>
    /// <param name="parallel">Whether all cores take part.</param>
    public static void VerifyMany(ReadOnlySpan<SignedMessage> claims, Span<bool> valid, bool parallel = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(valid.Length, claims.Length);
        int chunks = (claims.Length + ChunkSize - 1) / ChunkSize;
        if (!parallel || chunks < 2)
        {
            for (int i = 0; i < chunks; i++)
                VerifyChunk(Chunk(claims, i), valid[(i * ChunkSize)..]);
            return;
        }

        // Safety: both spans stay fixed until every task has ended, and a task touches its own chunk only.
        fixed (SignedMessage* source = claims)
        fixed (bool* destination = valid)
            VerifyChunksInParallel((nint)source, (nint)destination, claims.Length, chunks);
    }

    // A method of its own, because the closure is allocated where its variables are declared.
    private static void VerifyChunksInParallel(nint claims, nint valid, int count, int chunks) =>
        Parallel.ForEach(Partitioner.Create(0, chunks, 1), share => VerifyChunk(
            Chunk(new((SignedMessage*)claims, count), share.Item1), new Span<bool>((bool*)valid, count)[(share.Item1 * ChunkSize)..]));

    private static ReadOnlySpan<SignedMessage> Chunk(ReadOnlySpan<SignedMessage> claims, int index) =>
        claims.Slice(index * ChunkSize, Math.Min(ChunkSize, claims.Length - index * ChunkSize));

    private static void VerifyChunk(ReadOnlySpan<SignedMessage> claims, Span<bool> valid)
    {
        if (!FrLanes.IsAccelerated || claims.Length == 1)
        {
            for (int i = 0; i < claims.Length; i++)
                valid[i] = Verify(claims[i].Key, claims[i].Message, claims[i].Signature);
            return;
        }

        Span<Fr> x = stackalloc Fr[ChunkSize], y = stackalloc Fr[ChunkSize], z = stackalloc Fr[ChunkSize];
        for (int first = 0; first < claims.Length; first += FrLanes.Count)
            CommitGroup(claims, first, x[first..], y[first..], z[first..]);
        Span<Fr> hashes = stackalloc Fr[ChunkSize], inputs = stackalloc Fr[ChunkSize * ChallengeLength];
        FieldAlgorithms.BatchInvert(z[..claims.Length], hashes);
        for (int i = 0; i < claims.Length; i++)
        {
            Span<Fr> input = inputs.Slice(i * ChallengeLength, ChallengeLength);
            input[0] = x[i] * z[i];
            input[1] = y[i] * z[i];
            input[2] = claims[i].Key.A.X;
            input[3] = claims[i].Key.A.Y;
            input[4] = claims[i].Message;
        }

        Poseidon2.SpongeMany(HashDomain.Challenge, ChallengeLength, inputs[..(claims.Length * ChallengeLength)], hashes[..claims.Length]);
        for (int i = 0; i < claims.Length; i++)
            valid[i] = !claims[i].Key.IsNull && Low128(hashes[i]) == claims[i].Signature.E;
    }

    // Lanes beyond the last claim repeat it.
    private static void CommitGroup(ReadOnlySpan<SignedMessage> claims, int first, Span<Fr> x, Span<Fr> y, Span<Fr> z)
    {
        Span<JubjubScalar> s = stackalloc JubjubScalar[FrLanes.Count];
        Span<UInt128> e = stackalloc UInt128[FrLanes.Count];
        Span<Fr> keyX = stackalloc Fr[FrLanes.Count], keyY = stackalloc Fr[FrLanes.Count];
        for (int lane = 0; lane < FrLanes.Count; lane++)
        {
            ref readonly SignedMessage claim = ref claims[Math.Min(first + lane, claims.Length - 1)];
            (s[lane], e[lane]) = (claim.Signature.S, claim.Signature.E);
            (keyX[lane], keyY[lane]) = (claim.Key.A.X, claim.Key.A.Y);
        }

        JubjubVerification.CommitEight(s, e, keyX, keyY, x, y, z);
    }
}
