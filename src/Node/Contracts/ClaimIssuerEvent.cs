using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Contracts;

/// <summary>What an issuer of claim tokens said happened.</summary>
/// <remarks>Spec: contracts/src/interfaces/IClaimIssuer.sol.</remarks>
public abstract record ClaimIssuerEvent
{
    private static readonly AbiEvent s_issued = AbiEvent.Parse("Issued(address indexed account, uint64 indexed item, uint256 amount)");
    private static readonly AbiEvent s_redeemed = AbiEvent.Parse("Redeemed(address indexed owner, uint256 indexed number, uint256 amount)");
    private static readonly AbiEvent s_forced = AbiEvent.Parse("ExitForced(uint32 indexed index, uint64 indexed item, uint256 fee)");
    private static readonly AbiEvent s_paid = AbiEvent.Parse("RedemptionPaid(uint256 indexed number, address indexed recipient, uint256 amount)");

    private ClaimIssuerEvent()
    {
    }

    /// <summary>The logs of redemptions of one issuer.</summary>
    public static LogFilter RedemptionsOf(Address issuer) => new([issuer], [s_redeemed.Topic]);

    /// <summary>The declarations, for whoever compares them with the compiled contract.</summary>
    internal static IEnumerable<AbiEvent> All => [s_issued, s_redeemed, s_forced, s_paid];

    /// <summary>Reads a log of an issuer; null for an event that is none of these.</summary>
    public static ClaimIssuerEvent? Decode(Log log)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (All.FirstOrDefault(one => one.Matches([.. log.Topics])) is not { } known)
            return null;
        AbiRecord it = known.Decode([.. log.Topics], log.Data.Span);
        return known switch
        {
            _ when known == s_issued => new Issued(it[0].ToAddress(), it[1].ToUInt64(), it[2].ToUInt256()),
            _ when known == s_redeemed => new Redeemed(it[0].ToAddress(), it[1].ToUInt256(), it[2].ToUInt256()),
            _ when known == s_forced => new ExitForced(it[0].ToUInt32(), it[1].ToUInt64(), it[2].ToUInt256()),
            _ => new RedemptionPaid(it[0].ToUInt256(), it[1].ToAddress(), it[2].ToUInt256()),
        };
    }

    /// <summary>Receipts were issued.</summary>
    /// <param name="Account">To whom.</param>
    /// <param name="Item">The deposit's number in the rollup's queue.</param>
    /// <param name="Amount">How many: what the hub counted.</param>
    public sealed record Issued(Address Account, ulong Item, UInt256 Amount) : ClaimIssuerEvent;

    /// <summary>Receipts were burned for a place in line.</summary>
    /// <param name="Owner">Whose.</param>
    /// <param name="Number">The redemption's number.</param>
    /// <param name="Amount">How many.</param>
    public sealed record Redeemed(Address Owner, UInt256 Number, UInt256 Amount) : ClaimIssuerEvent;

    /// <summary>An account of the issuer is forced out.</summary>
    /// <param name="Index">Which.</param>
    /// <param name="Item">The exit's number in the rollup's queue.</param>
    /// <param name="Fee">What the queue took, in wei.</param>
    public sealed record ExitForced(uint Index, ulong Item, UInt256 Fee) : ClaimIssuerEvent;

    /// <summary>A redemption was paid, all of it or a part.</summary>
    /// <param name="Number">Which.</param>
    /// <param name="Recipient">Who got it.</param>
    /// <param name="Amount">How much.</param>
    public sealed record RedemptionPaid(UInt256 Number, Address Recipient, UInt256 Amount) : ClaimIssuerEvent;
}
