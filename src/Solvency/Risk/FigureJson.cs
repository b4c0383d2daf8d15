using System.Text.Json;

namespace Plimsoll.Solvency.Risk;

/// <summary>Writes figures as JSON: a number, where it comes from, and its inputs in the same form.</summary>
public static class FigureJson
{
    /// <summary>Writes one figure as an object.</summary>
    /// <remarks>A number that JSON cannot write, such as an infinite coverage, is null.</remarks>
    public static void Write(Utf8JsonWriter json, Figure figure)
    {
        json.WriteStartObject();
        json.WriteString("name", figure.Name);
        if (double.IsFinite(figure.Value))
            json.WriteNumber("value", figure.Value);
        else
            json.WriteNull("value");
        json.WriteString("origin", figure.Origin);
        json.WriteStartArray("inputs");
        foreach (Figure input in figure.Inputs)
            Write(json, input);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a report: the parameters' id and every figure.</summary>
    public static void Write(Utf8JsonWriter json, RiskReport report)
    {
        json.WriteStartObject();
        json.WriteString("parametersId", report.ParametersId.ToString());
        json.WriteStartArray("figures");
        foreach (Figure figure in report.Figures)
            Write(json, figure);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
