// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "./IAggregatorV3.sol";
import {ISolvencyOracle} from "./ISolvencyOracle.sol";

/// @notice One number of a solvency oracle as a feed. The round is the report's number, its times are those of the report's cut.
/// @dev Once the report is older than `maxStaleness`, or without one, a number feed answers the worst case and a price feed reverts: a
/// price of zero would give collateral away. Spec: docs/spec/oracle.md#feeds.
interface ISolvencyFeed is IAggregatorV3 {
    /// @notice A limit on age that is zero or above the oracle's own.
    error InvalidStaleness(uint64 maxStaleness);

    /// @notice Only the latest round is kept.
    error RoundNotKept(uint80 roundId);

    /// @notice There is no price that anybody should trade at.
    error NoPrice();

    /// @notice The latest answer alone, as consumers of the older interface read it.
    /// @dev Warning: without its time. It is the worst case, or reverts, when it is stale.
    function latestAnswer() external view returns (int256);

    /// @notice The time of the latest answer.
    function latestTimestamp() external view returns (uint256);

    function oracle() external view returns (ISolvencyOracle);
    function chainKey() external view returns (bytes32);
    function asset() external view returns (address);

    /// @notice Seconds after which this feed takes a report for stale: at most the oracle's.
    function maxStaleness() external view returns (uint64);
}
