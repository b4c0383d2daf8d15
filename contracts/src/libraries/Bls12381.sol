// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The precompiles of EIP-2537 over memory. Points are 128 bytes in G1 and 256 in G2, scalars 32.
library Bls12381 {
    /// @notice A precompile refused its input.
    error InvalidPoint();

    uint256 internal constant G1_LENGTH = 128;
    uint256 internal constant G2_LENGTH = 256;
    uint256 internal constant PAIR_LENGTH = 384;

    /// @dev The order of both groups.
    uint256 internal constant R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    uint256 private constant Q_HIGH = 0x1a0111ea397fe69a4b1ba7b6434bacd7;
    uint256 private constant Q_LOW = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;

    /// @notice Writes P + Q to `out`; the two lie behind one another at `input`. Checks the curve and not the subgroup.
    function addG1(uint256 input, uint256 out) internal view {
        _call(0x0b, input, 2 * G1_LENGTH, out, G1_LENGTH);
    }

    /// @notice Writes the sum of `count` products to `out`; each is a point and a scalar behind one another. Checks the subgroup.
    function sumG1(uint256 input, uint256 count, uint256 out) internal view {
        unchecked {
            _call(0x0c, input, (G1_LENGTH + 32) * count, out, G1_LENGTH);
        }
    }

    /// @notice Whether the product of `count` pairings is one; each is a point of G1 and one of G2. Checks both subgroups.
    function productIsOne(uint256 input, uint256 count) internal view returns (bool isOne) {
        uint256 out;
        assembly ("memory-safe") {
            out := 0x00
        }
        unchecked {
            _call(0x0f, input, PAIR_LENGTH * count, out, 0x20);
        }
        assembly ("memory-safe") {
            isOne := mload(0x00)
        }
    }

    /// @notice Negates a coordinate in place: 64 bytes at `y`, below q and not zero.
    function negate(uint256 y) internal pure {
        assembly ("memory-safe") {
            let low := mload(add(y, 0x20))
            mstore(add(y, 0x20), sub(Q_LOW, low))
            mstore(y, sub(sub(Q_HIGH, mload(y)), gt(low, Q_LOW)))
        }
    }

    function _call(uint256 precompile, uint256 input, uint256 length, uint256 out, uint256 outLength) private view {
        bool success;
        assembly ("memory-safe") {
            success := staticcall(gas(), precompile, input, length, out, outLength)
        }
        if (!success) revert InvalidPoint();
    }
}
