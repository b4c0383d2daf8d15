// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BlobElement} from "../types/FraudProof.sol";
import {OperationWord} from "../types/OperationWord.sol";
import {BlobOpening} from "./BlobOpening.sol";

/// @notice The elements of slots that a proof shows: each checked against its blob, asked for by slot and part, and none idle.
/// @dev Positions ascend strictly, so that a set of elements has one order.
library SlotReader {
    struct Elements {
        uint256[] positions;
        uint256[] values;
        /// @dev One bit for each element that was asked for.
        uint256 used;
    }

    /// @notice More elements than any fault needs.
    error TooManyElements(uint256 count);

    /// @notice An element stands before or at the one in front of it, or behind the batch.
    error ElementOutOfPlace(uint32 position);

    /// @notice What the fault is about was not opened.
    error ElementMissing(uint256 position);

    /// @notice An element that the fault is not about was opened.
    error ElementNotNeeded(uint256 position);

    uint256 internal constant WORD = 0;
    uint256 internal constant X = 1;
    uint256 internal constant Y = 2;
    uint256 internal constant ROOT = 3;

    uint256 private constant MAX_ELEMENTS = 8;
    uint256 private constant PER_SLOT = 4;
    uint256 private constant PER_BLOB = 4096;

    /// @notice Checks every opening. Slot i is the elements 4·i to 4·i + 3, since a blob holds 1,024 slots.
    function read(BlobElement[] calldata opened, bytes32[] calldata versionedHashes)
        internal
        view
        returns (Elements memory elements)
    {
        if (opened.length > MAX_ELEMENTS) revert TooManyElements(opened.length);
        elements.positions = new uint256[](opened.length);
        elements.values = new uint256[](opened.length);
        uint256 start = 0;
        for (uint256 i = 0; i < opened.length; i++) {
            uint256 position = opened[i].position;
            if ((i > 0 && position <= elements.positions[i - 1]) || position >= PER_BLOB * versionedHashes.length) {
                revert ElementOutOfPlace(opened[i].position);
            }
            elements.positions[i] = position;
            elements.values[i] = opened[i].value;
            uint256 blob = position / PER_BLOB;
            if (i + 1 == opened.length || opened[i + 1].position / PER_BLOB != blob) {
                BlobOpening.check(opened, start, i + 1, versionedHashes[blob]);
                start = i + 1;
            }
        }
    }

    /// @notice Whether a part of a slot was opened.
    function has(Elements memory elements, uint256 slot, uint256 part) internal pure returns (bool) {
        return _find(elements, PER_SLOT * slot + part) < elements.positions.length;
    }

    /// @notice Returns a part of a slot, which must have been opened.
    function take(Elements memory elements, uint256 slot, uint256 part) internal pure returns (uint256) {
        uint256 position = PER_SLOT * slot + part;
        uint256 i = _find(elements, position);
        if (i == elements.positions.length) revert ElementMissing(position);
        elements.used |= 1 << i;
        return elements.values[i];
    }

    /// @notice Returns the word of a slot, which must have been opened.
    function takeWord(Elements memory elements, uint256 slot) internal pure returns (OperationWord) {
        return OperationWord.wrap(take(elements, slot, WORD));
    }

    /// @notice Reverts if an element was opened that nobody asked for.
    function requireAllUsed(Elements memory elements) internal pure {
        for (uint256 i = 0; i < elements.positions.length; i++) {
            if (elements.used >> i & 1 == 0) revert ElementNotNeeded(elements.positions[i]);
        }
    }

    function _find(Elements memory elements, uint256 position) private pure returns (uint256 i) {
        while (i < elements.positions.length && elements.positions[i] != position) i++;
    }
}
