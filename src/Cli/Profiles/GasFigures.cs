using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Cli.Profiles;

/// <summary>Gas as the contracts' tests measured it: the committed snapshots, which a test holds equal to what is measured.</summary>
internal static class GasFigures
{
    /// <summary>All figures of a snapshot, in its order.</summary>
    /// <param name="snapshot">The name of a file in contracts/snapshots, without its ending.</param>
    /// <returns>Nothing when there is no such snapshot.</returns>
    public static IReadOnlyDictionary<string, ulong> Of(string snapshot)
    {
        using Stream? file = typeof(GasFigures).Assembly.GetManifestResourceStream($"gas.{snapshot}.json");
        if (file is null)
            return new Dictionary<string, ulong>();
        Dictionary<string, string> figures = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
        return figures.ToDictionary(figure => figure.Key, figure => ulong.Parse(figure.Value, CultureInfo.InvariantCulture));
    }
}
