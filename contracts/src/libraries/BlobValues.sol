// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBatchVotes} from "../interfaces/IBatchVotes.sol";
import {ScalarField} from "./ScalarField.sol";

/// @notice What the blobs of a batch say at one point, shown by the point evaluation precompile (EIP-4844).
library BlobValues {
    uint256 private constant R = ScalarField.R;
    uint256 private constant OPENING_LENGTH = 128; // value, commitment, proof

    /// @notice Σ z^(4096·b)·y_b, each y_b shown for its blob.
    function sum(bytes32[] calldata versionedHashes, uint256 z, bytes calldata openings)
        internal
        view
        returns (uint256 total)
    {
        // Calldata holds all of it, or the length is wrong: nothing overflows.
        unchecked {
            uint256 count = versionedHashes.length;
            if (openings.length != count * OPENING_LENGTH) revert IBatchVotes.WrongOpeningsLength(openings.length);
            uint256 step = 1;
            if (count > 1) {
                step = z;
                for (uint256 i = 0; i < 12; i++) {
                    step = mulmod(step, step, R);
                }
            }
            uint256 weight = 1;
            for (uint256 b = 0; b < count; b++) {
                (bool shown, uint256 value) = _open(versionedHashes[b], z, openings, b * OPENING_LENGTH);
                if (!shown) revert IBatchVotes.WrongOpening(b);
                total = addmod(total, mulmod(weight, value, R), R);
                weight = mulmod(weight, step, R);
            }
        }
    }

    /// @dev The precompile answers with 64 bytes or fails; it refuses values that are not below r.
    function _open(bytes32 versionedHash, uint256 z, bytes calldata openings, uint256 offset)
        private
        view
        returns (bool shown, uint256 value)
    {
        assembly ("memory-safe") {
            let p := mload(0x40)
            mstore(p, versionedHash)
            mstore(add(p, 0x20), z)
            calldatacopy(add(p, 0x40), add(openings.offset, offset), OPENING_LENGTH)
            value := mload(add(p, 0x40))
            shown := staticcall(gas(), 10, p, 192, 0, 0)
            shown := and(shown, eq(returndatasize(), 64))
        }
    }
}
