// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";

/// @notice The price of the token itself on the base layer, from a feed that is not ours.
library SpotPrice {
    /// @notice Not positive, absurdly large, older than allowed, or of the future.
    error InvalidSpot(int256 answer, uint256 updatedAt);

    /// @notice The decimals do not leave a whole factor.
    error InvalidDecimals(uint256 up, uint256 down);

    /// @notice The feed's answer, with the feed's decimals; below 2^128.
    function read(IAggregatorV3 feed, uint64 maxAge) internal view returns (uint256 price, uint256 updatedAt) {
        int256 answer;
        (, answer,, updatedAt,) = feed.latestRoundData();
        if (
            answer <= 0 || answer > int256(uint256(type(uint128).max)) || updatedAt > block.timestamp
                || block.timestamp - updatedAt > maxAge
        ) revert InvalidSpot(answer, updatedAt);
        price = uint256(answer);
    }

    /// @notice 10^(up − down).
    function factor(uint256 up, uint256 down) internal pure returns (uint256) {
        if (up < down || up - down > 38) revert InvalidDecimals(up, down);
        return 10 ** (up - down);
    }
}
