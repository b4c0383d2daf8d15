using System.Globalization;
using System.Text;

namespace Plimsoll.Solvency.Risk;

/// <summary>A number together with where it comes from: measured, a parameter, or computed from other figures.</summary>
/// <param name="Name">What it is, with its unit where it has one.</param>
/// <param name="Value">The number; a model's number, never an amount that is paid out.</param>
/// <param name="Origin">The formula, or the source of a figure without inputs.</param>
/// <param name="Inputs">What the formula took.</param>
public sealed record Figure(string Name, double Value, string Origin, IReadOnlyList<Figure> Inputs)
{
    /// <summary>Makes a figure that was measured or given.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="value">The number.</param>
    /// <param name="origin">Who measured it, or where.</param>
    public static Figure Given(string name, double value, string origin = "input") => new(name, value, origin, []);

    /// <summary>Makes a figure that was computed.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="value">The number.</param>
    /// <param name="formula">In the words of docs/spec/risk.md.</param>
    /// <param name="inputs">What it was computed from.</param>
    public static Figure Of(string name, double value, string formula, params IReadOnlyList<Figure> inputs) => new(name, value, formula, inputs);

    /// <summary>Tells the whole derivation, one figure a line, inputs indented under what they went into.</summary>
    public string Explain()
    {
        StringBuilder text = new();
        Write(this, 0);
        return text.ToString();

        void Write(Figure figure, int depth)
        {
            text.Append(' ', 2 * depth).Append(figure.Name).Append(" = ").Append(figure.Value.ToString("0.##########", CultureInfo.InvariantCulture))
                .Append("  (").Append(figure.Origin).Append(")\n");
            foreach (Figure input in figure.Inputs)
                Write(input, depth + 1);
        }
    }
}
