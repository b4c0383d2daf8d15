// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../../src/interfaces/IAggregatorV3.sol";

/// @notice A price feed whose answer anybody sets.
contract SpotFeed is IAggregatorV3 {
    uint256 public constant version = 1;
    string public constant description = "spot";
    uint8 public immutable decimals;

    int256 private _answer;
    uint256 private _updatedAt;
    uint80 private _round;

    constructor(uint8 decimals_, int256 answer) {
        decimals = decimals_;
        set(answer, block.timestamp);
    }

    function set(int256 answer, uint256 updatedAt) public {
        (_answer, _updatedAt) = (answer, updatedAt);
        _round++;
    }

    function latestRoundData() public view returns (uint80, int256, uint256, uint256, uint80) {
        return (_round, _answer, _updatedAt, _updatedAt, _round);
    }

    function getRoundData(uint80) external view returns (uint80, int256, uint256, uint256, uint80) {
        return latestRoundData();
    }
}
