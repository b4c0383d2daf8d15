// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice How much of a token may leave a rollup at once, and how it comes back with time.
/// @dev A bucket: full at `size` = max(floor, share of the escrow at the last quiet point), refilled evenly over `period`. A quiet point is a
/// moment with nothing waiting, so an attack cannot lower the size, and deposits during one cannot raise it.
library OutflowQuota {
    /// @dev One slot.
    struct Rule {
        uint128 floor;
        uint16 shareBasisPoints;
        uint64 period;
    }

    /// @notice The size of the bucket at a quiet point.
    function sizeAt(Rule memory rule, uint128 escrow) internal pure returns (uint128) {
        uint128 share = uint128(uint256(escrow) * rule.shareBasisPoints / 10_000); // rounded down: the quota is the smaller one
        return share > rule.floor ? share : rule.floor;
    }

    /// @notice What is still used of a bucket of this size, this many seconds after `used` was.
    /// @dev What was used stays used when the size changes, as far as there is room for it: a resize gives nothing back.
    function usedAfter(Rule memory rule, uint256 elapsed, uint128 used, uint128 size) internal pure returns (uint128) {
        if (used > size) used = size;
        if (elapsed >= rule.period) return 0;
        uint128 refill = uint128(uint256(size) * elapsed / rule.period); // rounded down
        return used > refill ? used - refill : 0;
    }
}
