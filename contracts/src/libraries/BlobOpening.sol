// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BlobElement} from "../types/FraudProof.sol";
import {ScalarField} from "./ScalarField.sol";

/// @notice Shows one element of a blob by the point evaluation precompile (EIP-4844).
library BlobOpening {
    /// @notice Commitment, proof and value do not show this element of the blob that was committed.
    error WrongOpening(uint32 position);

    /// @dev 7^((r − 1) / 4096): the blob's polynomial has element k as its value at ω^brp(k).
    uint256 private constant OMEGA = 0x564c0a11a0f704f4fc3e8acfe0f8245f0ad1347b378fbf96e206da11a5d36306;

    uint256 private constant R = ScalarField.R;

    /// @notice Reverts unless the element is in the blob of this hash, at its position modulo 4,096.
    function check(BlobElement calldata element, bytes32 versionedHash) internal view {
        bytes calldata commitment = element.commitment;
        bytes calldata proof = element.proof;
        if (commitment.length != 48 || proof.length != 48) revert WrongOpening(element.position);
        uint256 z = pointOf(element.position % 4096);
        uint256 value = element.value;
        bool success;
        assembly ("memory-safe") {
            let p := mload(0x40)
            mstore(p, versionedHash)
            mstore(add(p, 0x20), z)
            mstore(add(p, 0x40), value)
            calldatacopy(add(p, 0x60), commitment.offset, 48)
            calldatacopy(add(p, 0x90), proof.offset, 48)
            // The precompile answers with 64 bytes or fails; it refuses a value that is not below r.
            success := and(eq(returndatasize(), 64), staticcall(gas(), 10, p, 192, 0, 0))
        }
        if (!success) revert WrongOpening(element.position);
    }

    /// @notice ω^brp(k), where brp reverses the 12 bits of k.
    function pointOf(uint256 k) internal pure returns (uint256 z) {
        z = 1;
        uint256 power = OMEGA;
        for (uint256 bit = 1 << 11; bit != 0; bit >>= 1) {
            if (k & bit != 0) z = mulmod(z, power, R);
            power = mulmod(power, power, R);
        }
    }
}
