// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";

/// @notice A report's numbers, turned so that a bigger one is always the more protective one.
/// @dev One direction for all fields lets the median and the limits on moves be written once.
library RiskVector {
    uint256 internal constant LENGTH = 11;

    /// @dev Places of the vector: the regime, and those whose way back is limited (haircut, collateral factor, margin add-on, discount).
    uint256 internal constant REGIME = 0;
    uint256 internal constant FIRST_LIMITED = 1;
    uint256 internal constant AFTER_LIMITED = 5;

    uint256 private constant ONE = 10_000;
    uint256 private constant MOST_COVERAGE = type(uint16).max;
    uint256 private constant AFTER_TIME = 1 << 64;

    function toVector(ISolvencyOracle.Report memory r) internal pure returns (uint256[] memory v) {
        v = new uint256[](LENGTH);
        v[REGIME] = r.regime;
        v[1] = r.haircutBps;
        v[2] = ONE - r.collateralFactorBps;
        v[3] = r.imAddOnBps;
        v[4] = r.discountBps;
        v[5] = MOST_COVERAGE - r.coverageBps;
        v[6] = r.exitP50;
        v[7] = r.exitP95;
        v[8] = r.lambdaMicro;
        v[9] = r.lgdBps;
        // Up is the mildest, and down for longer is worse: a majority says which of the two it is, and a tie says down.
        v[10] = r.sequencerDownSince == 0 ? 0 : AFTER_TIME - r.sequencerDownSince;
    }

    /// @notice Writes the numbers back into a report.
    function intoReport(uint256[] memory v, ISolvencyOracle.Report memory r) internal pure {
        r.regime = uint8(v[REGIME]);
        r.haircutBps = uint16(v[1]);
        r.collateralFactorBps = uint16(ONE - v[2]);
        r.imAddOnBps = uint16(v[3]);
        r.discountBps = uint16(v[4]);
        r.coverageBps = uint16(MOST_COVERAGE - v[5]);
        r.exitP50 = uint32(v[6]);
        r.exitP95 = uint32(v[7]);
        r.lambdaMicro = uint32(v[8]);
        r.lgdBps = uint16(v[9]);
        r.sequencerDownSince = v[10] == 0 ? 0 : uint64(AFTER_TIME - v[10]);
    }
}
