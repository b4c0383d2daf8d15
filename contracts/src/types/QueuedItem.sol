// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice An item of the queue as its hash chain holds it, with the key that is used. Spec: docs/spec/batches.md#queue.
struct QueuedItem {
    /// @dev kind·2^232 + owner·2^72 + token·2^64 + from·2^32 + to.
    uint256 packed;
    uint256 amount;
    /// @dev A, or (0, 0) where no key is named.
    uint256 keyX;
    uint256 keyY;
}

using QueuedItems for QueuedItem global;

/// @notice The fields of an item and its kinds.
library QueuedItems {
    uint256 internal constant DEPOSIT = 1;
    uint256 internal constant FORCED_TRANSFER = 2;
    uint256 internal constant FORCED_EXIT = 3;
    uint256 internal constant FORCED_KEY = 4;

    function kind(QueuedItem memory item) internal pure returns (uint256) {
        return item.packed >> 232;
    }

    function owner(QueuedItem memory item) internal pure returns (address) {
        return address(uint160(item.packed >> 72));
    }

    function token(QueuedItem memory item) internal pure returns (uint256) {
        return uint8(item.packed >> 64);
    }

    /// @notice The payer, or a deposit's hint.
    function from(QueuedItem memory item) internal pure returns (uint256) {
        return uint32(item.packed >> 32);
    }

    function to(QueuedItem memory item) internal pure returns (uint256) {
        return uint32(item.packed);
    }
}
