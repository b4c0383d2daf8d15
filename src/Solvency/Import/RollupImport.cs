using Plimsoll.Solvency.Exits;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Import;

/// <summary>Reads any number of <c>discovered.json</c> files and answers for each project what the risk model needs.</summary>
/// <remarks>Files of one project belong together; what a project shares with others is looked up in theirs. Reading files is the caller's. Not
/// thread-safe.</remarks>
public sealed class RollupImport
{
    private const double GridSeconds = 3_600;
    private const int GridPoints = 4_096;

    private readonly SortedDictionary<string, DiscoveredProject> _projects = new(StringComparer.Ordinal);
    private readonly List<(string File, string Error)> _errors = [];

    /// <summary>Files that could not be read, and why.</summary>
    public IReadOnlyList<(string File, string Error)> Errors => _errors;

    /// <summary>How many files were read.</summary>
    public int FileCount { get; private set; }

    /// <summary>Takes in a file; a bad one is noted and does not stop the others.</summary>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="utf8">Its content, at most 32 MiB.</param>
    public void Add(string file, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            DiscoveredProject project = DiscoveredReader.Read(utf8);
            _projects[project.Name] = _projects.TryGetValue(project.Name, out DiscoveredProject? known) ? known.With(project) : project;
            FileCount++;
        }
        catch (ImportException refusal)
        {
            _errors.Add((file, refusal.Message));
        }
    }

    /// <summary>The facts of every project, by name.</summary>
    public IReadOnlyList<ProjectFacts> Facts()
    {
        Dictionary<string, DiscoveredContract[]> everywhere = _projects.Values.SelectMany(project => project.Contracts)
            .GroupBy(contract => contract.Address.Address).ToDictionary(group => group.Key, group => group.ToArray());
        return [.. _projects.Values.Select(project => FactExtractor.Of(Complete(project, everywhere), everywhere))];
    }

    /// <summary>The model's haircut for a project that nobody watches: as if GREEN, with no other way to sell than the canonical exit.</summary>
    /// <param name="facts">From <see cref="Facts"/>.</param>
    /// <param name="parameters"><c>static.*</c> and the model's own.</param>
    public static RiskReport StaticRisk(ProjectFacts facts, RiskParameters parameters)
    {
        double window = Math.Min(facts.ChallengeWindowSeconds ?? 0, GridSeconds * (GridPoints - 1));
        double horizon = parameters["static.horizon"].Value;
        return new RiskModel(parameters).Assess(new ClaimInputs
        {
            Traits = facts.Traits,
            IsBridged = facts.Stack == RollupFamily.Other,
            Regime = facts.Flags.Any(flag => flag.StartsWith("ended:", StringComparison.Ordinal)) ? Regime.Red : Regime.Green,
            Exit = LatencyDistribution.Constant(window, GridSeconds, GridPoints),
            LiquidationSeconds = horizon + window,
            MarginPeriodSeconds = horizon,
            Volatility = parameters["static.volatility"].Value,
            Yield = parameters["static.carry"].Value,
            Overlays = (facts.Stack == RollupFamily.Other ? Overlays.NoProofSystem : Overlays.None)
                | (facts.Flags.Any(flag => flag.StartsWith("instant-upgrade-by-one", StringComparison.Ordinal)) ? Overlays.InstantUpgradeByOne : Overlays.None),
        });
    }

    /// <summary>A project with the contracts that it only refers to, as the project that describes them has them.</summary>
    private static DiscoveredProject Complete(DiscoveredProject project, Dictionary<string, DiscoveredContract[]> everywhere) => project with
    {
        Contracts = [.. project.Contracts.Select(contract => contract.Type != "Reference" ? contract
            : everywhere[contract.Address.Address].FirstOrDefault(described => described.Type == "Contract" && described.Address == contract.Address) ?? contract)],
    };
}
