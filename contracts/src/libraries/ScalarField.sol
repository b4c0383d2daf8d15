// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The scalar field of BLS12-381, of which every element of a blob and of the state is one.
library ScalarField {
    /// @dev r, the order of the field.
    uint256 internal constant R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    /// @notice 1 / z by the modular exponentiation precompile (EIP-198); 0 for zero.
    function inverse(uint256 z) internal view returns (uint256 result) {
        bool success;
        assembly ("memory-safe") {
            let p := mload(0x40)
            mstore(p, 0x20)
            mstore(add(p, 0x20), 0x20)
            mstore(add(p, 0x40), 0x20)
            mstore(add(p, 0x60), z)
            mstore(add(p, 0x80), sub(R, 2))
            mstore(add(p, 0xa0), R)
            success := staticcall(gas(), 5, p, 0xc0, 0x00, 0x20)
            result := mload(0x00)
        }
        assert(success);
    }
}
