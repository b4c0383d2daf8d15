namespace Plimsoll.L1.Abi;

/// <summary>The families of types in the contract ABI.</summary>
public enum AbiKind
{
    /// <summary><c>uint8</c> to <c>uint256</c>.</summary>
    UnsignedInteger,

    /// <summary><c>int8</c> to <c>int256</c>.</summary>
    SignedInteger,

    /// <summary><c>address</c>.</summary>
    Address,

    /// <summary><c>bool</c>.</summary>
    Boolean,

    /// <summary><c>bytes1</c> to <c>bytes32</c>.</summary>
    FixedBytes,

    /// <summary><c>bytes</c>.</summary>
    Bytes,

    /// <summary><c>string</c>.</summary>
    Text,

    /// <summary><c>T[]</c>.</summary>
    Array,

    /// <summary><c>T[n]</c>.</summary>
    FixedArray,

    /// <summary><c>(T1,…,Tn)</c>: a struct, or the parameters of a function.</summary>
    Tuple,
}
