using System.Buffers.Binary;
using System.Security.Cryptography;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Pairings;

namespace Plimsoll.Snark.Groth16;

/// <summary>Whether proofs hold.</summary>
/// <remarks>Groth 2016/260. Works on public values; variable-time. Spec: docs/spec/groth16.md#checks.</remarks>
public static class Verifier
{
    /// <summary>Whether the proof attests the inputs: <c>e(A, B) = e(α, β)·e(IC₀ + Σ xⱼ·ICⱼ, γ)·e(C, δ)</c>.</summary>
    /// <remarks>Points of the proof are checked to be in their subgroups. A wrong number of inputs is a proof that does not hold.</remarks>
    public static bool Verify(VerifyingKey key, ReadOnlySpan<Fr> inputs, in Proof proof)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (inputs.Length != key.InputCount || !proof.IsWellFormed)
            return false;
        G1Affine sum = (Msm.Compute(key.Inputs[1..], inputs) + key.Inputs[0]).ToAffine();
        return Pairing.ProductIsOne([proof.A, -key.Alpha, -sum, -proof.C], [proof.B, key.Beta, key.Gamma, key.Delta]);
    }

    /// <summary>Whether every proof attests its inputs, in one product of n + 3 pairings; true for no proofs.</summary>
    /// <param name="key">The circuit's key.</param>
    /// <param name="inputs">The inputs of all proofs, one after the other.</param>
    /// <param name="proofs">As many as there are groups of inputs.</param>
    /// <remarks>
    /// The equations are added with weights of 128 bits from one transcript over key, proofs and inputs, so no part can be chosen after its weight is known; a wrong proof
    /// passes with probability 2^-128. Which one is wrong is found with <see cref="Verify"/>.
    /// </remarks>
    public static bool VerifyMany(VerifyingKey key, ReadOnlySpan<Fr> inputs, ReadOnlySpan<Proof> proofs)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (inputs.Length != proofs.Length * key.InputCount)
            return false;
        foreach (ref readonly Proof proof in proofs)
        {
            if (!proof.IsWellFormed)
                return false;
        }

        if (proofs.Length == 0)
            return true;
        int count = proofs.Length;
        Fr[] weights = Weights(key, inputs, proofs), inputSums = new Fr[key.InputCount + 1];
        G1Affine[] left = new G1Affine[count + 3], c = new G1Affine[count];
        G2Affine[] right = new G2Affine[count + 3];
        for (int i = 0; i < count; i++)
        {
            left[i] = (new G1Projective(proofs[i].A) * weights[i]).ToAffine();
            (right[i], c[i]) = (proofs[i].B, proofs[i].C);
            inputSums[0] += weights[i];
            for (int j = 0; j < key.InputCount; j++)
                inputSums[j + 1] += weights[i] * inputs[i * key.InputCount + j];
        }

        (left[count], right[count]) = (-(new G1Projective(key.Alpha) * inputSums[0]).ToAffine(), key.Beta);
        (left[count + 1], right[count + 1]) = (-Msm.Compute(key.Inputs, inputSums).ToAffine(), key.Gamma);
        (left[count + 2], right[count + 2]) = (-Msm.Compute(c, weights).ToAffine(), key.Delta);
        return Pairing.ProductIsOne(left, right);
    }

    // w₀ = 1; the others are the low 128 bits of SHA-256(seed ‖ i), never zero, with a seed over everything.
    private static Fr[] Weights(VerifyingKey key, ReadOnlySpan<Fr> inputs, ReadOnlySpan<Proof> proofs)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("Plimsoll Groth16 batch v1"u8);
        hash.AppendData(SHA256.HashData(key.Encode()));
        Span<byte> word = stackalloc byte[Fr.ByteLength];
        BinaryPrimitives.WriteInt32BigEndian(word, proofs.Length);
        hash.AppendData(word[..sizeof(int)]);
        foreach (ref readonly Fr input in inputs)
        {
            input.WriteBytes(word);
            hash.AppendData(word);
        }

        foreach (ref readonly Proof proof in proofs)
            hash.AppendData(proof.Encode());
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes + sizeof(int)];
        hash.GetHashAndReset(block);
        Fr[] weights = new Fr[proofs.Length];
        weights[0] = Fr.One;
        for (int i = 1; i < weights.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(block[SHA256.HashSizeInBytes..], i);
            SHA256.HashData(block, word);
            word[..16].Clear();
            weights[i] = Fr.FromBytes(word);
            if (weights[i].IsZero)
                weights[i] = Fr.One;
        }

        return weights;
    }
}
