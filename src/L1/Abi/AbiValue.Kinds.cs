using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <content>The kinds of values.</content>
public abstract partial class AbiValue
{
    private sealed class UnsignedNumber(UInt256 value) : AbiValue
    {
        public override UInt256 ToUInt256() => value;

        public override Int256 ToInt256() => value.BitLength < 256 ? Int256.FromTwosComplement(value) : base.ToInt256();

        public override bool Equals(AbiValue? other) => other is UnsignedNumber number && number.ToUInt256() == value;

        public override int GetHashCode() => value.GetHashCode();

        public override string ToString() => value.ToString();
    }

    private sealed class SignedNumber(Int256 value) : AbiValue
    {
        public override UInt256 ToUInt256() => value.IsNegative ? base.ToUInt256() : value.TwosComplement;

        public override Int256 ToInt256() => value;

        public override bool Equals(AbiValue? other) => other is SignedNumber number && number.ToInt256() == value;

        public override int GetHashCode() => value.GetHashCode();

        public override string ToString() => value.ToString();
    }

    private sealed class Account(Address value) : AbiValue
    {
        public override Address ToAddress() => value;

        public override bool Equals(AbiValue? other) => other is Account account && account.ToAddress() == value;

        public override int GetHashCode() => value.GetHashCode();

        public override string ToString() => value.ToChecksumString();
    }

    private sealed class Truth : AbiValue
    {
        public static readonly Truth True = new();
        public static readonly Truth False = new();

        public override bool ToBoolean() => ReferenceEquals(this, True);

        public override bool Equals(AbiValue? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => ToBoolean() ? 1 : 0;

        public override string ToString() => ToBoolean() ? "true" : "false";
    }

    private sealed class ByteString(byte[] value) : AbiValue
    {
        public override ReadOnlyMemory<byte> ToBytes() => value;

        public override bool Equals(AbiValue? other) => other is ByteString bytes && bytes.ToBytes().Span.SequenceEqual(value);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.AddBytes(value);
            return hash.ToHashCode();
        }

        public override string ToString() => Hex.Encode(value);
    }

    private sealed class Characters(string value) : AbiValue
    {
        public override string ToText() => value;

        public override bool Equals(AbiValue? other) => other is Characters text && text.ToText() == value;

        public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"\"{value}\"";
    }

    private sealed class Sequence(AbiValue[] items) : AbiValue
    {
        public override IReadOnlyList<AbiValue> ToItems() => items;

        public override bool Equals(AbiValue? other) => other is Sequence sequence && sequence.ToItems().SequenceEqual(items);

        public override int GetHashCode() => items.Aggregate(items.Length, HashCode.Combine);

        public override string ToString() => $"[{string.Join(", ", (IEnumerable<AbiValue>)items)}]";
    }
}
