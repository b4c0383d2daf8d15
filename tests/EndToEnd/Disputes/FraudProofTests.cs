using Plimsoll.Batches;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>Every attack is found by derivation, proven, and removed by the real contract (iFRD-001).</summary>
public sealed class FraudProofTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    public static TheoryData<string> Faults => [.. Enum.GetValues<FaultKind>().Select(kind => $"F{(int)kind} ")];

    [Theory, MemberData(nameof(Faults))]
    public async Task The_verifier_is_convinced_of_what_derivation_found(string fault)
    {
        DisputeContracts contracts = await DisputeContracts.DeployAsync(Client, Cancellation);
        var attacks = Attack.All.Where(attack => attack.Key.StartsWith(fault, StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(attacks);
        foreach ((string name, (Func<Dispute> make, Fault expected)) in attacks)
        {
            Dispute dispute = make();
            Assert.True(dispute.Derive() == expected, $"{name}: {dispute.Derive()}");
            string? refusal = await contracts.RefusalAsync(dispute.Batch(expected.Slot), Dispute.Encode(dispute.Prove(expected)), Cancellation);
            Assert.True(refusal is null, $"{name}: {refusal}");
        }
    }
}
