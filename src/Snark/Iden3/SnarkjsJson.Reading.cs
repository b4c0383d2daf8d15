using System.Text.Json;
using Plimsoll.Crypto.Curves;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Snark.Iden3;

/// <content>Reading. Numbers are canonical: decimal digits below the prime; points are affine or infinity.</content>
public static partial class SnarkjsJson
{
    /// <summary>Reads a proof; its points are on their curves, and the verifier checks their subgroups.</summary>
    /// <exception cref="Iden3Exception">The document is something else.</exception>
    public static Proof ReadProof(JsonElement proof)
    {
        RequireKind(proof);
        return new(ReadG1(Member(proof, "pi_a")), ReadG2(Member(proof, "pi_b")), ReadG1(Member(proof, "pi_c")));
    }

    /// <summary>Reads public inputs.</summary>
    /// <exception cref="Iden3Exception">The document is something else, or an input is not below r.</exception>
    public static Fr[] ReadInputs(JsonElement inputs)
    {
        if (inputs.ValueKind != JsonValueKind.Array)
            throw new Iden3Exception("Public inputs are an array.");
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        List<Fr> elements = [];
        foreach (JsonElement input in inputs.EnumerateArray())
        {
            if (input.ValueKind != JsonValueKind.String || !DecimalText.TryParse(input.GetString(), bytes) || !Fr.TryFromBytes(bytes, out Fr element))
                throw new Iden3Exception("A public input is not a decimal number below r.");
            elements.Add(element);
        }

        return [.. elements];
    }

    /// <summary>Reads a verifying key and checks it.</summary>
    /// <returns>Why it is refused, if it is.</returns>
    /// <exception cref="Iden3Exception">The document is something else.</exception>
    public static KeyRefusal TryReadKey(JsonElement document, out VerifyingKey? key)
    {
        RequireKind(document);
        JsonElement ic = Member(document, "IC");
        if (ic.ValueKind != JsonValueKind.Array)
            throw new Iden3Exception("IC is an array.");
        G1Affine[] inputs = [.. ic.EnumerateArray().Select(ReadG1)];
        return VerifyingKey.TryCreate(
            ReadG1(Member(document, "vk_alpha_1")), ReadG2(Member(document, "vk_beta_2")), ReadG2(Member(document, "vk_gamma_2")), ReadG2(Member(document, "vk_delta_2")), inputs, out key);
    }

    private static void RequireKind(JsonElement document)
    {
        if (Member(document, "protocol").ToString() != ProtocolName || Member(document, "curve").ToString() != CurveName)
            throw new Iden3Exception($"The document is not about {ProtocolName} over {CurveName}.");
    }

    private static JsonElement Member(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out JsonElement member) ? member : throw new Iden3Exception($"'{name}' is missing.");

    private static G1Affine ReadG1(JsonElement point)
    {
        JsonElement[] parts = Parts(point, 3);
        Fq x = Coordinate(parts[0]), y = Coordinate(parts[1]), z = Coordinate(parts[2]);
        return Checked(new G1Affine(x, y), z.IsZero && x.IsZero && y == Fq.One, z == Fq.One);
    }

    private static G2Affine ReadG2(JsonElement point)
    {
        JsonElement[] parts = Parts(point, 3);
        Fq2 x = Pair(parts[0]), y = Pair(parts[1]), z = Pair(parts[2]);
        return Checked(new G2Affine(x, y), z.IsZero && x.IsZero && y == Fq2.One, z == Fq2.One);
    }

    private static AffinePoint<TField, TGroup> Checked<TField, TGroup>(in AffinePoint<TField, TGroup> point, bool infinity, bool affine)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        if (infinity)
            return default;
        return affine && !point.IsInfinity && point.IsOnCurve ? point : throw new Iden3Exception("A point is not on the curve.");
    }

    private static Fq2 Pair(JsonElement pair)
    {
        JsonElement[] parts = Parts(pair, 2);
        return new(Coordinate(parts[0]), Coordinate(parts[1]));
    }

    private static Fq Coordinate(JsonElement text)
    {
        Span<byte> bytes = stackalloc byte[Fq.ByteLength];
        return text.ValueKind == JsonValueKind.String && DecimalText.TryParse(text.GetString(), bytes) && Fq.TryFromBytes(bytes, out Fq coordinate)
            ? coordinate
            : throw new Iden3Exception("A coordinate is not a decimal number below q.");
    }

    private static JsonElement[] Parts(JsonElement array, int count) =>
        array.ValueKind == JsonValueKind.Array && array.GetArrayLength() == count ? [.. array.EnumerateArray()] : throw new Iden3Exception($"An array of {count} is expected.");
}
