namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>A role that came to somebody else when the rollup lived already.</summary>
/// <param name="Holder">Who has it since.</param>
/// <param name="Block">In which block.</param>
/// <param name="At">That block's time.</param>
/// <param name="IsUsed">Whether the role was used behind that, as far as events show.</param>
internal sealed record Handover(Bytes32 Holder, ulong Block, ulong At, bool IsUsed = false)
{
    /// <summary>Whether the use of a power at a contract is one of the role.</summary>
    /// <param name="key">The role, at its contract.</param>
    /// <param name="contract">Where a power was used.</param>
    /// <param name="by">Whose it is; null if nobody's.</param>
    public static bool IsUse((OpStackRole Role, Address Contract) key, Address contract, OpStackRole? by) => by switch
    {
        null => false,
        OpStackRole.ProxyAdmin => key == (OpStackRole.ProxyAdmin, contract) || key.Role == OpStackRole.ProxyAdminOwner, // it acts through its ProxyAdmin
        { } role => key.Role == role,
    };
}
