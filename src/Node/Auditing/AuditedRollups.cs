using Plimsoll.Node.Auditing.Publishing;

namespace Plimsoll.Node.Auditing;

/// <summary>The rollups that this process audits.</summary>
/// <param name="All">One auditor each; they may share a history.</param>
public sealed record AuditedRollups(IReadOnlyList<Auditor> All)
{
    /// <summary>Who signs an auditor's reports for an oracle, for whoever brings them there, by the auditor's name in the API; nobody where this process does not.</summary>
    public IReadOnlyDictionary<string, OracleSigner> Signers { get; init; } = new Dictionary<string, OracleSigner>();

    /// <summary>The watches over L1's head that auditors share; they run as long as the auditors.</summary>
    public IEnumerable<HeadWatch> Heads => All.Select(auditor => auditor.Options.Heads).OfType<HeadWatch>().Distinct();

    /// <summary>Finds one by its name in the API, in any letter case; null if it is not audited here.</summary>
    public Auditor? Find(string id) => All.FirstOrDefault(auditor => auditor.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
