// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {SolvencyFeed} from "./SolvencyFeed.sol";

/// @notice 0 while fresh reports say that the rollup's sequencer is up, else 1, as sequencer uptime feeds say it.
/// @dev A round starts and is updated when the answer changes: consumers wait for a grace period after `startedAt`. Warning: the answer knows
/// nothing of the regime. In RED and BLACK it stays 0 while the sequencer works, so that liquidations go on; who lends reads a haircut or a price as well.
contract SequencerStatusFeed is SolvencyFeed {
    /// @inheritdoc IAggregatorV3
    uint8 public constant decimals = 0;
    /// @inheritdoc IAggregatorV3
    string public constant description = "Plimsoll sequencer status";

    /// @dev The oracle keeps the times of changes, by its own limit on age.
    constructor(ISolvencyOracle oracle_, bytes32 chainKey_, address asset_)
        SolvencyFeed(oracle_, chainKey_, asset_, oracle_.maxStaleness())
    {}

    /// @inheritdoc IAggregatorV3
    function latestRoundData() public view override returns (uint80, int256, uint256, uint256, uint80) {
        (ISolvencyOracle.Report memory r, uint64 seq) = _report();
        (, uint64 since) = oracle.sequencerStatus(chainKey, asset);
        return (seq, _answer(r), since, since, seq);
    }

    /// @dev A stale report has a sequencer that is down.
    function _answer(ISolvencyOracle.Report memory r) internal pure override returns (int256) {
        return r.sequencerDownSince == 0 ? int256(0) : int256(1);
    }
}
