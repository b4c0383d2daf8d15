// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice How much of a token may leave a rollup at once, and how it comes back with time.
/// @dev A bucket: full at `size` = max(floor, share of the escrow at the last quiet point), refilled evenly over `period`. A quiet point is a
/// moment with nothing waiting, so an attack cannot lower the size, and deposits during one cannot raise it.
library OutflowQuota {
    struct Rule {
        uint256 floor;
        uint16 shareBasisPoints;
        uint64 period;
    }

    struct Bucket {
        uint128 size;
        uint128 left;
        uint64 updatedAt;
    }

    /// @notice The bucket as it is now: refilled since the last look, and resized if nothing waits.
    function refreshed(Bucket memory b, Rule memory rule, uint256 escrow, bool isQuiet)
        internal
        view
        returns (Bucket memory)
    {
        if (isQuiet) {
            uint256 share = escrow * rule.shareBasisPoints / 10_000; // rounded down: the quota is the smaller one
            uint256 size = share > rule.floor ? share : rule.floor;
            if (size > type(uint128).max) size = type(uint128).max;
            uint256 used = b.updatedAt == 0 || b.left > b.size ? 0 : b.size - b.left;
            // What was used stays used: a resize gives nothing back.
            b.left = uint128(size > used ? size - used : 0);
            b.size = uint128(size);
        }
        uint256 elapsed = block.timestamp - b.updatedAt;
        uint256 refill = elapsed >= rule.period ? b.size : uint256(b.size) * elapsed / rule.period; // rounded down
        uint256 left = b.left + refill;
        b.left = left > b.size ? b.size : uint128(left);
        b.updatedAt = uint64(block.timestamp);
        return b;
    }
}
