using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Contracts;

/// <summary>What the settlement hub said happened to one rollup's money. Tokens are named by address, zero for ETH.</summary>
/// <remarks>Spec: contracts/src/interfaces/ISettlementHub.sol.</remarks>
public abstract record HubEvent
{
    private static readonly AbiEvent s_deposited = AbiEvent.Parse("Deposited(address indexed rollup, address indexed token, address indexed from, uint256 amount)");

    private static readonly AbiEvent s_claimRecorded =
        AbiEvent.Parse("ClaimRecorded(address indexed rollup, uint32 indexed index, address indexed owner, address token, uint256 total, address recipient)");

    private static readonly AbiEvent s_paid = AbiEvent.Parse("Paid(address indexed rollup, address indexed token, address indexed recipient, uint256 amount)");

    private static readonly AbiEvent s_refused = AbiEvent.Parse("PayoutRefused(address indexed rollup, address indexed token, address indexed recipient, uint256 amount)");

    private static readonly AbiEvent s_queued =
        AbiEvent.Parse("PayoutQueued(address indexed rollup, address indexed token, uint256 indexed entry, address recipient, uint256 amount)");

    private static readonly AbiEvent s_cancelled = AbiEvent.Parse(
        "PayoutCancelled(address indexed rollup, address indexed token, uint256 indexed entry, uint32 index, address owner, uint256 amount)");

    private HubEvent(Address rollup) => Rollup = rollup;

    /// <summary>Whose money.</summary>
    public Address Rollup { get; }

    /// <summary>The declarations, for whoever compares them with the compiled contract.</summary>
    internal static IEnumerable<AbiEvent> All => [s_deposited, s_claimRecorded, s_paid, s_refused, s_queued, s_cancelled];

    /// <summary>Reads a log; null for an event that is none of these.</summary>
    /// <exception cref="RollupLogException">It has the name of one of these and is none.</exception>
    public static HubEvent? Decode(Log log)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (All.FirstOrDefault(one => log.Topics.Count > 0 && one.Topic == log.Topics[0]) is not { } known)
            return null;
        try
        {
            AbiRecord it = known.Decode([.. log.Topics], log.Data.Span);
            Address rollup = it[0].ToAddress();
            return known switch
            {
                _ when known == s_deposited => new Deposited(rollup, it[1].ToAddress(), it[2].ToAddress(), it[3].ToUInt128()),
                _ when known == s_claimRecorded => new ClaimRecorded(rollup, it[1].ToUInt32(), it[2].ToAddress(), it[3].ToAddress(), it[4].ToUInt256(), it[5].ToAddress()),
                _ when known == s_paid => new Paid(rollup, it[1].ToAddress(), it[2].ToAddress(), it[3].ToUInt128()),
                _ when known == s_refused => new PayoutRefused(rollup, it[1].ToAddress(), it[2].ToAddress(), it[3].ToUInt128()),
                _ when known == s_cancelled =>
                    new PayoutCancelled(rollup, it[1].ToAddress(), it[2].ToUInt64(), it[3].ToUInt32(), it[4].ToAddress(), it[5].ToUInt128()),
                _ => new PayoutQueued(rollup, it[1].ToAddress(), it[2].ToUInt64(), it[3].ToAddress(), it[4].ToUInt128()),
            };
        }
        catch (Exception e) when (e is AbiException or OverflowException or InvalidOperationException)
        {
            throw new RollupLogException($"a {known.Name} is malformed", e);
        }
    }

    /// <summary>Money came in.</summary>
    /// <param name="Rollup">For which rollup.</param>
    /// <param name="Token">The token.</param>
    /// <param name="From">Who paid.</param>
    /// <param name="Amount">What arrived.</param>
    public sealed record Deposited(Address Rollup, Address Token, Address From, UInt128 Amount) : HubEvent(Rollup);

    /// <summary>An account's running total of payments rose.</summary>
    /// <param name="Rollup">Whose account.</param>
    /// <param name="Index">The account.</param>
    /// <param name="Owner">Its owner.</param>
    /// <param name="Token">The token.</param>
    /// <param name="Total">The new total.</param>
    /// <param name="Recipient">Who gets the difference.</param>
    public sealed record ClaimRecorded(Address Rollup, uint Index, Address Owner, Address Token, UInt256 Total, Address Recipient) : HubEvent(Rollup);

    /// <summary>Money went out.</summary>
    /// <param name="Rollup">Of which rollup.</param>
    /// <param name="Token">The token.</param>
    /// <param name="Recipient">To whom.</param>
    /// <param name="Amount">How much.</param>
    public sealed record Paid(Address Rollup, Address Token, Address Recipient, UInt128 Amount) : HubEvent(Rollup);

    /// <summary>The token or the recipient refused, and the money was set aside for the recipient.</summary>
    /// <param name="Rollup">Of which rollup.</param>
    /// <param name="Token">The token.</param>
    /// <param name="Recipient">Who can collect it.</param>
    /// <param name="Amount">How much.</param>
    public sealed record PayoutRefused(Address Rollup, Address Token, Address Recipient, UInt128 Amount) : HubEvent(Rollup);

    /// <summary>A payout exceeds the quota and waits.</summary>
    /// <param name="Rollup">Of which rollup.</param>
    /// <param name="Token">The token.</param>
    /// <param name="Entry">Its number in the token's line.</param>
    /// <param name="Recipient">Who is to be paid.</param>
    /// <param name="Amount">How much waits.</param>
    public sealed record PayoutQueued(Address Rollup, Address Token, ulong Entry, Address Recipient, UInt128 Amount) : HubEvent(Rollup);

    /// <summary>A payout that waited was taken back with the batch under which it was claimed.</summary>
    /// <param name="Rollup">Of which rollup.</param>
    /// <param name="Token">The token.</param>
    /// <param name="Entry">Its number in the token's line.</param>
    /// <param name="Index">The account that claimed it.</param>
    /// <param name="Owner">Its owner.</param>
    /// <param name="Amount">What still waited; the account's running total is lower by it.</param>
    public sealed record PayoutCancelled(Address Rollup, Address Token, ulong Entry, uint Index, Address Owner, UInt128 Amount) : HubEvent(Rollup);
}
