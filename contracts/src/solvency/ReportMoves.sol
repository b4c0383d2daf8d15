// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {ReportRange} from "./ReportRange.sol";
import {RiskVector} from "./RiskVector.sol";

/// @notice How far the published report follows the auditors: towards safety at once, back only slowly (iORC-003).
library ReportMoves {
    using RiskVector for *;

    /// @notice The least time between two steps of one basis point towards more risk: no three days hold more than 50 of them.
    uint256 internal constant STEP_TIME = 5_184;

    /// @notice How long reports must have been better than AMBER, or than RED or BLACK, before the regime improves by one.
    uint256 internal constant CLEAN_AMBER = 6 hours;
    uint256 internal constant CLEAN_RED = 72 hours;

    /// @param seq How many reports have been published.
    /// @param statusSince When fresh and better than RED last became true or false.
    /// @param sequencerSince When fresh and a sequencer that is up last became true or false.
    /// @param cleanSince Since when every report has been better than the published regime, without a silence.
    /// @param steppedAt When a field last took a step towards more risk.
    struct State {
        ISolvencyOracle.Report report;
        uint64 seq;
        uint48 statusSince;
        uint48 sequencerSince;
        uint48 cleanSince;
        uint48 steppedAt;
    }

    /// @notice Changes `wanted` into what is published now, and the clocks in `state`. The first report is taken as it is.
    /// @param silent Whether the last report went stale before this one came: silence is not clean.
    function limit(State memory state, ISolvencyOracle.Report memory wanted, bool silent) internal view {
        uint48 time = uint48(block.timestamp);
        if (state.seq == 0) {
            (state.cleanSince, state.steppedAt) = (time, time);
            return;
        }
        uint256[] memory last = state.report.toVector();
        uint256[] memory next = wanted.toVector();
        next[RiskVector.REGIME] = _regime(state, uint8(next[RiskVector.REGIME]), silent);
        bool mayStep = time >= state.steppedAt + STEP_TIME;
        for (uint256 i = RiskVector.FIRST_LIMITED; i < RiskVector.AFTER_LIMITED; i++) {
            if (next[i] >= last[i]) continue;
            next[i] = mayStep ? last[i] - 1 : last[i];
            if (mayStep) state.steppedAt = time;
        }
        next.intoReport(wanted);
    }

    function _regime(State memory state, uint8 wanted, bool silent) private view returns (uint8) {
        uint8 last = state.report.regime;
        uint48 time = uint48(block.timestamp);
        if (wanted >= last || silent) {
            state.cleanSince = time;
            return wanted > last ? wanted : last;
        }
        if (time < state.cleanSince + (last == ReportRange.AMBER ? CLEAN_AMBER : CLEAN_RED)) return last;
        state.cleanSince = time;
        return last - 1;
    }
}
