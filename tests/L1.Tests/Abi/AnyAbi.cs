using CsCheck;
using Plimsoll.L1.Abi;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Abi;

/// <summary>Types with values that fit them.</summary>
internal static class AnyAbi
{
    private static readonly Gen<UInt256> AnyWord = Gen.Byte.Array[32].Select(bytes => UInt256.FromBytes(bytes));

    private static readonly Gen<(AbiType Type, AbiValue Value)> AnyElementary = Gen.OneOf(
        Gen.Select(Gen.Int[1, 32], AnyWord, Gen.Int[0, 255], (width, word, shift) =>
            (AbiType.UnsignedInteger(8 * width), (AbiValue)(word >> Math.Max(256 - (8 * width), shift)))),
        Gen.Select(Gen.Int[1, 32], AnyWord, Gen.Bool, (width, word, negative) =>
        {
            UInt256 magnitude = word >> (257 - (8 * width));
            UInt256.TrySubtract(UInt256.MaxValue, magnitude, out UInt256 complement);
            return (AbiType.SignedInteger(8 * width), (AbiValue)Int256.FromTwosComplement(negative ? complement : magnitude));
        }),
        Gen.Byte.Array[20].Select(bytes => (AbiType.Address, (AbiValue)new Address(bytes))),
        Gen.Bool.Select(value => (AbiType.Boolean, (AbiValue)value)),
        Gen.Byte.Array[1, 32].Select(bytes => (AbiType.FixedBytes(bytes.Length), (AbiValue)bytes)),
        Gen.Byte.Array[0, 70].Select(bytes => (AbiType.Bytes, (AbiValue)bytes)),
        Gen.Char[' ', 'ÿ'].Array[0, 40].Select(text => (AbiType.Text, (AbiValue)new string(text))));

    /// <summary>A type and a value of it, nested at most so deep.</summary>
    public static Gen<(AbiType Type, AbiValue Value)> TypeAndValue(int depth)
    {
        if (depth == 0)
            return AnyElementary;
        Gen<(AbiType Type, AbiValue Value)> inner = TypeAndValue(depth - 1);
        return Gen.Frequency(
            (3, AnyElementary),
            (1, Gen.Select(inner, Gen.Int[0, 3], (item, count) =>
                (AbiType.Array(item.Type), AbiValue.Of([.. Enumerable.Repeat(item.Value, count)])))),
            (1, Gen.Select(inner, Gen.Int[1, 3], (item, count) =>
                (AbiType.FixedArray(item.Type, count), AbiValue.Of([.. Enumerable.Repeat(item.Value, count)])))),
            (1, inner.Array[1, 3].Select(items =>
                (AbiType.Tuple([.. items.Select(item => new AbiParameter("", item.Type))]), AbiValue.Of([.. items.Select(item => item.Value)])))));
    }

    /// <summary>The types and values of a call.</summary>
    public static readonly Gen<(AbiType Type, AbiValue Value)[]> Arguments = TypeAndValue(3).Array[0, 4];
}
