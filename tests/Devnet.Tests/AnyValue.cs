using CsCheck;
using Plimsoll.L1.Abi;
using Plimsoll.Primitives;

namespace Plimsoll.Devnet.Tests;

/// <summary>Values that fit a given type.</summary>
internal static class AnyValue
{
    private static readonly Gen<UInt256> AnyWord =
        Gen.Select(Gen.Byte.Array[32], Gen.Int[0, 255], (bytes, shift) => UInt256.FromBytes(bytes) >> shift);

    public static Gen<AbiValue> Of(AbiType type) => type.Kind switch
    {
        AbiKind.UnsignedInteger => AnyWord.Select(word => (AbiValue)(word >> (256 - type.Size))),
        AbiKind.SignedInteger => Gen.Select(AnyWord, Gen.Bool, (word, negative) =>
        {
            UInt256 magnitude = word >> (257 - type.Size);
            return (AbiValue)Int256.FromTwosComplement(negative ? UInt256.MaxValue - magnitude : magnitude);
        }),
        AbiKind.Address => Gen.Byte.Array[Address.ByteLength].Select(bytes => (AbiValue)new Address(bytes)),
        AbiKind.Boolean => Gen.Bool.Select(value => (AbiValue)value),
        AbiKind.FixedBytes => Gen.Byte.Array[type.Size].Select(bytes => (AbiValue)bytes),
        AbiKind.Bytes => Gen.Byte.Array[0, 100].Select(bytes => (AbiValue)bytes),
        AbiKind.Text => Gen.Char[' ', 'ÿ'].Array[0, 70].Select(letters => (AbiValue)new string(letters)),
        AbiKind.Array => Of(type.Element!).Array[0, 3].Select(AbiValue.Of),
        AbiKind.FixedArray => Of(type.Element!).Array[type.Size].Select(AbiValue.Of),
        _ => type.Components.Aggregate(
            Gen.Const(Array.Empty<AbiValue>()),
            (fields, component) => Gen.Select(fields, Of(component.Type), (before, next) => (AbiValue[])[.. before, next])).Select(AbiValue.Of),
    };
}
