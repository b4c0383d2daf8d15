using Plimsoll.Batches;
using Plimsoll.Batches.Tests;
using Plimsoll.Disputes;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>No correct batch is removed by anything that can be sent (iFRD-002).</summary>
public sealed class SoundnessTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly UInt256 s_modulus = UInt256.Parse("0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");
    private static readonly FaultKind[] s_stateless = [.. Enum.GetValues<FaultKind>().Where(kind => kind < FaultKind.AccountMismatch)];
    private static readonly FaultKind[] s_stateful = [.. Enum.GetValues<FaultKind>().Except(s_stateless)];

    [Fact]
    public async Task No_fault_is_shown_at_any_slot_of_a_correct_day() =>
        await RefuseAllAsync(new(new Day()), Enumerable.Range(0, Day.SlotCount + 1), Enum.GetValues<FaultKind>());

    [Fact]
    public async Task No_fault_is_shown_at_the_ends_of_blobs_in_swaps_or_in_transfers_to_oneself()
    {
        Dispute dispute = LongDay.Make();
        Assert.Null(dispute.Derive());
        await RefuseAllAsync(dispute, LongDay.Corners, s_stateful);
        await RefuseAllAsync(dispute, [LongDay.SlotCount - 1, LongDay.SlotCount], s_stateless);
    }

    [Fact]
    public async Task Wrong_roots_at_the_ends_of_blobs_are_removed()
    {
        DisputeContracts contracts = await DisputeContracts.DeployAsync(Client, Cancellation);
        foreach (int slot in LongDay.Corners)
        {
            Dispute dispute = LongDay.Make(slots => slots[slot] = slots[slot] with { PostRoot = slots[slot].PostRoot + Fr.One });
            Fault fault = new(FaultKind.WrongPostRoot, slot);
            Assert.Equal(fault, dispute.Derive());
            Assert.Null(await contracts.RefusalAsync(dispute.Batch(slot), Dispute.Encode(dispute.Prove(fault)), Cancellation));
        }
    }

    [Theory]
    [InlineData("F4 slot 5, another behind")]
    [InlineData("F12 slot 11, of the header")]
    [InlineData("F14 slot 5, no payee")]
    [InlineData("F15 slot 3, forged")]
    [InlineData("F16 slot 3, fee")]
    [InlineData("F19 slot 8, minted")]
    [InlineData("F20 slot 0, minted")]
    [InlineData("F20 slot 1, minted")]
    public async Task A_proof_with_anything_changed_is_refused(string attack)
    {
        DisputeContracts contracts = await DisputeContracts.DeployAsync(Client, Cancellation);
        (Func<Dispute> make, Fault fault) = Attack.All[attack];
        Dispute dispute = make();
        RawProof proof = RawProof.Of(dispute.Prove(fault));
        Assert.Null(await contracts.RefusalAsync(dispute.Batch(fault.Slot), proof.Encode(), Cancellation));
        foreach ((string change, RawProof changed) in Changes(proof))
        {
            string? refusal = await contracts.RefusalAsync(dispute.Batch(fault.Slot), changed.Encode(), Cancellation);
            Assert.True(refusal is not null, $"{attack}: accepted with {change}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    [InlineData(255)]
    public async Task A_fault_of_no_number_is_refused(ulong number)
    {
        DisputeContracts contracts = await DisputeContracts.DeployAsync(Client, Cancellation);
        foreach (string attack in (string[])["F12 slot 11, of the header", "F19 slot 3, minted", "F20 slot 0, minted"])
        {
            (Func<Dispute> make, Fault fault) = Attack.All[attack];
            Dispute dispute = make();
            RawProof proof = RawProof.Of(dispute.Prove(fault)) with { Fault = number };
            Assert.NotNull(await contracts.RefusalAsync(dispute.Batch(fault.Slot), proof.Encode(), Cancellation));
        }
    }

    private async Task RefuseAllAsync(Dispute dispute, IEnumerable<int> slots, FaultKind[] kinds)
    {
        DisputeContracts contracts = await DisputeContracts.DeployAsync(Client, Cancellation);
        int refused = 0;
        foreach (int slot in slots)
        {
            foreach (FaultKind kind in kinds)
            {
                if (TryProve(dispute, new(kind, slot)) is not { } proof)
                    continue;
                string? refusal = await contracts.RefusalAsync(dispute.Batch(slot), Dispute.Encode(proof), Cancellation);
                Assert.True(refusal is not null, $"{kind} was shown at slot {slot} of a correct batch.");
                refused++;
            }
        }

        Assert.True(refused > kinds.Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"{refused} claims refused.");
    }

    // The prover makes the proof of any claim that has the elements and accounts it needs; whether the claim is true, it leaves to derivation.
    private static FraudProof? TryProve(Dispute dispute, Fault claim)
    {
        try
        {
            return dispute.Prove(claim);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<(string Change, RawProof Proof)> Changes(RawProof proof)
    {
        for (int i = 0; i < proof.Elements.Count; i++)
        {
            RawElement element = proof.Elements[i];
            yield return ($"element {i} left out", proof.WithElement(i, null));
            yield return ($"element {i} twice", proof with { Elements = [.. proof.Elements.Take(i + 1), .. proof.Elements.Skip(i)] });
            yield return ($"element {i} moved", proof.WithElement(i, element with { Position = element.Position + 1 }));
            yield return ($"element {i} behind the batch", proof.WithElement(i, element with { Position = element.Position + FullLayout.ElementsPerBlob }));
            yield return ($"element {i} + 1", proof.WithElement(i, element with { Value = element.Value + UInt256.One }));
            yield return ($"element {i} + r", proof.WithElement(i, element with { Value = element.Value + s_modulus }));
            yield return ($"element {i} without commitment", proof.WithElement(i, element with { Commitment = i == 0 ? [] : proof.Elements[0].Commitment }));
            yield return ($"element {i} without proof", proof.WithElement(i, element with { Proof = i == 0 ? [] : proof.Elements[0].Proof }));
            for (int at = 0; at < element.Proof.Length; at += 16)
            {
                byte[] bytes = [.. element.Proof];
                bytes[at] ^= 1;
                yield return ($"element {i}, proof at byte {at}", proof.WithElement(i, element with { Proof = bytes }));
            }
        }

        yield return ("elements turned round", proof with { Elements = proof.Elements.Count == 1 ? [] : [.. proof.Elements.Reverse()] });
        yield return ("a word more", proof with { Witness = [.. proof.Witness, UInt256.Zero] });
        yield return ("the slot before", proof with { Slot = proof.Slot == 0 ? 2 : proof.Slot - 1 });
        yield return ("the slot after", proof with { Slot = proof.Slot + 1 });
        yield return ("a slot behind the batch", proof with { Slot = uint.MaxValue });
        if (proof.Witness.Count == 0)
            yield break;
        yield return ("a word less", proof with { Witness = [.. proof.Witness.SkipLast(1)] });
        yield return ("the first word left out", proof with { Witness = [.. proof.Witness.Skip(1)] });
        for (int i = 0; i < proof.Witness.Count; i++)
        {
            yield return ($"word {i} + 1", proof.WithWord(i, proof.Witness[i] + UInt256.One));
            yield return ($"word {i} + r", proof.WithWord(i, proof.Witness[i] + s_modulus));
            if (i > 0 && proof.Witness[i] != proof.Witness[i - 1])
                yield return ($"words {i - 1} and {i} exchanged", proof.WithWord(i, proof.Witness[i - 1]).WithWord(i - 1, proof.Witness[i]));
        }
    }
}
