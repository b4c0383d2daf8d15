using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <summary>Why compiled code stopped itself: the codes of <c>Panic(uint256)</c> (Solidity documentation, "Panic via assert and Error via require").</summary>
public static class PanicCode
{
    /// <summary>Says what a code means.</summary>
    public static string Describe(UInt256 code) => code.FitsUInt64
        ? (ulong)code switch
        {
            0x00 => "a panic the compiler inserted, without a kind",
            0x01 => "an assertion failed",
            0x11 => "arithmetic overflowed or underflowed",
            0x12 => "division or modulo by zero",
            0x21 => "a value is outside its enumeration",
            0x22 => "a byte array in storage is encoded wrongly",
            0x31 => "pop on an empty array",
            0x32 => "an index is outside its array",
            0x41 => "too much memory was asked for, or an array is too large",
            0x51 => "a function variable that was never set was called",
            _ => Unknown(code),
        }
        : Unknown(code);

    private static string Unknown(UInt256 code) => $"a panic of an unknown kind, {code.ToHex()}";
}
