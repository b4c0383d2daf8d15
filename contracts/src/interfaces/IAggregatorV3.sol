// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A feed as consumers of Chainlink's AggregatorV3Interface read it.
interface IAggregatorV3 {
    function decimals() external view returns (uint8);
    function description() external view returns (string memory);
    function version() external view returns (uint256);

    /// @dev Warning: of our feeds only the latest round is kept; others revert.
    function getRoundData(uint80 roundId)
        external
        view
        returns (uint80 round, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);

    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
