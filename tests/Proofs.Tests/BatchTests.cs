using Plimsoll.Batches;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Polynomials;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Proofs.Tests;

/// <summary>A batch in three segments: roots, chain and positions meet, and the shares add up to the value of its blobs.</summary>
public sealed class BatchTests
{
    [Theory]
    [InlineData(DataLayout.Full)]
    [InlineData(DataLayout.Compact)]
    public void Segments_of_a_batch_meet_and_their_shares_are_the_value_of_its_blobs(DataLayout layout)
    {
        SegmentShape shape = new(Depth, slots: 5, layout);
        Town town = new(), reference = new();
        BatchBuilder builder = new();
        ProvingState proving = new(town.State);
        Fr start = proving.Root, link = Fr.FromUInt64(5);

        QueueSegment queue = new(proving, shape, link, firstElement: 0);
        foreach ((QueuedOperation item, JubjubAffine published) in ((QueuedOperation, JubjubAffine)[])
            [(new QueuedOperation.Deposit(Alice.Owner, Euro, 500, 0, Alice.Key), Alice.Secret.Published), (new QueuedOperation.ForcedExit(Bob.Owner, 3), default)])
        {
            StateTransition.ApplyQueued(reference.State, item);
            builder.AddQueued();
            queue.Add(item, published, QueueChain.After(queue.Link, item, published));
        }

        UserSegment first = new(proving, shape, town.Context, queue.Range.EndElement);
        Add(first, t => t.Transfer(Alice, Bob, Euro, 10, 3));
        Add(first, t => t.Withdraw(Bob, Euro, 20));
        Add(first, t => t.Swap(Alice, Euro, 100, Bob, Share, 7));
        UserSegment second = new(proving, shape, town.Context, first.Range.EndElement, first.Range.CollectingAfter);
        Add(second, t => t.Open(Carol, Euro, 50, Alice, 1));
        Add(second, t => t.ChangeKey(Carol, Share, Alice.Secret));
        Add(second, t => t.Collect(Operator, Euro, 4));

        Fr[] roots = new Fr[reference.State.PendingSlots];
        reference.State.Commit(roots);
        (ICircuit queueCircuit, SegmentStatement queueStatement) = queue.Complete(Circuits.Z);
        (ICircuit firstCircuit, SegmentStatement firstStatement) = first.Complete(Circuits.Z);
        (ICircuit secondCircuit, SegmentStatement secondStatement) = second.Complete(Circuits.Z);
        SegmentStatement[] statements = [queueStatement, firstStatement, secondStatement];
        Assert.Equal(start, statements[0].PreRoot);
        Assert.Equal(statements[0].PostRoot, statements[1].PreRoot);
        Assert.Equal(statements[1].PostRoot, statements[2].PreRoot);
        Assert.Equal(reference.State.Root, statements[2].PostRoot);
        Assert.Equal((builder.SlotCount, true), (queue.Range.SlotCount + first.Range.SlotCount + second.Range.SlotCount, second.Range.CollectingAfter));

        ReadOnlySpan<Slot> slots = builder.Complete(roots);
        Fr[] elements = layout == DataLayout.Full ? FullLayout.Pack(slots) : CompactLayout.Pack(slots);
        Assert.Equal(ValueOf(elements, Circuits.Z), statements[0].Value + statements[1].Value + statements[2].Value);

        Assert.Null(Circuits.Violation(Circuits.Queue(shape), queueCircuit));
        Assert.Null(Circuits.Violation(Circuits.Users(shape), firstCircuit));
        Assert.Null(Circuits.Violation(Circuits.Users(shape), secondCircuit));

        void Add(UserSegment segment, Func<Town, Operation> make)
        {
            Operation operation = make(reference);
            Assert.Equal(RejectionReason.None, reference.Apply(operation));
            Assert.Equal(RejectionReason.None, segment.Add(operation));
            builder.Add(operation);
        }
    }

    [Fact]
    public void A_share_is_right_wherever_the_elements_stand()
    {
        Fr[] elements = new Fr[6 * FullLayout.ElementsPerBlob];
        List<(int, Fr)> placed = [];
        foreach (int position in (int[])[0, 1, 4095, 4096, 4097, 9999, 24_575])
        {
            elements[position] = Fr.FromUInt64((ulong)position + 3);
            placed.Add((position, elements[position]));
        }

        Assert.Equal(ValueOf(elements, Circuits.Z), BlobEvaluation.ValueOf(placed, Circuits.Z));
    }

    // Σ z^(4096·b)·p_b(z) by coefficients, which is how nobody else here does it.
    private static Fr ValueOf(Fr[] elements, Fr z)
    {
        Fr sum = Fr.Zero, power = Fr.One;
        for (int blob = 0; blob < elements.Length; blob += FullLayout.ElementsPerBlob)
        {
            Fr[] coefficients = elements[blob..(blob + FullLayout.ElementsPerBlob)];
            BitReversal.Permute<Fr>(coefficients);
            EvaluationDomain.Of(12).Inverse(coefficients);
            foreach (Fr coefficient in coefficients)
            {
                sum += coefficient * power;
                power *= z;
            }
        }

        return sum;
    }
}
