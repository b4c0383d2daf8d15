using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <content>From what was configured to what the contracts say themselves.</content>
public sealed partial record OpStackRollup
{
    /// <summary>Completes what was configured by what the portal says, and compares the two.</summary>
    /// <exception cref="OpStackException">The contracts are not these, or do not belong together.</exception>
    /// <exception cref="RpcException">The node does not answer.</exception>
    public static async Task<OpStackRollup> ReadAsync(EthereumClient node, OpStackRollup configured, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(configured);
        ulong chain = await node.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
        if (chain != configured.ChainId)
            throw new OpStackException($"the node is of chain {chain}, the rollup of {configured.ChainId}");
        AbiFunction[] asked = [OpStackAbi.DisputeGameFactory, OpStackAbi.SystemConfig, OpStackAbi.SuperchainConfig, OpStackAbi.AnchorStateRegistry, OpStackAbi.EthLockbox];
        IReadOnlyList<byte[]?> answers = await AskAsync([.. asked.Select(it => it.On(configured.Portal))]).ConfigureAwait(false);
        Address?[] found = [.. asked.Zip(answers, AddressOf)];
        if (found[0] is null)
            throw new OpStackException($"{configured.Portal} is no OptimismPortal2: it names no DisputeGameFactory");
        IReadOnlyList<byte[]?> terms = await AskAsync(
            OpStackAbi.ProofMaturity.On(configured.Portal), OpStackAbi.RespectedGameType.On(configured.Portal), OpStackAbi.IsCustomGasToken.On(found[1] ?? Address.Zero),
            OpStackAbi.SuperRootsActive.On(configured.Portal)).ConfigureAwait(false);
        if (OpStackAbi.TryRead(OpStackAbi.IsCustomGasToken, terms[2], it => it[0].ToBoolean()) == true)
            throw new OpStackException("a rollup with a gas token of its own cannot be audited: its portal does not hold ETH");
        if (OpStackAbi.TryRead(OpStackAbi.SuperRootsActive, terms[3], it => it[0].ToBoolean()) == true)
            throw new OpStackException("a rollup whose games are about super roots cannot be audited: no node of one rollup tells them");
        ulong maturity = OpStackAbi.TryRead(OpStackAbi.ProofMaturity, terms[0], it => it[0].ToUInt64())
            ?? throw new OpStackException($"{configured.Portal} is no OptimismPortal2: it has no proof maturity");
        ulong? type = OpStackAbi.TryRead(OpStackAbi.RespectedGameType, terms[1], it => it[0].ToUInt64());
        Address factory = Same("DisputeGameFactory", configured.Factory, found[0]) ?? configured.Factory;
        Address? registry = Same("AnchorStateRegistry", configured.AnchorRegistry, Named(found[3]) ?? await RegistryOfGamesAsync(factory, type).ConfigureAwait(false));
        Address? lockbox = Same("ETHLockbox", configured.Lockbox, found[4]);
        await CompareAsync(registry, lockbox, factory).ConfigureAwait(false);
        OpStackRollup rollup = configured with
        {
            ProofMaturitySeconds = maturity,
            Traits = type == OpStackAbi.PermissionedGames ? ["no-open-fraud-proof"] : [],
            Factory = factory,
            SystemConfig = Same("SystemConfig", configured.SystemConfig, found[1]),
            SuperchainConfig = Same("SuperchainConfig", configured.SuperchainConfig, found[2]),
            AnchorRegistry = registry,
            Lockbox = lockbox,
        };
        return rollup with { ProxyAdmins = await ReadProxyAdminsAsync(rollup.Proxies).ConfigureAwait(false) };

        Task<IReadOnlyList<byte[]?>> AskAsync(params CallRequest[] calls) => node.TryCallAllAsync(calls, BlockReference.Latest, cancellationToken);

        // Portals of old name no registry; the code of their games does.
        async Task<Address?> RegistryOfGamesAsync(Address from, ulong? ofType)
        {
            Address? code = AddressOf(OpStackAbi.GameImplementation, (await AskAsync(OpStackAbi.GameImplementation.On(from, ofType ?? 0)).ConfigureAwait(false))[0]);
            return Named(code) is { } played ? AddressOf(OpStackAbi.AnchorStateRegistry, (await AskAsync(OpStackAbi.AnchorStateRegistry.On(played)).ConfigureAwait(false))[0]) : null;
        }

        async Task CompareAsync(Address? anchors, Address? holds, Address games)
        {
            IReadOnlyList<byte[]?> said = await AskAsync(
                OpStackAbi.DisputeGameFactory.On(anchors ?? Address.Zero), OpStackAbi.AuthorizedPortals.On(holds ?? Address.Zero, configured.Portal)).ConfigureAwait(false);
            if (anchors is not null && AddressOf(OpStackAbi.DisputeGameFactory, said[0]) is { } others && others != games)
                throw new OpStackException($"the AnchorStateRegistry {anchors} is about games of {others}, not of {games}");
            if (holds is not null && OpStackAbi.TryRead(OpStackAbi.AuthorizedPortals, said[1], it => it[0].ToBoolean()) != true)
                throw new OpStackException($"the ETHLockbox {holds} does not pay to {configured.Portal}");
        }

        async Task<Address[]> ReadProxyAdminsAsync(IReadOnlyList<Address> proxies)
        {
            IReadOnlyList<Bytes32> slots = await RoleReader.ReadAdminsAsync(node, proxies, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
            Address[] admins = [.. slots.Where(slot => !slot.IsZero).Select(slot => new RoleHolder(OpStackRole.ProxyAdmin, default, slot).Account).OfType<Address>().Distinct()];
            IReadOnlyList<byte[]?> owners = admins.Length == 0 ? [] : await AskAsync([.. admins.Select(admin => OpStackAbi.Owner.On(admin))]).ConfigureAwait(false);
            return [.. admins.Where((_, i) => AddressOf(OpStackAbi.Owner, owners[i]) is not null)];
        }
    }

    private static Address? AddressOf(AbiFunction function, byte[]? answer) => OpStackAbi.TryRead(function, answer, it => it[0].ToAddress());

    private static Address? Named(Address? found) => found is { IsZero: true } ? null : found;

    private static Address? Same(string name, Address? configured, Address? found)
    {
        found = Named(found);
        return configured is { } mine && found is { } theirs && mine != theirs
            ? throw new OpStackException($"the portal's {name} is {theirs}, not {mine}")
            : configured ?? found;
    }
}
