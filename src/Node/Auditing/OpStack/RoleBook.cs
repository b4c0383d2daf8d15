namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Who held the roles at earlier looks: so a holder that changes without an event is found, too.</summary>
internal sealed class RoleBook
{
    private readonly Dictionary<(OpStackRole, Address), List<(Bytes32 Holder, ulong Block, Handover? Came)>> _holders = [];
    private ulong? _first;

    /// <summary>Takes in a look, and tells which of the present holders came since the first one.</summary>
    public IReadOnlyDictionary<(OpStackRole Role, Address Contract), Handover> Follow(OpStackCut cut, RoleFacts roles)
    {
        Dictionary<(OpStackRole, Address), Handover> came = [];
        foreach (RoleHolder it in roles.Holders)
        {
            if (!_holders.TryGetValue(it.Key, out List<(Bytes32 Holder, ulong Block, Handover? Came)>? known))
                _holders[it.Key] = known = [];
            if (known.Count == 0 || known[^1].Holder != it.Holder)
                known.Add((it.Holder, cut.Block.Number, _first is null ? null : new(it.Holder, cut.Block.Number, cut.Time)));
            if (known[^1].Came is { } handover)
                came[it.Key] = handover;
        }

        _first ??= cut.Block.Number;
        return came;
    }

    /// <summary>Forgets what was learnt above a block.</summary>
    public void Unwind(ulong block)
    {
        foreach (List<(Bytes32, ulong Block, Handover?)> known in _holders.Values)
            known.RemoveAll(it => it.Block > block);
        if (_first > block)
            _first = null;
    }

    /// <summary>Forgets what nothing can bring back any more: all holders up to a block but the last.</summary>
    public void Forget(ulong block)
    {
        foreach (List<(Bytes32, ulong Block, Handover?)> known in _holders.Values)
        {
            int last = known.FindLastIndex(it => it.Block <= block);
            if (last > 0)
                known.RemoveRange(0, last);
        }
    }
}
