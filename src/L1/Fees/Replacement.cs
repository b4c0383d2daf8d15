using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Fees;

/// <summary>Offers that make nodes drop a waiting transaction for a new one with the same nonce.</summary>
/// <remarks>
/// Nodes ask for a rise of <b>every</b> fee: by a tenth, or to the double for blob transactions (the default rules of the mempools; they
/// are no part of the protocol). A blob transaction can only be replaced by another blob transaction, and a plain one by a plain one.
/// </remarks>
public static class Replacement
{
    /// <summary>The least rise of each fee of a plain transaction, in percent.</summary>
    public const int PlainBumpPercent = 10;

    /// <summary>The least rise of each fee of a blob transaction, in percent.</summary>
    public const int BlobBumpPercent = 100;

    /// <summary>Returns the lowest offer that replaces the old one and is not below the market's.</summary>
    /// <exception cref="OverflowException">A fee does not fit in 256 bits.</exception>
    public static FeeQuote Bump(in FeeQuote old, in FeeQuote market, bool hasBlobs)
    {
        int percent = hasBlobs ? BlobBumpPercent : PlainBumpPercent;
        UInt256 tip = UInt256.Max(Raise(old.MaxPriorityFeePerGas, percent), market.MaxPriorityFeePerGas);
        UInt256 fee = UInt256.Max(Raise(old.MaxFeePerGas, percent), market.MaxFeePerGas);
        UInt256 blobFee = hasBlobs ? UInt256.Max(Raise(old.MaxFeePerBlobGas, percent), market.MaxFeePerBlobGas) : UInt256.Zero;
        return new(tip, UInt256.Max(fee, tip), blobFee);
    }

    /// <summary>Returns the transaction with the lowest offer that replaces it and is not below the market's; it has to be signed anew.</summary>
    /// <exception cref="OverflowException">A fee does not fit in 256 bits.</exception>
    public static DynamicFeeTransaction Bump(DynamicFeeTransaction waiting, in FeeQuote market)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        FeeQuote offer = Bump(new(waiting.MaxPriorityFeePerGas, waiting.MaxFeePerGas), market, hasBlobs: false);
        return waiting with { MaxPriorityFeePerGas = offer.MaxPriorityFeePerGas, MaxFeePerGas = offer.MaxFeePerGas };
    }

    /// <summary>Returns the transaction with the lowest offer that replaces it and is not below the market's; it has to be signed anew.</summary>
    /// <exception cref="OverflowException">A fee does not fit in 256 bits.</exception>
    public static BlobTransaction Bump(BlobTransaction waiting, in FeeQuote market)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        FeeQuote offer = Bump(new(waiting.MaxPriorityFeePerGas, waiting.MaxFeePerGas, waiting.MaxFeePerBlobGas), market, hasBlobs: true);
        return waiting with
        {
            MaxPriorityFeePerGas = offer.MaxPriorityFeePerGas,
            MaxFeePerGas = offer.MaxFeePerGas,
            MaxFeePerBlobGas = offer.MaxFeePerBlobGas,
        };
    }

    private static UInt256 Raise(UInt256 fee, int percent) =>
        UInt256.Max(UInt256.DivideRoundingUp(fee * (ulong)(100 + percent), 100), fee + UInt256.One); // a fee of 0 has to rise, too
}
