namespace Plimsoll.Solvency.Import;

/// <summary>Everything that the files of one project say.</summary>
/// <param name="Name">The project.</param>
/// <param name="AsOfBlocks">For each chain, the block it was read at.</param>
/// <param name="AsOfTime">Unix seconds, where the file says so.</param>
/// <param name="Contracts">Contracts and accounts.</param>
internal sealed record DiscoveredProject(string Name, IReadOnlyDictionary<string, ulong> AsOfBlocks, ulong? AsOfTime, IReadOnlyList<DiscoveredContract> Contracts)
{
    /// <summary>The chain that most contracts are on.</summary>
    public string HomeChain => Contracts.Where(contract => !contract.IsEoa).GroupBy(contract => contract.Address.Chain)
        .OrderByDescending(group => group.Key == "ethereum").ThenByDescending(group => group.Count()).FirstOrDefault()?.Key ?? "ethereum";

    /// <summary>The same project with what another file says about it.</summary>
    public DiscoveredProject With(DiscoveredProject other) => this with
    {
        AsOfBlocks = AsOfBlocks.Concat(other.AsOfBlocks).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Max(pair => pair.Value)),
        AsOfTime = AsOfTime is { } time && other.AsOfTime is { } later ? Math.Max(time, later) : AsOfTime ?? other.AsOfTime,
        Contracts = [.. Contracts, .. other.Contracts],
    };
}
