using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Asks the contracts who may do what, at one block by its hash.</summary>
internal sealed class RoleReader(EthereumClient node, OpStackRollup rollup)
{
    // keccak-256 of "eip1967.proxy.admin", less one: where every proxy of this stack keeps who may replace its code.
    private static readonly Bytes32 s_adminSlot = Bytes32.Parse("0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103");

    /// <summary>Who may replace the code of each of some contracts, in order; zero for what is no proxy.</summary>
    public static async Task<IReadOnlyList<Bytes32>> ReadAdminsAsync(EthereumClient node, IReadOnlyList<Address> contracts, BlockReference block, CancellationToken cancellationToken) =>
        await node.GetStorageAllAsync([.. contracts.Select(contract => (contract, s_adminSlot))], block, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads all roles.</summary>
    public async Task<RoleFacts> ReadAsync(PortalFacts portal, BlockReference block, CancellationToken cancellationToken)
    {
        List<RoleHolder> holders = [];
        List<OpStackRole> unknown = [];
        IReadOnlyList<Address> proxies = rollup.Proxies;
        IReadOnlyList<Bytes32> admins = await ReadAdminsAsync(node, proxies, block, cancellationToken).ConfigureAwait(false);
        foreach ((Address proxy, Bytes32 admin) in proxies.Zip(admins).Where(it => !it.Second.IsZero))
            holders.Add(new(OpStackRole.ProxyAdmin, proxy, admin));
        Address[] commanded = [.. holders.Select(it => it.Account).OfType<Address>().Distinct()];

        Address system = rollup.SystemConfig ?? Address.Zero, superchain = rollup.SuperchainConfig ?? Address.Zero;
        CallRequest[] calls =
        [
            OpStackAbi.BatcherHash.On(system), OpStackAbi.UnsafeBlockSigner.On(system), OpStackAbi.Owner.On(system), OpStackAbi.Owner.On(rollup.Factory), OpStackAbi.Guardian.On(superchain),
            OpStackAbi.GameArgs.On(rollup.Factory, (ulong)portal.RespectedType), OpStackAbi.Proposer.On(portal.GameCode), OpStackAbi.Challenger.On(portal.GameCode),
            .. commanded.Select(admin => OpStackAbi.Owner.On(admin)),
        ];
        IReadOnlyList<byte[]?> answers = await node.TryCallAllAsync(calls, block, cancellationToken).ConfigureAwait(false);
        Add(OpStackRole.Batcher, system, OpStackAbi.TryRead(OpStackAbi.BatcherHash, answers[0], it => it[0].ToBytes32()));
        Add(OpStackRole.BlockSigner, system, Word(OpStackAbi.UnsafeBlockSigner, answers[1]));
        Add(OpStackRole.ConfigOwner, system, Word(OpStackAbi.Owner, answers[2]));
        Add(OpStackRole.FactoryOwner, rollup.Factory, Word(OpStackAbi.Owner, answers[3]));
        Bytes32? guardian = Word(OpStackAbi.Guardian, answers[4]), portals = portal.Guardian is { } named ? RoleHolder.WordOf(named) : null;
        Add(OpStackRole.Guardian, rollup.SuperchainConfig ?? rollup.Portal, guardian is null || portals is null || guardian == portals ? guardian ?? portals : null);
        foreach ((OpStackRole role, Bytes32? holder) in PermissionsOf(portal, answers[5], answers[6], answers[7]))
            Add(role, rollup.Factory, holder);
        foreach ((Address admin, byte[]? answer) in commanded.Zip(answers.Skip(calls.Length - commanded.Length)))
        {
            if (Word(OpStackAbi.Owner, answer) is { } owner) // else it is an account, or acts for itself
                holders.Add(new(OpStackRole.ProxyAdminOwner, admin, owner));
        }

        return new(holders, unknown);

        void Add(OpStackRole role, Address contract, Bytes32? holder)
        {
            if (holder is { } known)
                holders.Add(new(role, contract, known));
            else
                unknown.Add(role);
        }
    }

    // Newer factories keep what tells games of one type apart, older ones have code for each. Where neither names anybody, everybody may play.
    private static (OpStackRole, Bytes32?)[] PermissionsOf(PortalFacts portal, byte[]? arguments, byte[]? proposer, byte[]? challenger)
    {
        const int OfAll = 124, OfTwo = 164;
        if (portal.GameCode.IsZero)
            return [];
        bool isForTwo = portal.RespectedType == OpStackAbi.PermissionedGames;
        ReadOnlyMemory<byte>? kept = arguments is null or [] ? default(ReadOnlyMemory<byte>) : OpStackAbi.TryRead(OpStackAbi.GameArgs, arguments, it => it[0].ToBytes());
        return kept switch
        {
            { Length: 0 } when Word(OpStackAbi.Proposer, proposer) is var first && Word(OpStackAbi.Challenger, challenger) is var second =>
                first is null && second is null && !isForTwo ? [] : Players(first, second),
            { Length: OfAll } when !isForTwo => [],
            { Length: OfTwo, Span: var span } => Players(WordOf(span[OfAll..^Address.ByteLength]), WordOf(span[^Address.ByteLength..])),
            _ => Players(null, null),
        };

        static (OpStackRole, Bytes32?)[] Players(Bytes32? first, Bytes32? second) => [(OpStackRole.Proposer, first), (OpStackRole.Challenger, second)];
        static Bytes32 WordOf(ReadOnlySpan<byte> account) => RoleHolder.WordOf(new(account));
    }

    private static Bytes32? Word(AbiFunction function, byte[]? answer) => OpStackAbi.TryRead(function, answer, it => RoleHolder.WordOf(it[0].ToAddress()));
}
