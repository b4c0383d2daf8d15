using Plimsoll.Crypto.Kzg;
using Plimsoll.Crypto.Tests.Fields;
using Plimsoll.Crypto.Curves.Lanes;

namespace Plimsoll.Crypto.Tests.Kzg;

/// <summary>The vector path of cell proofs against the scalar one.</summary>
[Trait("Category", "Law")]
public sealed unsafe class G1LaneTests
{
    private static readonly int Element = FqLanes.Length;

    // Outside of the samples, where skipping is understood.
    public G1LaneTests() => Assert.SkipUnless(FqLanes.IsSupported, "This machine has neither AVX-512 nor AVX2.");

    private static readonly Gen<G1Projective> s_point = Gen.Frequency(
        (1, Gen.Const(G1Projective.Infinity)),
        (1, Gen.Const(G1Projective.Generator)),
        (6, Gen.UInt.Select(k => G1Projective.Generator * Fr.FromUInt64(k))));

    [Fact]
    public void Complete_addition_in_lanes_is_addition() =>
        Gen.Select(s_point.Array[8], s_point.Array[8], Gen.Byte).Sample(
            (a, b, equal) =>
            {
                for (int lane = 0; lane < 8; lane++)
                {
                    if ((equal >> lane & 1) != 0)
                        b[lane] = lane % 2 == 0 ? a[lane] : -a[lane];
                }

                using Words words = new(4 * ProjectiveLanes.Length + Element + ProjectiveLanes.ScratchLength);
                long* left = words.Pointer, right = left + ProjectiveLanes.Length, sum = right + ProjectiveLanes.Length, twice = sum + ProjectiveLanes.Length;
                long* b3 = twice + ProjectiveLanes.Length, scratch = b3 + Element;
                FqLanes.Broadcast(b3, Fq.FromUInt64(12));
                Load(left, a);
                Load(right, b);
                ProjectiveLanes.Add(sum, left, right, b3, scratch);
                ProjectiveLanes.Double(twice, left, b3, scratch);
                Assert.Equal(a.Zip(b, (p, q) => p + q), Store(sum));
                Assert.Equal(a.Select(p => G1Projective.Double(p)), Store(twice));
                ProjectiveLanes.Negate(right, right);
                ProjectiveLanes.Add(left, left, right, b3, scratch); // in place
                Assert.Equal(a.Zip(b, (p, q) => p - q), Store(left));
            },
            iter: 50);

    [Fact]
    public void Long_sums_in_lanes_stay_right()
    {
        using Words words = new(2 * ProjectiveLanes.Length + Element + ProjectiveLanes.ScratchLength);
        long* sum = words.Pointer, step = sum + ProjectiveLanes.Length, b3 = step + ProjectiveLanes.Length, scratch = b3 + Element;
        FqLanes.Broadcast(b3, Fq.FromUInt64(12));
        G1Projective[] expected = [.. Enumerable.Range(1, 8).Select(k => G1Projective.Generator * Fr.FromUInt64((ulong)k))];
        G1Projective[] steps = [.. expected.Select(point => point * Fr.FromUInt64(77))];
        Load(sum, expected);
        Load(step, steps);
        for (int i = 0; i < 200; i++)
        {
            ProjectiveLanes.Double(sum, sum, b3, scratch);
            ProjectiveLanes.Add(sum, sum, step, b3, scratch);
            for (int lane = 0; lane < 8; lane++)
                expected[lane] = G1Projective.Double(expected[lane]) + steps[lane];
            Assert.Equal(expected, Store(sum));
        }
    }

    [Fact]
    public void The_transform_in_lanes_is_the_transform() =>
        s_point.Array[128].Sample(
            points =>
            {
                G1Projective[] scalar = [.. points], lanes = [.. points];
                G1Transform.ForwardToBitReversed(scalar);
                G1TransformLanes.OfCells.ForwardToBitReversed(lanes, MsmOptions.SingleThreaded);
                Assert.Equal(scalar, lanes);
                G1Transform.InverseFromBitReversed(scalar);
                G1TransformLanes.OfCells.InverseFromBitReversed(lanes, MsmOptions.Default);
                Assert.Equal(scalar, lanes);
                Fr size = Fr.FromUInt64(128);
                Assert.Equal(points.Select(point => point * size), lanes);
            },
            iter: 2);

    [Fact]
    public void Rows_summed_with_tables_are_multi_exponentiations()
    {
        CellColumns columns = CellColumns.Of(TrustedSetup.Mainnet);
        CellTables? tables = CellTables.TryCreate(columns);
        Assert.NotNull(tables);
        Gen<Fr> scalar = Gen.Frequency((1, Gen.Const(Fr.Zero)), (1, Gen.Const(-Fr.One)), (1, Gen.Const(Fr.One)), (5, AnyField.Fr));
        scalar.Array[128 * 64].Sample(
            scalars =>
            {
                G1Projective[] sums = new G1Projective[128], parallel = new G1Projective[128];
                tables.SumRows(scalars, sums, MsmOptions.SingleThreaded);
                tables.SumRows(scalars, parallel, MsmOptions.Default);
                Assert.Equal(sums, parallel);
                for (int row = 0; row < 128; row += 5)
                    Assert.Equal(Msm.Compute(columns.Row(row), scalars.AsSpan(row * 64, 64)), sums[row]);
            },
            iter: 2);
    }

    [Fact]
    public void Tables_with_and_without_vectors_give_the_same_sums() =>
        AnyField.Fr.Array[128 * 64].Sample(
            scalars =>
            {
                CellColumns columns = CellColumns.Of(TrustedSetup.Mainnet);
                G1Projective[] vector = new G1Projective[128], scalar = new G1Projective[128];
                CellTables.TryCreate(columns)!.SumRows(scalars, vector, MsmOptions.SingleThreaded);
                new ScalarCellTables(columns).SumRows(scalars, scalar, MsmOptions.SingleThreaded);
                Assert.Equal(scalar, vector);
            },
            iter: 1);

    private static void Load(long* target, G1Projective[] points)
    {
        fixed (G1Projective* source = points)
        {
            for (int j = 0; j < 3; j++)
                FqLanes.FromFq(target + j * Element, (Fq*)source + j, 3);
        }
    }

    private static G1Projective[] Store(long* source)
    {
        G1Projective[] points = new G1Projective[8];
        fixed (G1Projective* target = points)
        {
            for (int j = 0; j < 3; j++)
                FqLanes.ToFq((Fq*)target + j, 3, source + j * Element);
        }

        return points;
    }

    private sealed class Words(int count) : IDisposable
    {
        public long* Pointer { get; } = (long*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc((nuint)count * sizeof(long), 64);

        public void Dispose() => System.Runtime.InteropServices.NativeMemory.AlignedFree(Pointer);
    }
}
