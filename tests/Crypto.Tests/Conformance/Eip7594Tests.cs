using System.Text.Json;
using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>EIP-7594: the cells of suite <c>kzg</c>.</summary>
[Trait("Category", "Conformance")]
public sealed class Eip7594Tests
{
    public static IEnumerable<TheoryDataRow<string, int, string>> Cells => KzgVectors.Rows("compute_cells");

    public static IEnumerable<TheoryDataRow<string, int, string>> CellsAndProofs => KzgVectors.Rows("compute_cells_and_kzg_proofs");

    public static IEnumerable<TheoryDataRow<string, int, string>> Recoveries => KzgVectors.Rows("recover_cells_and_kzg_proofs");

    public static IEnumerable<TheoryDataRow<string, int, string>> Verifications => KzgVectors.Rows("verify_cell_kzg_proof_batch");

    public static IEnumerable<TheoryDataRow<string, int, string>> Challenges => KzgVectors.Rows("compute_verify_cell_kzg_proof_batch_challenge");

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cells))]
    public void A_blob_has_its_cells(string file, int position, string name) =>
        Check(file, position, name, (input, output) => AreCells(output, CellKzg.ComputeCells(input.GetProperty("blob").Blob())));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(CellsAndProofs))]
    public void A_blob_has_its_cell_proofs(string file, int position, string name) =>
        Check(file, position, name, (input, output) => IsExtendedBlob(output, CellKzg.Mainnet.ComputeCellsAndProofs(input.GetProperty("blob").Blob())));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Recoveries))]
    public void Enough_cells_give_all_of_them(string file, int position, string name) =>
        Check(file, position, name, (input, output) => IsExtendedBlob(output, CellKzg.Mainnet.Recover(
            input.GetProperty("cell_indices").List(index => index.GetInt32()), input.GetProperty("cells").List(KzgVectors.Cell))));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Verifications))]
    public void Cell_proofs_are_accepted_together_or_not(string file, int position, string name) =>
        CheckAnswer(file, position, name, input => CellKzg.Mainnet.VerifyCells(
            input.GetProperty("commitments").List(KzgVectors.Commitment),
            input.GetProperty("cell_indices").List(index => index.GetInt32()),
            input.GetProperty("cells").List(KzgVectors.Cell),
            input.GetProperty("proofs").List(KzgVectors.Proof)));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Challenges))]
    public void A_batch_has_its_challenge(string file, int position, string name) =>
        Check(file, position, name, (input, output) => output.Is(CellKzg.BatchChallenge(
            input.GetProperty("commitments").List(KzgVectors.Commitment),
            input.GetProperty("commitment_indices").List(index => index.GetInt32()),
            input.GetProperty("cell_indices").List(index => index.GetInt32()),
            input.GetProperty("cosets_evals").List(evaluations => Cell.FromBytes([.. evaluations.List(KzgVectors.Bytes).SelectMany(bytes => bytes)])),
            input.GetProperty("proofs").List(KzgVectors.Proof)).ToBytes()));

    private static void CheckAnswer(string file, int position, string name, Func<JsonElement, bool> answer) =>
        Check(file, position, name, (input, output) => answer(input) == output.GetBoolean());

    private static void Check(string file, int position, string name, Func<JsonElement, JsonElement, bool> agrees)
    {
        _ = name; // only labels the case
        KzgVectors.Check(file, position, agrees);
    }

    private static bool IsExtendedBlob(JsonElement expected, ExtendedBlob actual) =>
        AreCells(expected[0], actual.Cells)
        && expected[1].GetArrayLength() == actual.Proofs.Count
        && expected[1].EnumerateArray().Zip(actual.Proofs).All(pair => pair.First.Is(pair.Second.ToBytes()));

    private static bool AreCells(JsonElement expected, IReadOnlyList<Cell> actual) =>
        expected.GetArrayLength() == actual.Count
        && expected.EnumerateArray().Zip(actual).All(pair => pair.First.Is(pair.Second.Bytes));
}
