// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {RiskVector} from "./RiskVector.sol";

/// @notice One report out of several about the same cut.
library ReportMedian {
    using RiskVector for *;

    /// @notice The median of each number; of an even count the more protective middle one (iORC-002).
    /// @dev Block, time and parameters must be the same in all. The evidence root is the one of more than half, else zero.
    function median(ISolvencyOracle.Report[] memory reports) internal pure returns (ISolvencyOracle.Report memory r) {
        uint256 count = reports.length;
        uint256[][] memory rows = new uint256[][](count);
        for (uint256 i = 0; i < count; i++) {
            rows[i] = RiskVector.toVector(reports[i]);
            if (
                reports[i].asOfL1Block != reports[0].asOfL1Block || reports[i].asOfTime != reports[0].asOfTime
                    || reports[i].paramsId != reports[0].paramsId
            ) revert ISolvencyOracle.CutsDiffer(i);
        }
        uint256[] memory middle = new uint256[](RiskVector.LENGTH);
        for (uint256 field = 0; field < RiskVector.LENGTH; field++) {
            middle[field] = _upperMiddle(rows, field);
        }
        r.asOfL1Block = reports[0].asOfL1Block;
        r.asOfTime = reports[0].asOfTime;
        r.paramsId = reports[0].paramsId;
        r.evidenceRoot = _majority(reports);
        middle.intoReport(r);
    }

    /// @dev Insertion sort: at most 32 numbers, mostly equal.
    function _upperMiddle(uint256[][] memory rows, uint256 field) private pure returns (uint256) {
        uint256[] memory sorted = new uint256[](rows.length);
        for (uint256 i = 0; i < rows.length; i++) {
            uint256 value = rows[i][field];
            uint256 place = i;
            for (; place > 0 && sorted[place - 1] > value; place--) {
                sorted[place] = sorted[place - 1];
            }
            sorted[place] = value;
        }
        return sorted[rows.length / 2];
    }

    function _majority(ISolvencyOracle.Report[] memory reports) private pure returns (bytes32) {
        for (uint256 i = 0; i < reports.length; i++) {
            uint256 votes = 0;
            for (uint256 j = 0; j < reports.length; j++) {
                if (reports[j].evidenceRoot == reports[i].evidenceRoot) votes++;
            }
            if (2 * votes > reports.length) return reports[i].evidenceRoot;
        }
        return 0;
    }
}
