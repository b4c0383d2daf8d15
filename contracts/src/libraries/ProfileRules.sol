// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../interfaces/IRollup.sol";
import {Profile} from "../types/Profile.sol";

/// @notice Which profiles a rollup can be deployed with. Spec: docs/spec/profile.md.
library ProfileRules {
    /// @notice Blobs are kept 18 days; a dispute has four of them to spare.
    uint256 internal constant LONGEST_DISPUTE = 14 days;

    /// @notice The part of those days in which a transaction gets onto L1, however crowded.
    uint256 internal constant MARGIN = 1 days;

    /// @notice Nobody waits longer for the way out to open.
    uint256 internal constant LONGEST_ESCAPE = 90 days;

    /// @notice Three worst disputes of 1,500,000 gas at 500 gwei.
    uint256 internal constant LEAST_BOND = 3 * 1_500_000 * 500 gwei;

    /// @notice Reverts with the first field that is out of its range.
    function check(Profile memory p, uint256 tokenCount) internal pure {
        _require(p.depth >= 1 && p.depth <= 15, "depth");
        _require(p.maxSlots >= 1 && p.maxSlots <= 6 * 1024, "maxSlots");
        _require(p.maxDueItems >= 1 && p.maxDueItems <= p.maxSlots, "maxDueItems");
        _require(p.challengeWindow >= 1 && p.challengeWindow <= LONGEST_DISPUTE - MARGIN, "challengeWindow");
        _require(p.inclusionDelay >= 1 && p.inclusionDelay <= p.openAfter, "inclusionDelay");
        _require(p.openAfter < p.escapeAfter, "openAfter");
        _require(p.escapeAfter <= LONGEST_ESCAPE, "escapeAfter");
        _require(p.maxBatchAge >= 1 && p.maxBatchAge <= MARGIN, "maxBatchAge");
        _require(p.bond >= LEAST_BOND && p.bond <= type(uint96).max, "bond");
        _require(p.forcedFee >= 1, "forcedFee");
        _require(p.maxOpenItems >= 2, "maxOpenItems");
        _require(p.quotaFloor >= 1, "quotaFloor");
        _require(p.quotaShare <= 10_000, "quotaShare");
        _require(p.quotaPeriod >= 1, "quotaPeriod");
        _require(tokenCount >= 1 && tokenCount <= 256, "tokens");
    }

    function _require(bool holds, string memory field) private pure {
        if (!holds) revert IRollup.InvalidProfile(field);
    }
}
