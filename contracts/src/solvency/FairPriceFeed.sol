// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {SolvencyFeed} from "./SolvencyFeed.sol";
import {SpotPrice} from "./SpotPrice.sol";

/// @notice What a claim on the rollup's token is worth now, in the currency of the spot feed; rounded down. Reverts when nobody says.
/// @dev Warning: it moves within a round, as spot does; `updatedAt` is the older of the report's and the spot price's time.
contract FairPriceFeed is SolvencyFeed {
    using SpotPrice for IAggregatorV3;

    /// @inheritdoc IAggregatorV3
    uint8 public constant decimals = 8;
    /// @inheritdoc IAggregatorV3
    string public constant description = "Plimsoll fair price";

    IAggregatorV3 public immutable spot;
    uint64 public immutable spotMaxAge;

    uint256 private immutable _spotUnit;

    constructor(
        ISolvencyOracle oracle_,
        bytes32 chainKey_,
        address asset_,
        uint64 maxStaleness_,
        IAggregatorV3 spot_,
        uint64 spotMaxAge_
    ) SolvencyFeed(oracle_, chainKey_, asset_, maxStaleness_) {
        (spot, spotMaxAge) = (spot_, spotMaxAge_);
        _spotUnit = SpotPrice.factor(spot_.decimals(), 0);
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData()
        public
        view
        override
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        (roundId, answer, startedAt, updatedAt, answeredInRound) = super.latestRoundData();
        (, uint256 spotAt) = spot.read(spotMaxAge);
        if (spotAt < updatedAt) updatedAt = spotAt;
    }

    function _answer(ISolvencyOracle.Report memory r) internal view override returns (int256) {
        (uint256 price,) = spot.read(spotMaxAge);
        uint256 fair = price * (10_000 - r.discountBps) * 1e8 / (10_000 * _spotUnit);
        if (fair == 0) revert NoPrice();
        return int256(fair);
    }
}
