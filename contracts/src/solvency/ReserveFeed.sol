// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IERC20} from "../interfaces/IERC20.sol";
import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {SolvencyFeed} from "./SolvencyFeed.sol";

/// @notice The reserves behind a claim token, in its units, as proof-of-reserve feeds say it: its supply times the coverage, rounded down.
/// @dev Below the supply exactly when the rollup's token is not fully covered; 0 when nobody says.
contract ReserveFeed is SolvencyFeed {
    /// @inheritdoc IAggregatorV3
    string public constant description = "Plimsoll reserves";

    /// @inheritdoc IAggregatorV3
    uint8 public immutable decimals;

    IERC20 public immutable claimToken;

    constructor(ISolvencyOracle oracle_, bytes32 chainKey_, address asset_, uint64 maxStaleness_, IERC20 claimToken_)
        SolvencyFeed(oracle_, chainKey_, asset_, maxStaleness_)
    {
        claimToken = claimToken_;
        decimals = claimToken_.decimals();
    }

    function _answer(ISolvencyOracle.Report memory r) internal view override returns (int256) {
        uint256 supply = claimToken.totalSupply();
        if (supply > type(uint128).max) return 0;
        return int256(supply * r.coverageBps / 10_000);
    }
}
