namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>A power over a rollup that somebody holds.</summary>
internal enum OpStackRole
{
    /// <summary>Pauses, blacklists games, chooses the type that counts.</summary>
    Guardian,

    /// <summary>Alone may propose, where games are permissioned.</summary>
    Proposer,

    /// <summary>Alone may challenge beside the proposer, where games are permissioned.</summary>
    Challenger,

    /// <summary>Whose batches the rollup is derived from.</summary>
    Batcher,

    /// <summary>Whose signature makes a block a promised one.</summary>
    BlockSigner,

    /// <summary>Chooses the code of games and their bonds.</summary>
    FactoryOwner,

    /// <summary>Appoints batcher and block signer.</summary>
    ConfigOwner,

    /// <summary>Replaces the code behind a proxy.</summary>
    ProxyAdmin,

    /// <summary>Commands a ProxyAdmin.</summary>
    ProxyAdminOwner,
}

/// <summary>Who holds a role.</summary>
/// <param name="Role">Which.</param>
/// <param name="Contract">The contract over which, and that says so.</param>
/// <param name="Holder">An address as a word; of a batcher, whatever names it.</param>
internal readonly record struct RoleHolder(OpStackRole Role, Address Contract, Bytes32 Holder)
{
    private const int Padding = Bytes32.ByteLength - Address.ByteLength;

    /// <summary>The role at its contract.</summary>
    public (OpStackRole Role, Address Contract) Key => (Role, Contract);

    /// <summary>The holder, if it is an address.</summary>
    public Address? Account => AccountOf(Holder);

    /// <summary>The holder, in text.</summary>
    public string Who => TextOf(Holder);

    /// <summary>A holder in text.</summary>
    public static string TextOf(Bytes32 holder) => AccountOf(holder)?.ToString() ?? holder.ToString();

    /// <summary>An address as a word.</summary>
    public static Bytes32 WordOf(Address account) => new([.. new byte[Padding], .. account.Span]);

    /// <summary>A role, as reports name it.</summary>
    public static string NameOf(OpStackRole role) => role switch
    {
        OpStackRole.Guardian => "guardian",
        OpStackRole.Proposer => "proposer",
        OpStackRole.Challenger => "challenger",
        OpStackRole.Batcher => "batcher",
        OpStackRole.BlockSigner => "blockSigner",
        OpStackRole.FactoryOwner => "factoryOwner",
        OpStackRole.ConfigOwner => "configOwner",
        OpStackRole.ProxyAdmin => "proxyAdmin",
        _ => "proxyAdminOwner",
    };

    private static Address? AccountOf(Bytes32 holder) => holder.Span[..Padding].IndexOfAnyExcept((byte)0) < 0 ? new Address(holder.Span[Padding..]) : null;
}

/// <summary>Who held the roles at one block.</summary>
/// <param name="Holders">Those that the contracts name.</param>
/// <param name="Unknown">Those about which the contracts say nothing, or two things.</param>
internal sealed record RoleFacts(IReadOnlyList<RoleHolder> Holders, IReadOnlyList<OpStackRole> Unknown);
