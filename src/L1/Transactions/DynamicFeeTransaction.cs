using Plimsoll.L1.Rlp;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Transactions;

/// <summary>A transaction of type 2 (EIP-1559): a call, a payment, or the creation of a contract.</summary>
public sealed record DynamicFeeTransaction : Transaction
{
    /// <summary>The type in front of the encoding.</summary>
    public const byte TypeByte = 2;

    /// <inheritdoc/>
    public override byte Type => TypeByte;

    /// <summary>Who is called or paid; none creates a contract.</summary>
    public Address? To { get; init; }

    /// <inheritdoc/>
    public bool Equals(DynamicFeeTransaction? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    private protected override void WriteRecipient(RlpWriter writer) => writer.Write(To is { } to ? to.Span : []);

    private protected override void WriteOwnFields(RlpWriter writer)
    {
    }

    internal static DynamicFeeTransaction ReadFields(ref RlpReader fields) => new()
    {
        ChainId = fields.ReadUInt64(),
        Nonce = fields.ReadUInt64(),
        MaxPriorityFeePerGas = fields.ReadUInt256(),
        MaxFeePerGas = fields.ReadUInt256(),
        GasLimit = fields.ReadUInt64(),
        To = ReadRecipient(fields.ReadBytes()),
        Value = fields.ReadUInt256(),
        Data = fields.ReadBytes().ToArray(),
        AccessList = ReadAccessList(fields.ReadList()),
    };

    private static Address? ReadRecipient(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => null,
        Address.ByteLength => new Address(bytes),
        _ => throw new RlpException($"A recipient has 20 bytes or none, not {bytes.Length}."),
    };
}
