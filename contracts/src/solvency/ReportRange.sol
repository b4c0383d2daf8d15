// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";

/// @notice Which reports can be true at all.
library ReportRange {
    uint256 private constant ONE = 10_000;
    uint8 internal constant GREEN = 0;
    uint8 internal constant AMBER = 1;
    uint8 internal constant RED = 2;
    uint8 internal constant BLACK = 3;

    /// @notice Refuses a report with a field outside its range, or one that contradicts another.
    /// @dev Each relation survives the median and the limits on moves, because both sides move the same way.
    function check(ISolvencyOracle.Report memory r) internal pure {
        if (r.regime > BLACK) revert ISolvencyOracle.OutOfRange("regime", r.regime);
        if (r.haircutBps > ONE || ONE - r.haircutBps > r.coverageBps) {
            revert ISolvencyOracle.OutOfRange("haircutBps", r.haircutBps);
        }
        if (uint256(r.collateralFactorBps) + r.haircutBps > ONE) {
            revert ISolvencyOracle.OutOfRange("collateralFactorBps", r.collateralFactorBps);
        }
        if (r.imAddOnBps > ONE) revert ISolvencyOracle.OutOfRange("imAddOnBps", r.imAddOnBps);
        if (r.discountBps > ONE || ONE - r.discountBps > r.coverageBps) {
            revert ISolvencyOracle.OutOfRange("discountBps", r.discountBps);
        }
        if (r.exitP50 > r.exitP95) revert ISolvencyOracle.OutOfRange("exitP50", r.exitP50);
        if (r.lgdBps > ONE) revert ISolvencyOracle.OutOfRange("lgdBps", r.lgdBps);
        if (r.sequencerDownSince > r.asOfTime) {
            revert ISolvencyOracle.OutOfRange("sequencerDownSince", r.sequencerDownSince);
        }
        if (r.paramsId == 0) revert ISolvencyOracle.OutOfRange("paramsId", 0);
    }

    /// @notice Makes the worst of a report: what holds when nobody says anything. BLACK stays BLACK.
    function worsen(ISolvencyOracle.Report memory r) internal pure {
        if (r.regime < RED) r.regime = RED;
        r.coverageBps = 0;
        r.haircutBps = uint16(ONE);
        r.collateralFactorBps = 0;
        r.imAddOnBps = uint16(ONE);
        r.discountBps = uint16(ONE);
        r.exitP50 = type(uint32).max;
        r.exitP95 = type(uint32).max;
        r.lambdaMicro = type(uint32).max;
        r.lgdBps = uint16(ONE);
        r.sequencerDownSince = 1;
    }
}
