using System.Text.Json;
using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>EIP-4844: suites <c>kzg</c> and <c>eip4844</c>.</summary>
[Trait("Category", "Conformance")]
public sealed class Eip4844Tests
{
    public static IEnumerable<TheoryDataRow<string, int, string>> Commitments => KzgVectors.Rows("blob_to_kzg_commitment");

    public static IEnumerable<TheoryDataRow<string, int, string>> Openings => KzgVectors.Rows("compute_kzg_proof");

    public static IEnumerable<TheoryDataRow<string, int, string>> BlobProofs => KzgVectors.Rows("compute_blob_kzg_proof");

    public static IEnumerable<TheoryDataRow<string, int, string>> Challenges => KzgVectors.Rows("compute_challenge");

    public static IEnumerable<TheoryDataRow<string, int, string>> OpeningVerifications => KzgVectors.Rows("verify_kzg_proof");

    public static IEnumerable<TheoryDataRow<string, int, string>> BlobVerifications => KzgVectors.Rows("verify_blob_kzg_proof");

    public static IEnumerable<TheoryDataRow<string, int, string>> BatchVerifications => KzgVectors.Rows("verify_blob_kzg_proof_batch");

    public static IEnumerable<TheoryDataRow<string, int, string>> Precompile =>
        Vectors.Rows("eip4844", element => element.GetProperty("Name").GetString()!, "pointEvaluation.json");

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Commitments))]
    public void A_blob_has_its_commitment(string file, int position, string name) =>
        Check(file, position, name, (input, output) => output.Is(BlobKzg.Mainnet.Commit(Blob(input)).ToBytes()));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Openings))]
    public void An_opening_has_its_value_and_proof(string file, int position, string name) =>
        Check(file, position, name, (input, output) =>
        {
            (KzgProof proof, Fr y) = BlobKzg.Mainnet.Open(Blob(input), input.GetProperty("z").Element());
            return output[0].Is(proof.ToBytes()) && output[1].Is(y.ToBytes());
        });

    [Theory(SkipTestWithoutData = true), MemberData(nameof(BlobProofs))]
    public void A_blob_has_its_proof(string file, int position, string name) =>
        Check(file, position, name, (input, output) =>
            output.Is(BlobKzg.Mainnet.ProveBlob(Blob(input), Commitment(input)).ToBytes()));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Challenges))]
    public void A_blob_has_its_challenge(string file, int position, string name) =>
        Check(file, position, name, (input, output) => output.Is(BlobKzg.Challenge(Blob(input), Commitment(input)).ToBytes()));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(OpeningVerifications))]
    public void An_opening_is_accepted_or_not(string file, int position, string name) =>
        CheckAnswer(file, position, name, input => BlobKzg.Mainnet.Verify(
            Commitment(input), input.GetProperty("z").Element(), input.GetProperty("y").Element(), input.GetProperty("proof").Proof()));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(BlobVerifications))]
    public void A_blob_proof_is_accepted_or_not(string file, int position, string name) =>
        CheckAnswer(file, position, name, input =>
            BlobKzg.Mainnet.VerifyBlob(Blob(input), Commitment(input), input.GetProperty("proof").Proof()));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(BatchVerifications))]
    public void Blob_proofs_are_accepted_together_or_not(string file, int position, string name) =>
        CheckAnswer(file, position, name, input => BlobKzg.Mainnet.VerifyBlobs(
            input.GetProperty("blobs").List(KzgVectors.Blob),
            input.GetProperty("commitments").List(KzgVectors.Commitment),
            input.GetProperty("proofs").List(KzgVectors.Proof)));

    /// <remarks>Input: versioned hash, z, y, commitment, proof. Output on success: 4096 and the modulus, 32 bytes each.</remarks>
    [Theory(SkipTestWithoutData = true), MemberData(nameof(Precompile))]
    public void The_precompile_s_input_is_accepted(string file, int position, string name)
    {
        byte[] input = Convert.FromHexString(Vectors.Element("eip4844", file, position).GetProperty("Input").GetString()!);
        KzgCommitment commitment = KzgCommitment.FromBytes(input.AsSpan(96, 48));
        Assert.True(input.AsSpan(0, 32).SequenceEqual(commitment.ToVersionedHash()), name);
        Assert.True(BlobKzg.Mainnet.Verify(
            commitment, Fr.FromBytes(input.AsSpan(32, 32)), Fr.FromBytes(input.AsSpan(64, 32)), KzgProof.FromBytes(input.AsSpan(144, 48))));
    }

    private static void CheckAnswer(string file, int position, string name, Func<JsonElement, bool> answer) =>
        Check(file, position, name, (input, output) => answer(input) == output.GetBoolean());

    private static void Check(string file, int position, string name, Func<JsonElement, JsonElement, bool> agrees)
    {
        _ = name; // only labels the case
        KzgVectors.Check(file, position, agrees);
    }

    private static Blob Blob(JsonElement input) => input.GetProperty("blob").Blob();

    private static KzgCommitment Commitment(JsonElement input) => input.GetProperty("commitment").Commitment();
}
