using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Nodes;

/// <summary>Roles as they are typed and answered: names with commas.</summary>
internal static class RoleNames
{
    /// <summary>Every role, for messages.</summary>
    public const string All = "verifier, watcher, finaliser, sequencer, batcher, prover, auditor, publisher, attester, quorum";

    /// <summary>Reads one name; null for none.</summary>
    public static NodeRoles? Parse(string name) =>
        name.All(char.IsAsciiLetterLower) && Enum.TryParse(name, ignoreCase: true, out NodeRoles role) && role != NodeRoles.None ? role : null;

    /// <summary>Why a name is none.</summary>
    public static string Refuse(string name) => $"\"{name}\" is no role; there are {All}, and all.";

    /// <summary>Roles as they are typed.</summary>
    public static string Of(NodeRoles roles) => string.Join(
        ',', Enum.GetValues<NodeRoles>().Where(role => role is not (NodeRoles.None or NodeRoles.All) && roles.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant()));
}
