// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../interfaces/ISolvencyOracle.sol";
import {ReportMoves} from "./ReportMoves.sol";
import {ReportRange} from "./ReportRange.sol";

/// @notice Since when a rollup is better than RED or not, and its sequencer up or down (iORC-005).
library StatusClocks {
    /// @notice Moves both clocks to the report that is published now.
    /// @param next What is published, after the limits on moves; `state` still has the report before.
    /// @param silent Whether the last report went stale before this one came.
    /// @param silentFrom When it did.
    function follow(ReportMoves.State memory state, ISolvencyOracle.Report memory next, bool silent, uint64 silentFrom)
        internal
        view
    {
        bool first = state.seq == 0;
        uint48 time = uint48(block.timestamp);
        uint48 downSince = uint48(next.sequencerDownSince);
        ISolvencyOracle.Report memory last = state.report;
        state.statusSince = _since(
            !first && last.regime < ReportRange.RED,
            next.regime < ReportRange.RED,
            silent,
            uint48(silentFrom),
            time,
            first ? time : state.statusSince
        );
        state.sequencerSince = _since(
            !first && last.sequencerDownSince == 0,
            downSince == 0,
            silent,
            uint48(silentFrom),
            downSince,
            first ? downSince : state.sequencerSince
        );
    }

    /// @dev Up counts from now, when it can first be read. Down began with the silence if there was one, and never before what was up came up.
    function _since(bool wasUp, bool isUp, bool silent, uint48 silentFrom, uint48 downSince, uint48 last)
        private
        view
        returns (uint48)
    {
        if (isUp) return wasUp && !silent ? last : uint48(block.timestamp);
        if (!wasUp) return last;
        if (silent) return silentFrom;
        return downSince > last ? downSince : last;
    }
}
