// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {SolvencyFeed} from "./SolvencyFeed.sol";

/// @notice Escrow over liabilities: 10,000 is full cover, 0 when nobody says.
contract CoverageFeed is SolvencyFeed {
    /// @inheritdoc IAggregatorV3
    uint8 public constant decimals = 4;
    /// @inheritdoc IAggregatorV3
    string public constant description = "Plimsoll coverage";

    constructor(ISolvencyOracle oracle_, bytes32 chainKey_, address asset_, uint64 maxStaleness_)
        SolvencyFeed(oracle_, chainKey_, asset_, maxStaleness_)
    {}

    function _answer(ISolvencyOracle.Report memory r) internal pure override returns (int256) {
        return int256(uint256(r.coverageBps));
    }
}
