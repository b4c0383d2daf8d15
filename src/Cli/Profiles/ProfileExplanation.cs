using System.Text.Json.Nodes;
using Plimsoll.Batches;
using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Profiles;

/// <summary>What a profile means for those who put money in: what it costs, how long money takes to leave, and whom it trusts.</summary>
internal sealed class ProfileExplanation
{
    /// <summary>EIP-4844: GAS_PER_BLOB.</summary>
    private const int BlobGas = 131_072;

    private readonly ProfileDocument _profile;
    private readonly ExitTimes _exits;
    private readonly IReadOnlyDictionary<string, ulong> _gas;

    /// <param name="profile">A valid profile.</param>
    /// <param name="gas">Measured gas by what is done; see <see cref="GasFigures"/>.</param>
    /// <param name="votes">The same for votes; looked at where they count.</param>
    public ProfileExplanation(ProfileDocument profile, IReadOnlyDictionary<string, ulong> gas, IReadOnlyDictionary<string, ulong> votes)
    {
        _profile = profile;
        _gas = profile.Mechanism.Kinds is [ProfileRules.Optimistic] ? gas : gas.Concat(votes).ToDictionary();
        _exits = ExitTimes.Of(profile);
    }

    private bool IsCompact => _profile.Data.Layout == "compact";

    private int ElementsPerSlot => IsCompact ? 1 : FullLayout.ElementsPerSlot;

    private int BytesPerSlot => 32 * ElementsPerSlot;

    private int BlobGasPerSlot => BlobGas / FullLayout.ElementsPerBlob * ElementsPerSlot;

    private TimeSpan Deadline => TimeSpan.FromSeconds(_profile.Mechanism.ProofDeadlineSeconds ?? 0);

    private TimeSpan Window => TimeSpan.FromSeconds(_profile.Mechanism.ChallengeWindowSeconds);

    /// <summary>Gas of commit and finalise for each slot of the largest batch, rounded up; null where the figures are not at hand.</summary>
    private ulong? ExecutionPerSlot =>
        _gas.TryGetValue("commit of 6 blobs", out ulong commit) && _gas.TryGetValue("finalise", out ulong finalise)
            ? (commit + finalise + _profile.Batch.MaxSlots - 1) / _profile.Batch.MaxSlots
            : null;

    public JsonObject ToJson() => new()
    {
        ["name"] = _profile.Name,
        ["profileHash"] = ProfileReader.HashOf(_profile).ToString(),
        ["cost"] = new JsonObject
        {
            ["bytesPerSlot"] = BytesPerSlot,
            ["blobGasPerSlot"] = BlobGasPerSlot,
            ["executionGasPerSlot"] = ExecutionPerSlot,
            ["slots"] = new JsonObject { ["transfer"] = 1, ["withdraw"] = 1, ["swap"] = 2, ["open"] = 2, ["changeKey"] = 2 },
            ["measuredGas"] = new JsonObject(_gas.Select(figure => KeyValuePair.Create(figure.Key, (JsonNode?)figure.Value))),
        },
        ["exitSeconds"] = new JsonObject
        {
            ["final"] = (long)_exits.Final.TotalSeconds,
            ["forced"] = (long)_exits.Forced.TotalSeconds,
            ["forcedByOthers"] = (long)_exits.ForcedByOthers.TotalSeconds,
            ["escape"] = (long)_exits.Escape.TotalSeconds,
            ["escapeFromLiars"] = (long)_exits.EscapeFromLiars.TotalSeconds,
            ["quotaDrain"] = (long)_exits.QuotaDrain.TotalSeconds,
            ["tMax"] = (long)_exits.Longest.TotalSeconds,
        },
        ["trusts"] = new JsonArray([.. Trusts().Select(line => JsonValue.Create(line))]),
    };

    public IEnumerable<string> Lines()
    {
        yield return $"{_profile.Name} ({ProfileReader.HashOf(_profile)})";
        yield return "";
        yield return "What it costs";
        yield return $"  on L1 as data      {BytesPerSlot} bytes a slot, {BlobGasPerSlot} blob gas; a transfer or withdrawal is one slot; a swap, an opening, a new key are two";
        if (ExecutionPerSlot is { } execution)
            yield return $"  on L1 as execution {execution} gas a slot of a full batch: commit and finalise together, measured";
        foreach ((string what, ulong gas) in _gas)
            yield return $"  {gas,13:N0} gas  {what}";
        yield return "  Gas is that of the calls, measured; each transaction has its own 21,000 and its input on top.";
        yield return "";
        yield return "How long money takes to leave";
        yield return "  soft               the sequencer's word, at once: signed, and worth the sequencer's honesty until the batch is on L1";
        yield return $"  final              {Words.Of(_exits.Final)} {(_profile.Mechanism.Kinds is [ProfileRules.Optimistic] ? "" : "at most ")}from the commit of its batch: then anybody can claim it";
        yield return $"  forced             {Words.Of(_exits.Forced)} at most from the call on L1, with an operator who ignores you but goes on; {Words.Of(_exits.ForcedByOthers)} when others must step in";
        yield return $"  escape             {Words.Of(_exits.Escape)} until every account is payable from L1 data alone, with nobody operating; {Words.Of(_exits.EscapeFromLiars)} at most, if committers lie again and again";
        yield return $"  through the quota  {Words.Of(_exits.QuotaDrain)} more for the last unit, if all leave at once ({_profile.Quota.ShareBasisPoints / 100.0:0.##} % of a token's escrow every {Words.Of(TimeSpan.FromSeconds(_profile.Quota.PeriodSeconds))})";
        yield return $"  T_max              {Words.Of(_exits.Longest)}";
        yield return "";
        yield return "Whom it trusts";
        foreach (string line in Trusts())
            yield return $"  - {line}";
    }

    private IEnumerable<string> Trusts()
    {
        ProfileDocument.MechanismPart mechanism = _profile.Mechanism;
        if (mechanism.Kinds.Count > 1)
            yield return $"no single kind of proof: {mechanism.Threshold} of {string.Join(", ", mechanism.Kinds)} have to speak for a batch";
        if (!IsCompact)
            yield return $"one honest watcher, anywhere, who reads the blobs and gets one transaction into L1 within {Words.Of(Window)} of a wrong commit";
        if (mechanism.Kinds.Contains(ProfileRules.Validity))
        {
            yield return "the circuits and their verifier on L1, to be right, and the ceremony that made their keys, to have had one honest participant";
            yield return IsCompact
                ? "that proof alone: signatures and roots are not published, so nobody can contradict it"
                : $"if a proof and a fraud proof meet within {Words.Of(Window)}, the rollup freezes where both agree, and what waits under the disputed root is not paid";
        }

        if (mechanism.Kinds.Contains(ProfileRules.Quorum))
        {
            // Where every kind has to speak, silence is enough to stop it.
            string silent = mechanism.Threshold == mechanism.Kinds.Count ? $", and to sign what is right: without them nothing becomes final, and each batch can be removed after {Words.Of(Deadline)}" : "";
            yield return $"{mechanism.Quorum} of {mechanism.Attesters!.Count} named attesters, not to sign what is wrong{silent}";
        }

        string toRead = IsCompact ? "" : "include that transaction in time, and to ";
        yield return $"Ethereum, to {toRead}keep blobs readable for {Words.Of(_exits.Final)}; its KZG ceremony, to have had one honest participant";
        yield return "one honest archive, or snapshot, of blobs that L1 has pruned, for escapes later than 18 days";
        yield return _profile.Sequencer.Policy == "single"
            ? $"the sequencer, for order, and for service within {Words.Of(TimeSpan.FromSeconds(_profile.Queue.InclusionDelaySeconds))}; not for money: it can delay and reorder, and cannot take"
            : "nobody in particular for order: whoever has a bond commits";
        yield return "no owner, no administrator, no upgrade: the contracts are immutable";
        yield return "the hash Poseidon2 at its published rounds, and discrete logarithms in Jubjub and BLS12-381";
    }
}
