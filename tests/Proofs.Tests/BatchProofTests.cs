using Plimsoll.Batches;

namespace Plimsoll.Proofs.Tests;

/// <summary>A batch's proof holds, and nothing that differs from it in one place does.</summary>
public sealed class BatchProofTests
{
    public static TheoryData<DataLayout> Layouts => [DataLayout.Full, DataLayout.Compact];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_batch_is_proven_in_segments_of_both_kinds(DataLayout layout)
    {
        ProvenBatch batch = ProvenBatch.Of(layout);
        Assert.Equal([(0, 2), (0, 1), (2, 3), (2, 3)], batch.Proof.Segments.Select(segment => (segment.Circuit, segment.SlotCount)));
        Assert.Equal(BatchProofRefusal.None, batch.Judge(batch.Proof));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Making_it_again_gives_the_same_proof(DataLayout layout)
    {
        ProvenBatch batch = ProvenBatch.Of(layout);
        Assert.Equal(WitnessRefusal.None, batch.TryCreate(batch.Statement, batch.Elements, out BatchWitness? again));
        Assert.Equal(batch.Witness.Point, again!.Point);
        Assert.Equal(batch.Witness.Cuts, again.Cuts);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Segments_that_are_missing_repeated_or_reordered_prove_nothing(DataLayout layout)
    {
        ProvenBatch batch = ProvenBatch.Of(layout);
        SegmentProof[] all = [.. batch.Proof.Segments];
        Refuses(BatchProofRefusal.UnknownCircuit, []);
        Refuses(BatchProofRefusal.WrongSlots, all[1..]);
        Refuses(BatchProofRefusal.WrongSlots, all[..^1]);
        Refuses(BatchProofRefusal.WrongRange, [all[0], .. all]);
        Refuses(BatchProofRefusal.WrongRange, [.. all, all[^1]]);
        Refuses(BatchProofRefusal.WrongRange, [all[1], all[0], all[2], all[3]]);
        Refuses(BatchProofRefusal.WrongQueueHash, [all[2], all[0], all[1], all[3]]);
        Refuses(BatchProofRefusal.WrongRange, [all[0], all[1], all[3], all[2]]);

        void Refuses(BatchProofRefusal refusal, SegmentProof[] segments) => Assert.Equal(refusal, batch.Judge(batch.Proof with { Segments = segments }));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Each_number_of_each_segment_is_bound(DataLayout layout)
    {
        ProvenBatch batch = ProvenBatch.Of(layout);
        Func<SegmentProof, SegmentProof>[] changes =
        [
            segment => segment with { Circuit = segment.Circuit + 1 },
            segment => segment with { Circuit = segment.Circuit - 1 },
            segment => segment with { EndElement = segment.EndElement + 1 },
            segment => segment with { EndElement = segment.EndElement - 1 },
            segment => segment with { SlotCount = segment.SlotCount + 1 },
            segment => segment with { IsCollecting = !segment.IsCollecting },
            segment => segment with { NewRoot = segment.NewRoot + Fr.One },
            segment => segment with { QueueLink = segment.QueueLink + Fr.One },
            segment => segment with { Value = segment.Value + Fr.One },
            segment => segment with { Commitment = segment.Commitment + Fr.One },
            segment => segment with { Proof = segment.Proof with { A = -segment.Proof.A } },
            segment => segment with { Proof = segment.Proof with { C = segment.Proof.A } },
            segment => segment with { Proof = default },
        ];
        for (int i = 0; i < batch.Proof.Segments.Count; i++)
        {
            foreach (Func<SegmentProof, SegmentProof> change in changes)
            {
                SegmentProof[] segments = [.. batch.Proof.Segments];
                segments[i] = change(segments[i]);
                Assert.NotEqual(BatchProofRefusal.None, batch.Judge(batch.Proof with { Segments = segments }));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Shares_that_are_shifted_between_segments_prove_nothing(DataLayout layout)
    {
        ProvenBatch batch = ProvenBatch.Of(layout);
        SegmentProof[] segments = [.. batch.Proof.Segments];
        segments[2] = segments[2] with { Value = segments[2].Value + Fr.One };
        segments[3] = segments[3] with { Value = segments[3].Value - Fr.One };
        Assert.Equal(BatchProofRefusal.WrongProof, batch.Judge(batch.Proof with { Segments = segments }));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_proof_is_for_one_header_of_one_rollup_on_one_chain(DataLayout layout)
    {
        ProvenBatch batch = ProvenBatch.Of(layout);
        BatchStatement statement = batch.Statement;
        BatchHeader header = statement.Header;
        foreach (BatchStatement other in (BatchStatement[])
            [
                statement with { HeaderHash = ProvenBatch.Hash("another"u8) },
                statement with { ChainId = 1 },
                statement with { Rollup = State.Tests.Town.AddressOf(0xab) },
                statement with { ParentRoot = statement.ParentRoot + Fr.One },
                statement with { ParentQueueHash = statement.ParentQueueHash + Fr.One },
                statement with { Header = header with { NewRoot = header.NewRoot + Fr.One } },
                statement with { Header = header with { QueueHash = header.QueueHash + Fr.One } },
                statement with { Header = header with { BatchTime = header.BatchTime + 1 } },
                statement with { Header = header with { Committer = State.Tests.Town.AddressOf(0xac) } },
                statement with { Header = header with { QueueCount = header.QueueCount + 1 } },
                statement with { Header = header with { SlotCount = header.SlotCount + 1 } },
                statement with { Header = header with { VersionedHashes = [Bytes32.Zero] } },
                statement with { Header = header with { VersionedHashes = [.. header.VersionedHashes, .. header.VersionedHashes] } },
                statement with { Header = header with { VersionedHashes = [] } },
            ])
        {
            Assert.NotEqual(BatchProofRefusal.None, batch.Judge(batch.Proof, other));
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Each_part_of_an_opening_is_bound(DataLayout layout)
    {
        ProvenBatch batch = ProvenBatch.Of(layout);
        BlobOpening opening = batch.Proof.Openings[0];
        Assert.Equal(BatchProofRefusal.WrongOpening, Judge(opening with { Value = opening.Value + Fr.One }));
        Assert.Equal(BatchProofRefusal.WrongBlobs, Judge(opening with { Commitment = default }));
        Assert.Equal(BatchProofRefusal.WrongOpening, Judge(opening with { Proof = default }));
        Assert.Equal(BatchProofRefusal.WrongBlobs, batch.Judge(batch.Proof with { Openings = [] }));
        Assert.Equal(BatchProofRefusal.WrongBlobs, batch.Judge(batch.Proof with { Openings = [opening, opening] }));

        BatchProofRefusal Judge(BlobOpening changed) => batch.Judge(batch.Proof with { Openings = [changed] });
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_wrong_batch_has_no_witness(DataLayout layout)
    {
        ProvenBatch batch = ProvenBatch.Of(layout);
        BatchStatement statement = batch.Statement;
        BatchHeader header = statement.Header;
        Fr[] other = batch.Elements.ToArray();
        other[^1] = Fr.One;
        Assert.Equal(WitnessRefusal.WrongData, batch.TryCreate(statement, other, out _));
        Assert.Equal(WitnessRefusal.WrongRoot, Try(statement with { Header = header with { NewRoot = header.NewRoot + Fr.One } }));
        Assert.Equal(WitnessRefusal.WrongQueueHash, Try(statement with { Header = header with { QueueHash = header.QueueHash + Fr.One } }));
        Assert.Equal(WitnessRefusal.WrongInput, Try(statement with { ParentRoot = statement.ParentRoot + Fr.One }));
        Assert.Equal(WitnessRefusal.WrongInput, Try(statement with { Header = header with { SlotCount = header.SlotCount - 1 } }));
        Assert.Equal(WitnessRefusal.OperationRejected, batch.TryCreate(statement, batch.Elements, out _, operations => [operations[1], operations[0], .. operations[2..]]));
        Assert.Equal(WitnessRefusal.OperationRejected, batch.TryCreate(statement, batch.Elements, out _, operations => [operations[0] with { Signature = default }, .. operations[1..]]));

        WitnessRefusal Try(BatchStatement changed) => batch.TryCreate(changed, batch.Elements, out _);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_proof_has_one_encoding_and_no_number_stands_for_another(DataLayout layout)
    {
        ProvenBatch batch = ProvenBatch.Of(layout);
        byte[] bytes = BatchProofEncoding.Encode(batch.Proof);
        Assert.True(BatchProofEncoding.TryDecode(bytes, out BatchProof? read));
        Assert.Equal(bytes, BatchProofEncoding.Encode(read!));
        Assert.Equal(BatchProofRefusal.None, batch.Judge(read!));
        Assert.False(BatchProofEncoding.TryDecode(bytes.AsSpan(1), out _));
        Assert.False(BatchProofEncoding.TryDecode(bytes.AsSpan(..^1), out _));
        Assert.False(BatchProofEncoding.TryDecode([.. bytes, 0], out _));

        // x + r has the same residue as x, and is refused, wherever it stands.
        byte[] modulus = Convert.FromHexString("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");
        int openings = 7 + BatchProofEncoding.SegmentLength * batch.Proof.Segments.Count;
        foreach (int offset in (int[])[14, 14 + 32, 14 + 64, 14 + 96, openings])
        {
            byte[] aliased = [.. bytes];
            UInt256 sum = UInt256.FromBytes(aliased.AsSpan(offset, 32)) + UInt256.FromBytes(modulus);
            sum.WriteBytes(aliased.AsSpan(offset, 32));
            Assert.False(BatchProofEncoding.TryDecode(aliased, out _));
        }
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        ProvenBatch batch = ProvenBatch.Of(DataLayout.Compact);
        byte[] bytes = BatchProofEncoding.Encode(batch.Proof);
        // One bit of every 61st byte: a prime, so that all fields are met.
        for (int i = 0; i < bytes.Length; i += 61)
        {
            byte[] flipped = [.. bytes];
            flipped[i] ^= (byte)(1 << (i % 8));
            Assert.False(BatchProofEncoding.TryDecode(flipped, out BatchProof? read) && batch.Judge(read!) == BatchProofRefusal.None, $"byte {i}");
        }
    }
}
