using Plimsoll.Crypto.Polynomials;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Polynomials;

/// <summary>The vector transforms give what the scalar ones give, on every input, in place and without garbage.</summary>
[Trait("Category", "Law")]
public sealed class VectorTransformTests
{
    public static TheoryData<int> Sizes => [.. Enumerable.Range(0, 17)];

    [Theory, MemberData(nameof(Sizes))]
    public void Vector_and_scalar_transforms_agree(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        AnyData(log2Size).Sample(
            data =>
            {
                Fr[] forward = [.. data], scalar = [.. data];
                domain.ForwardToBitReversed(forward);
                domain.ForwardScalar(scalar);
                Assert.Equal(scalar, forward);

                Fr[] inverse = [.. data];
                domain.InverseFromBitReversed(inverse);
                scalar = [.. data];
                domain.InverseScalar(scalar);
                Assert.Equal(scalar.Select(element => element * domain.SizeInverse), inverse);
            },
            iter: !FrLanes.IsAccelerated || log2Size > 14 ? 1 : log2Size < 11 ? 20 : 3); // without vectors it is one path compared with itself
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Every_number_of_threads_gives_the_same(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        Gen.Select(AnyData(log2Size), Gen.Int[2, 5], AnyField.Fr.Where(shift => !shift.IsZero)).Sample(
            (data, threads, shift) =>
            {
                Fr[] one = [.. data], many = [.. data];
                domain.ForwardOnCosetToBitReversed(one, shift);
                domain.ForwardOnCosetToBitReversed(many, shift, threads);
                Assert.Equal(one, many);
                domain.InverseOnCosetFromBitReversed(many, shift, threads);
                Assert.Equal(data, many);
                domain.Forward(many, threads);
                domain.Inverse(many, threads);
                Assert.Equal(data, many);
            },
            iter: log2Size < 14 ? 2 : 1);
    }

    [Fact]
    public void Another_root_works_in_lanes_too()
    {
        Fr root = FieldAlgorithms.Pow(Fr.RootOfUnity(9), [5]);
        EvaluationDomain domain = EvaluationDomain.WithRoot(9, root);
        AnyData(9).Sample(
            data =>
            {
                Fr[] vector = [.. data], scalar = [.. data];
                domain.ForwardToBitReversed(vector);
                domain.ForwardScalar(scalar);
                Assert.Equal(scalar, vector);
                domain.InverseFromBitReversed(vector);
                Assert.Equal(data, vector);
            },
            iter: 10);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(13)]
    public void Transforms_do_not_allocate(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        Fr[] data = new Fr[domain.Size];
        data.AsSpan().Fill(Fr.Generator);
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Work()
        {
            domain.Forward(data);
            domain.Inverse(data);
            domain.ForwardOnCosetToBitReversed(data, Fr.Generator);
            domain.InverseOnCosetFromBitReversed(data, Fr.Generator);
        }
    }

    [Fact]
    public void Only_the_span_is_written()
    {
        EvaluationDomain domain = EvaluationDomain.Of(8);
        Fr[] data = new Fr[domain.Size + 2];
        data.AsSpan().Fill(Fr.Generator);
        Fr[] alone = [.. data[1..^1]];
        domain.Forward(data.AsSpan(1, domain.Size));
        domain.Forward(alone);
        Assert.Equal(Fr.Generator, data[0]);
        Assert.Equal(Fr.Generator, data[^1]);
        Assert.Equal(alone, data[1..^1]);
    }

    [Fact]
    public void At_least_one_thread_is_needed() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EvaluationDomain.Of(4).Forward(new Fr[16], 0));

    /// <summary>Random elements; or all the same extreme one, for which sums grow as they can.</summary>
    private static Gen<Fr[]> AnyData(int log2Size) =>
        Gen.Select(Gen.Int[0, 4], AnyField.Fr.Array[16], Gen.Int).Select((kind, some, seed) =>
        {
            Fr[] data = new Fr[1 << log2Size];
            uint state = (uint)seed;
            for (int i = 0; i < data.Length; i++)
            {
                state = state * 1664525 + 1013904223;
                data[i] = kind switch
                {
                    0 => -Fr.One * Fr.Inverse(Fr.FromUInt64(2)),
                    1 => BiggestRepresentation,
                    2 => (state >> 31) != 0 ? BiggestRepresentation : Fr.Zero,
                    _ => some[state >> 28] * (kind == 3 ? Fr.One : Fr.FromUInt64(state)),
                };
            }

            return data;
        });

    /// <summary>The element whose Montgomery form is r − 1.</summary>
    private static Fr BiggestRepresentation { get; } = -Fr.Inverse(FieldAlgorithms.Pow(Fr.FromUInt64(2), [260]));
}
