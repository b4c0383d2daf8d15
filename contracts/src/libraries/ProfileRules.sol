// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../interfaces/IRollup.sol";
import {DataLayout, Profile} from "../types/Profile.sol";
import {ProofKinds} from "../types/ProofKind.sol";

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
        _require(p.maxSlots >= 1 && p.maxSlots <= (p.dataLayout == DataLayout.Full ? 6 * 1024 : 6 * 4096), "maxSlots");
        _require(p.maxDueItems >= 1 && p.maxDueItems <= p.maxSlots, "maxDueItems");
        _checkMechanism(p);
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

    /// @dev One kind alone, or k of several with k ≥ 2: then no single kind makes a batch final (iMUL-001). Who signs never does alone.
    function _checkMechanism(Profile memory p) private pure {
        uint256 count = ProofKinds.count(p.kinds);
        _require(p.kinds != 0 && p.kinds <= ProofKinds.ALL && p.kinds != ProofKinds.QUORUM, "kinds");
        _require(p.threshold <= count && p.threshold >= (count == 1 ? 1 : 2), "threshold");
        if (p.dataLayout == DataLayout.Compact) {
            // What is not published cannot be disputed: the proof is all there is, so it has to be among the votes.
            _require(p.kinds & ProofKinds.FRAUD_WINDOW == 0, "dataLayout");
            _require(p.challengeWindow == 0, "challengeWindow");
        } else {
            _require(p.challengeWindow >= 1 && p.challengeWindow <= LONGEST_DISPUTE - MARGIN, "challengeWindow");
        }
        bool isTimeAlone = p.kinds == ProofKinds.FRAUD_WINDOW;
        uint256 longest = LONGEST_DISPUTE - MARGIN - p.challengeWindow;
        _require(
            isTimeAlone ? p.proofDeadline == 0 : p.proofDeadline >= 1 && p.proofDeadline <= longest, "proofDeadline"
        );
        _require(isTimeAlone == (p.votes == address(0)), "votes");
    }

    function _require(bool holds, string memory field) private pure {
        if (!holds) revert IRollup.InvalidProfile(field);
    }
}
