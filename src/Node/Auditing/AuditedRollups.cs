using Plimsoll.Node.Auditing.Publishing;

namespace Plimsoll.Node.Auditing;

/// <summary>The rollups that this process audits.</summary>
/// <param name="All">One auditor each; they may share a history.</param>
public sealed record AuditedRollups(IReadOnlyList<Auditor> All)
{
    /// <summary>Signs reports for an oracle, for whoever brings them there; null where this process does not.</summary>
    public OracleSigner? Signer { get; init; }

    /// <summary>Finds one by its name in the API, in any letter case; null if it is not audited here.</summary>
    public Auditor? Find(string id) => All.FirstOrDefault(auditor => auditor.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
