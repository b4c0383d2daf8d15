using System.Text.Json.Nodes;
using Plimsoll.Crypto.Tests.Conformance;
using Plimsoll.L1.Rpc;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd;

/// <summary>Our curve, pairing and maps against the BLS12-381 precompiles (0x0b to 0x11, EIP-2537) of a real node.</summary>
public sealed class PrecompileTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture), IClassFixture<AnvilFixture>
{
    private const int Seed = 20260802;

    private delegate byte[] Operation(ReadOnlySpan<byte> input);

    [Fact]
    public Task Additions_in_G1_agree() => AgreeAsync(0x0b, Eip2537Operations.AddG1, Squares(PrecompileInputs.G1Points(new(Seed))));

    [Fact]
    public Task Multiples_and_their_sums_in_G1_agree() =>
        AgreeAsync(0x0c, Eip2537Operations.MultiplyAndAddG1, Products(PrecompileInputs.G1Points));

    [Fact]
    public Task Additions_in_G2_agree() => AgreeAsync(0x0d, Eip2537Operations.AddG2, Squares(PrecompileInputs.G2Points(new(Seed))));

    [Fact]
    public Task Multiples_and_their_sums_in_G2_agree() =>
        AgreeAsync(0x0e, Eip2537Operations.MultiplyAndAddG2, Products(PrecompileInputs.G2Points));

    [Fact]
    public async Task Pairing_checks_agree()
    {
        Random random = new(Seed);
        byte[][] g1 = PrecompileInputs.G1Points(random), g2 = PrecompileInputs.G2Points(random);
        byte[] valid = [.. g1[1], .. g2[1]];
        List<byte[]> inputs = [.. g1.SelectMany(p => g2.Select(q => (byte[])[.. p, .. q])), .. PrecompileInputs.WrongLengths(valid)];
        for (int i = 0; i < 10; i++)
        {
            // e(aG, bH)·e(−abG, H) = 1, and the same with a + 1.
            Fr a = PrecompileInputs.AnyFr(random), b = PrecompileInputs.AnyFr(random);
            byte[] left = Pair(a, b);
            inputs.Add([.. left, .. Pair(-(a * b), Fr.One)]);
            inputs.Add([.. left, .. Pair(-((a + Fr.One) * b), Fr.One)]);
            inputs.Add([.. left, .. Pair(-a, Fr.One), .. Pair(Fr.One, -b)]);
            inputs.Add([.. left, .. Pair(Fr.Zero, b), .. Pair(a, -b), .. Pair(a, Fr.Zero)]);
        }

        await AgreeAsync(0x0f, Eip2537Operations.CheckPairing, inputs);
    }

    [Fact]
    public Task Maps_to_G1_agree()
    {
        byte[][] elements = PrecompileInputs.FieldElements(new(Seed));
        return AgreeAsync(0x10, Eip2537Operations.MapFqToG1, [.. elements, .. PrecompileInputs.WrongLengths(elements[1])]);
    }

    [Fact]
    public Task Maps_to_G2_agree() => AgreeAsync(0x11, Eip2537Operations.MapFq2ToG2, Squares(PrecompileInputs.FieldElements(new(Seed))));

    private static byte[] Pair(in Fr a, in Fr b) =>
        [.. Eip2537Encoding.Encode((G1Affine.Generator * a).ToAffine()), .. Eip2537Encoding.Encode((G2Affine.Generator * b).ToAffine())];

    // Every part with every other, and wrong lengths.
    private static List<byte[]> Squares(byte[][] parts) =>
        [.. parts.SelectMany(a => parts.Select(b => (byte[])[.. a, .. b])), .. PrecompileInputs.WrongLengths([.. parts[1], .. parts[1]])];

    // Every point with every scalar, random sums of them, and wrong lengths.
    private static List<byte[]> Products(Func<Random, byte[][]> pointsOf)
    {
        Random random = new(Seed);
        byte[][] points = pointsOf(random), scalars = PrecompileInputs.Scalars(random);
        List<byte[]> inputs = [.. points.SelectMany(p => scalars.Select(k => (byte[])[.. p, .. k]))];
        inputs.AddRange(PrecompileInputs.WrongLengths([.. points[1], .. scalars[6]]));
        for (int length = 2; length <= 12; length++)
        {
            // The first six points are valid; one sum in three takes a point from all of them.
            int choices = length % 3 == 0 ? points.Length : 6;
            inputs.Add([.. Enumerable.Range(0, length).SelectMany(_ => (byte[])[.. points[random.Next(choices)], .. scalars[random.Next(scalars.Length)]])]);
        }

        return inputs;
    }

    private async Task AgreeAsync(byte precompile, Operation operation, List<byte[]> inputs)
    {
        string address = $"0x{precompile:x40}";
        RpcRequest[] calls =
        [
            .. inputs.Select(input => new RpcRequest("eth_call", new JsonObject { ["to"] = address, ["data"] = Hex.Encode(input) }, "latest")),
        ];
        IReadOnlyList<RpcResult> answers = await Client.SendBatchAsync(calls, Cancellation);
        int accepted = 0;
        for (int i = 0; i < inputs.Count; i++)
        {
            string? ours = Try(operation, inputs[i]), theirs = answers[i].Error is null ? answers[i].Value.GetString() : null;
            Assert.True(ours == theirs, $"Input {i}, {Hex.Encode(inputs[i])}: ours {ours ?? "refused"}, the node's {theirs ?? answers[i].Error!.Message}");
            accepted += ours is null ? 0 : 1;
        }

        Assert.InRange(accepted, 1, inputs.Count - 1); // both kinds were asked for
        TestContext.Current.TestOutputHelper?.WriteLine($"{inputs.Count} inputs, {accepted} accepted.");
    }

    private static string? Try(Operation operation, byte[] input)
    {
        try
        {
            return Hex.Encode(operation(input));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
