// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../../src/interfaces/IAggregatorV3.sol";
import {IReserveFreezer} from "../../src/interfaces/IReserveFreezer.sol";

/// @notice Reads feeds with the checks that lenders make: the ones in Chainlink's guides and in Aave's contracts.
contract FeedConsumers {
    uint256 private constant GRACE = 3_600;

    error PriceInvalid();

    /// @notice A price that is positive, answered in its own round, and not old.
    function price(IAggregatorV3 feed, uint256 heartbeat) external view returns (uint256) {
        (uint80 roundId, int256 answer,, uint256 updatedAt, uint80 answeredInRound) = feed.latestRoundData();
        if (answer <= 0 || answeredInRound < roundId || updatedAt == 0 || block.timestamp - updatedAt > heartbeat) {
            revert PriceInvalid();
        }
        return uint256(answer);
    }

    /// @notice Up, and for longer than the grace period.
    function sequencerIsUp(IAggregatorV3 feed) external view returns (bool) {
        (, int256 answer, uint256 startedAt,,) = feed.latestRoundData();
        return answer == 0 && block.timestamp - startedAt > GRACE;
    }

    /// @notice Reserves cover the supply.
    function isBacked(IAggregatorV3 feed, uint256 totalSupply) external view returns (bool) {
        (, int256 answer,,,) = feed.latestRoundData();
        return !(answer < 0 || totalSupply > uint256(answer));
    }
}

/// @notice A market's configurator: freezes once, refuses what it is told to refuse.
contract FreezerActor is IReserveFreezer {
    mapping(address => bool) public isFrozen;
    mapping(address => bool) public refuses;

    error InvalidFreezeState();

    function setRefuses(address asset, bool value) external {
        refuses[asset] = value;
    }

    function setReserveFreeze(address asset, bool freeze) external {
        if (refuses[asset] || isFrozen[asset] == freeze) revert InvalidFreezeState();
        isFrozen[asset] = freeze;
    }
}
