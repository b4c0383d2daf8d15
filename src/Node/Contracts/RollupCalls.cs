using Plimsoll.Batches;
using Plimsoll.Crypto.Curves;
using Plimsoll.Disputes;
using Plimsoll.L1.Abi;
using Plimsoll.State;

namespace Plimsoll.Node.Contracts;

/// <summary>The inputs of calls to a rollup's contract.</summary>
/// <remarks>Spec: contracts/src/interfaces/IRollup.sol.</remarks>
public static class RollupCalls
{
    private const string Account = "(address owner, uint8 token, uint32 nonce, uint128 balance, uint128 withdrawn, uint256 keyX, uint256 keyY)";
    private const string Proof = $"(uint32 index, {Account} account, uint256[] path, uint256 feeRoot, uint256 counters)";
    private const string Proofs = $"(uint32[] indices, {Account}[] accounts, uint256[] siblings, uint256 feeRoot, uint256 counters)";

    private static readonly AbiFunction s_deposit = AbiFunction.Parse("deposit(uint8 token, uint256 amount, address owner, uint32 hint, uint256 keyX, uint256 keyY) payable returns (uint64)");
    private static readonly AbiFunction s_forceTransfer = AbiFunction.Parse("forceTransfer(uint32 from, uint32 to, uint128 amount) payable returns (uint64)");
    private static readonly AbiFunction s_forceExit = AbiFunction.Parse("forceExit(uint32 from) payable returns (uint64)");
    private static readonly AbiFunction s_forceKey = AbiFunction.Parse("forceKey(uint32 from, uint256 keyX, uint256 keyY) payable returns (uint64)");
    private static readonly AbiFunction s_commit = AbiFunction.Parse($"commit({HeaderEncoding.Type} header)");
    private static readonly AbiFunction s_finalise = AbiFunction.Parse($"finalise({HeaderEncoding.Type} header)");
    private static readonly AbiFunction s_proveFraud =
        AbiFunction.Parse($"proveFraud({HeaderEncoding.Type} header, {HeaderEncoding.Type} parent, {FraudProofEncoding.Type} proof)");

    private static readonly AbiFunction s_dropUnproven = AbiFunction.Parse($"dropUnproven({HeaderEncoding.Type} header, {HeaderEncoding.Type} parent)");
    private static readonly AbiFunction s_addBond = AbiFunction.Parse("addBond(address committer) payable");
    private static readonly AbiFunction s_withdrawBond = AbiFunction.Parse("withdrawBond(uint256 amount, address recipient)");
    private static readonly AbiFunction s_releaseBond = AbiFunction.Parse($"releaseBond({HeaderEncoding.Type} header)");
    private static readonly AbiFunction s_announceFraud = AbiFunction.Parse("announceFraud(bytes32 commitment)");
    private static readonly AbiFunction s_revealFraud = AbiFunction.Parse("revealFraud(bytes32 headerHash, bytes32 salt)");
    private static readonly AbiFunction s_collectReward = AbiFunction.Parse("collectReward(bytes32 headerHash)");
    private static readonly AbiFunction s_claim = AbiFunction.Parse($"claim(uint256 root, {Proof} proof, address recipient) returns (uint256)");
    private static readonly AbiFunction s_claimMany = AbiFunction.Parse($"claimMany(uint256 root, {Proofs} proof) returns (uint256[])");
    private static readonly AbiFunction s_freeze = AbiFunction.Parse("freeze()");
    private static readonly AbiFunction s_escape = AbiFunction.Parse($"escape({Proof} proof, address recipient) returns (uint256)");
    private static readonly AbiFunction s_refundDeposit = AbiFunction.Parse($"refundDeposit(uint64 number, {QueueItem.Type} item)");
    private static readonly AbiFunction s_multicall = AbiFunction.Parse("multicall(bytes[] calls)");

    /// <summary>The declarations, for whoever compares them with the compiled contract.</summary>
    internal static IEnumerable<AbiFunction> All =>
    [
        s_deposit, s_forceTransfer, s_forceExit, s_forceKey, s_commit, s_finalise, s_proveFraud, s_dropUnproven, s_addBond, s_withdrawBond, s_releaseBond,
        s_announceFraud, s_revealFraud, s_collectReward, s_claim, s_claimMany, s_freeze, s_escape, s_refundDeposit, s_multicall,
    ];

    /// <summary>Brings money in. ETH is sent along; an ERC-20 is approved for the rollup's vault before.</summary>
    /// <param name="token">The token's number.</param>
    /// <param name="amount">In the token's smallest unit.</param>
    /// <param name="owner">Who is credited.</param>
    /// <param name="hint">An account to credit if it fits; any number.</param>
    /// <param name="key">Q of the owner's key; (0, 0) for none, which a deposit for somebody else has to have.</param>
    public static byte[] Deposit(byte token, UInt256 amount, Address owner, uint hint, JubjubAffine key) =>
        s_deposit.EncodeCall((ulong)token, amount, owner, (ulong)hint, key.X.ToWord(), key.Y.ToWord());

    /// <summary>Queues a transfer; the forced fee is sent along.</summary>
    public static byte[] ForceTransfer(uint from, uint to, UInt128 amount) => s_forceTransfer.EncodeCall((ulong)from, (ulong)to, amount.ToWord());

    /// <summary>Queues the exit of a whole balance; the forced fee is sent along.</summary>
    public static byte[] ForceExit(uint from) => s_forceExit.EncodeCall((ulong)from);

    /// <summary>Queues another key; the forced fee is sent along.</summary>
    public static byte[] ForceKey(uint from, JubjubAffine key) => s_forceKey.EncodeCall((ulong)from, key.X.ToWord(), key.Y.ToWord());

    /// <summary>Commits a batch; the transaction carries its blobs.</summary>
    public static byte[] Commit(BatchHeader header) => s_commit.EncodeCall(HeaderEncoding.ToAbi(header));

    /// <summary>Makes the oldest pending batch final.</summary>
    public static byte[] Finalise(BatchHeader header) => s_finalise.EncodeCall(HeaderEncoding.ToAbi(header));

    /// <summary>Removes a batch and all behind it.</summary>
    /// <param name="header">The batch at fault.</param>
    /// <param name="parent">The header before it.</param>
    /// <param name="proof">What shows the fault.</param>
    public static byte[] ProveFraud(BatchHeader header, BatchHeader parent, FraudProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return s_proveFraud.EncodeCall(HeaderEncoding.ToAbi(header), HeaderEncoding.ToAbi(parent), FraudProofEncoding.ToAbi(proof));
    }

    /// <summary>Removes a batch, and all behind it, whose proofs did not come in time.</summary>
    /// <param name="header">The batch.</param>
    /// <param name="parent">The header before it.</param>
    public static byte[] DropUnproven(BatchHeader header, BatchHeader parent) => s_dropUnproven.EncodeCall(HeaderEncoding.ToAbi(header), HeaderEncoding.ToAbi(parent));

    /// <summary>Locks money as bond for a committer; it is sent along.</summary>
    public static byte[] AddBond(Address committer) => s_addBond.EncodeCall(committer);

    /// <summary>Takes free bond out.</summary>
    public static byte[] WithdrawBond(UInt256 amount, Address recipient) => s_withdrawBond.EncodeCall(amount, recipient);

    /// <summary>Settles the bond of a batch that fell with another.</summary>
    public static byte[] ReleaseBond(BatchHeader header) => s_releaseBond.EncodeCall(HeaderEncoding.ToAbi(header));

    /// <summary>Says that the sender knows of a fault.</summary>
    public static byte[] AnnounceFraud(Bytes32 commitment) => s_announceFraud.EncodeCall(commitment);

    /// <summary>Takes over a reward by an earlier announcement.</summary>
    public static byte[] RevealFraud(Bytes32 headerHash, Bytes32 salt) => s_revealFraud.EncodeCall(headerHash, salt);

    /// <summary>Pays a reward out.</summary>
    public static byte[] CollectReward(Bytes32 headerHash) => s_collectReward.EncodeCall(headerHash);

    /// <summary>Pays what an account withdrew and was not paid.</summary>
    /// <param name="root">A final root.</param>
    /// <param name="account">The account under it.</param>
    /// <param name="proof">Its path.</param>
    /// <param name="recipient">Zero for the owner; only the owner names another.</param>
    public static byte[] Claim(Fr root, in Account account, AccountProof proof, Address recipient) =>
        s_claim.EncodeCall(root.ToWord(), ToAbi(account, proof), recipient);

    /// <summary>Pays several accounts of one final root, each to its owner.</summary>
    /// <param name="root">A final root.</param>
    /// <param name="accounts">The accounts by rising index.</param>
    /// <param name="siblings">The nodes that they do not lead to, level by level from the leaves up, from left to right.</param>
    /// <param name="feeRoot">The second element of the root.</param>
    /// <param name="counters">The third element of the root.</param>
    public static byte[] ClaimMany(Fr root, IReadOnlyList<(uint Index, Account Account)> accounts, IReadOnlyList<Fr> siblings, Fr feeRoot, Fr counters)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        AbiValue proof = AbiValue.Of(
            AbiValue.Of([.. accounts.Select(it => (AbiValue)(ulong)it.Index)]),
            AbiValue.Of([.. accounts.Select(it => ToAbi(it.Account))]),
            AbiValue.Of([.. siblings.Select(it => it.ToWord())]),
            feeRoot.ToWord(),
            counters.ToWord());
        return s_claimMany.EncodeCall(root.ToWord(), proof);
    }

    /// <summary>Stops commits when the queue was not served in time.</summary>
    public static byte[] Freeze() => s_freeze.EncodeCall();

    /// <summary>Pays everything an account holds in the last final state of a frozen rollup.</summary>
    /// <param name="account">The account.</param>
    /// <param name="proof">Its path.</param>
    /// <param name="recipient">Zero for the owner; only the owner names another.</param>
    public static byte[] Escape(in Account account, AccountProof proof, Address recipient) => s_escape.EncodeCall(ToAbi(account, proof), recipient);

    /// <summary>Gives back a deposit that no final batch of a frozen rollup consumed.</summary>
    public static byte[] RefundDeposit(QueueItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return s_refundDeposit.EncodeCall(item.Number, item.ToAbi());
    }

    /// <summary>Several calls in one transaction.</summary>
    public static byte[] Multicall(IEnumerable<byte[]> calls) => s_multicall.EncodeCall(AbiValue.Of([.. calls.Select(call => (AbiValue)call)]));

    private static AbiValue ToAbi(in Account account, AccountProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return AbiValue.Of(
            (ulong)proof.Index, ToAbi(account), AbiValue.Of([.. proof.Path.Select(it => it.ToWord())]), proof.FeeRoot.ToWord(), proof.Counters.ToWord());
    }

    private static AbiValue ToAbi(in Account account) => AbiValue.Of(
        account.Owner,
        (ulong)account.Token,
        (ulong)account.Nonce,
        account.Balance.ToWord(),
        account.Withdrawn.ToWord(),
        account.Key.A.X.ToWord(),
        account.Key.A.Y.ToWord());
}
