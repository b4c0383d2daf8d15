// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice For each item of a queue when it entered, and how many forced ones had entered before it: three items to a slot.
library QueueTimes {
    struct Log {
        mapping(uint256 slot => uint256) slots;
    }

    uint256 private constant PER_SLOT = 3;
    uint256 private constant WIDTH = 80;

    function push(Log storage log, uint64 number, uint64 forced) internal {
        uint256 entry = uint256(uint40(block.timestamp)) << 40 | uint40(forced);
        log.slots[number / PER_SLOT] |= entry << (number % PER_SLOT * WIDTH);
    }

    function enteredAt(Log storage log, uint64 number) internal view returns (uint64) {
        return uint40(_entry(log, number) >> 40);
    }

    function forcedBefore(Log storage log, uint64 number) internal view returns (uint64) {
        return uint40(_entry(log, number));
    }

    function _entry(Log storage log, uint64 number) private view returns (uint256) {
        return log.slots[number / PER_SLOT] >> (number % PER_SLOT * WIDTH);
    }
}
