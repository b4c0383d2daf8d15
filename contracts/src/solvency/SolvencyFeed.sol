// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ISolvencyFeed} from "../interfaces/ISolvencyFeed.sol";
import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {ReportRange} from "./ReportRange.sol";

/// @notice What all feeds of an oracle have in common, see `ISolvencyFeed`.
abstract contract SolvencyFeed is ISolvencyFeed {
    using ReportRange for ISolvencyOracle.Report;

    /// @inheritdoc IAggregatorV3
    uint256 public constant version = 1;

    /// @inheritdoc ISolvencyFeed
    ISolvencyOracle public immutable oracle;
    /// @inheritdoc ISolvencyFeed
    bytes32 public immutable chainKey;
    /// @inheritdoc ISolvencyFeed
    address public immutable asset;
    /// @inheritdoc ISolvencyFeed
    uint64 public immutable maxStaleness;

    constructor(ISolvencyOracle oracle_, bytes32 chainKey_, address asset_, uint64 maxStaleness_) {
        if (maxStaleness_ == 0 || maxStaleness_ > oracle_.maxStaleness()) revert InvalidStaleness(maxStaleness_);
        (oracle, chainKey, asset, maxStaleness) = (oracle_, chainKey_, asset_, maxStaleness_);
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData() public view virtual returns (uint80, int256, uint256, uint256, uint80) {
        (ISolvencyOracle.Report memory r, uint64 seq) = _report();
        return (seq, _answer(r), r.asOfTime, r.asOfTime, seq);
    }

    /// @inheritdoc IAggregatorV3
    function getRoundData(uint80 roundId) external view returns (uint80, int256, uint256, uint256, uint80) {
        (, uint64 seq) = oracle.published(chainKey, asset);
        if (roundId != seq) revert RoundNotKept(roundId);
        return latestRoundData();
    }

    /// @inheritdoc ISolvencyFeed
    function latestAnswer() external view returns (int256 answer) {
        (, answer,,,) = latestRoundData();
    }

    /// @inheritdoc ISolvencyFeed
    function latestTimestamp() external view returns (uint256 updatedAt) {
        (,,, updatedAt,) = latestRoundData();
    }

    /// @dev What holds now, by this feed's limit on age.
    function _report() internal view returns (ISolvencyOracle.Report memory r, uint64 seq) {
        (r, seq) = oracle.published(chainKey, asset);
        if (seq == 0 || block.timestamp > uint256(r.asOfTime) + maxStaleness) r.worsen();
    }

    /// @dev This feed's number of a report that holds.
    function _answer(ISolvencyOracle.Report memory r) internal view virtual returns (int256);
}
