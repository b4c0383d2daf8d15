using System.Text.Json;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Snark.Iden3;

/// <summary>Proofs, public inputs and verifying keys as snarkjs writes them in JSON: decimal text, projective points with the last coordinate 1 or 0.</summary>
public static partial class SnarkjsJson
{
    private const string ProtocolName = "groth16", CurveName = "bls12381";

    /// <summary>Writes a proof.</summary>
    public static void WriteProof(in Proof proof, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        WritePoint(writer, "pi_a", proof.A);
        WritePoint(writer, "pi_b", proof.B);
        WritePoint(writer, "pi_c", proof.C);
        WriteKind(writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes public inputs.</summary>
    public static void WriteInputs(ReadOnlySpan<Fr> inputs, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        foreach (ref readonly Fr input in inputs)
            writer.WriteStringValue(DecimalText.Format(input.ToBytes()));
        writer.WriteEndArray();
    }

    /// <summary>Writes a verifying key.</summary>
    public static void WriteKey(VerifyingKey key, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        WriteKind(writer);
        writer.WriteNumber("nPublic", key.InputCount);
        WritePoint(writer, "vk_alpha_1", key.Alpha);
        WritePoint(writer, "vk_beta_2", key.Beta);
        WritePoint(writer, "vk_gamma_2", key.Gamma);
        WritePoint(writer, "vk_delta_2", key.Delta);
        writer.WriteStartArray("IC");
        foreach (G1Affine input in key.Inputs)
            WritePoint(writer, null, input);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter writer)
    {
        writer.WriteString("protocol", ProtocolName);
        writer.WriteString("curve", CurveName);
    }

    private static void WritePoint(Utf8JsonWriter writer, string? name, in G1Affine point)
    {
        Start(writer, name);
        bool infinity = point.IsInfinity; // (0 : 1 : 0)
        writer.WriteStringValue(Text(point.X));
        writer.WriteStringValue(infinity ? "1" : Text(point.Y));
        writer.WriteStringValue(infinity ? "0" : "1");
        writer.WriteEndArray();
    }

    private static void WritePoint(Utf8JsonWriter writer, string? name, in G2Affine point)
    {
        Start(writer, name);
        bool infinity = point.IsInfinity;
        WritePair(writer, Text(point.X.C0), Text(point.X.C1));
        WritePair(writer, infinity ? "1" : Text(point.Y.C0), Text(point.Y.C1));
        WritePair(writer, infinity ? "0" : "1", "0");
        writer.WriteEndArray();
    }

    private static void Start(Utf8JsonWriter writer, string? name)
    {
        if (name is null)
            writer.WriteStartArray();
        else
            writer.WriteStartArray(name);
    }

    private static void WritePair(Utf8JsonWriter writer, string c0, string c1)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(c0);
        writer.WriteStringValue(c1);
        writer.WriteEndArray();
    }

    private static string Text(in Fq coordinate) => DecimalText.Format(coordinate.ToBytes());
}
