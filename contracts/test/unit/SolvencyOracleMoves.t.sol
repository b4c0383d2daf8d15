// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyOracle} from "../../src/interfaces/ISolvencyOracle.sol";
import {Auditors} from "../utils/Auditors.sol";

/// @notice How the answer moves with reports, and without them.
contract SolvencyOracleMovesTest is Auditors {
    /* TOWARDS SAFETY */

    /// @custom:invariant iORC-003
    function test_submit_ofAWorseReport_holdsAtOnce() public {
        publish(green());
        pass(12);
        publish(_black());
        assertEq(keccak256(abi.encode(latest())), keccak256(abi.encode(_black())));
        assertTrue(!oracle.isBacked(CHAIN, ASSET), "not backed");
    }

    function test_isBacked_needsFullCoverage() public {
        ISolvencyOracle.Report memory r = green();
        r.coverageBps = 9_999;
        publish(r);
        assertTrue(!oracle.isBacked(CHAIN, ASSET), "one basis point is missing");
    }

    /* TOWARDS RISK */

    /// @custom:invariant iORC-003
    function test_submit_ofAMilderReport_movesOneBasisPointAtATime() public {
        publish(_amber());
        pass(3_000);
        publish(green());
        pass(2_183);
        publish(green());
        assertEq(latest().haircutBps, 1_873);
        pass(1);
        publish(green());
        assertEq(latest().haircutBps, 1_872);
        assertEq(latest().collateralFactorBps, 7_541);
        assertEq(latest().imAddOnBps, 299);
        assertEq(latest().discountBps, 79);
        pass(3_000);
        publish(green());
        pass(2_183);
        publish(green());
        assertEq(latest().haircutBps, 1_872);
    }

    /// @notice Whatever auditors report and however often, no three days see more than 50 basis points towards risk.
    /// @custom:invariant iORC-003
    /// forge-config: default.fuzz.runs = 16
    function testFuzz_submit_movesAtMostFiftyBasisPointsInThreeDays(uint256 seed) public {
        publish(_red());
        uint256[] memory times = new uint256[](120);
        uint256[] memory moved = new uint256[](120);
        for (uint256 i = 0; i < 120; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            pass(seed % 3 == 0 ? 5_184 : seed % 20_000);
            ISolvencyOracle.Report memory r = seed % 17 == 1 ? _red() : green();
            uint256 before = _published().haircutBps;
            publish(r);
            uint256 afterwards = _published().haircutBps;
            times[i] = block.timestamp;
            if (afterwards < before) moved[i] = before - afterwards;
            uint256 sum = 0;
            for (uint256 j = i + 1; j > 0 && times[j - 1] + 3 days > times[i]; j--) {
                sum += moved[j - 1];
            }
            assertTrue(sum <= 50, "at most 50 in three days");
            assertTrue(afterwards >= r.haircutBps, "never milder than the auditors");
            _requireConsistent(_published());
        }
    }

    /// @custom:invariant iORC-003
    function test_submit_ofABetterRegime_waitsForACleanWindow() public {
        publish(_amber());
        for (uint256 i = 0; i < 11; i++) {
            pass(30 minutes);
            publish(green());
            assertEq(latest().regime, AMBER);
        }
        pass(30 minutes);
        ISolvencyOracle.Report memory r = green();
        bytes[] memory sigs = signatures(3, r);
        vm.expectEmit(address(oracle));
        emit ISolvencyOracle.RegimeChanged(CHAIN, AMBER, GREEN, r.evidenceRoot);
        oracle.submit(CHAIN, ASSET, r, sigs);
        assertEq(latest().regime, GREEN);
    }

    /// @custom:invariant iORC-003
    function test_submit_afterBlack_improvesOneRegimeInThreeDays() public {
        publish(_black());
        _heartbeats(green(), 72 hours - 30 minutes);
        assertEq(latest().regime, BLACK);
        _heartbeats(green(), 30 minutes);
        assertEq(latest().regime, RED);
        _heartbeats(green(), 72 hours);
        assertEq(latest().regime, AMBER);
        _heartbeats(green(), 6 hours);
        assertEq(latest().regime, GREEN);
    }

    /// @custom:invariant iORC-003
    function test_submit_ofTheSameRegimeInBetween_startsTheWindowAnew() public {
        publish(_amber());
        _heartbeats(green(), 5 hours);
        pass(30 minutes);
        publish(_amber());
        _heartbeats(green(), 5 hours + 30 minutes);
        assertEq(latest().regime, AMBER);
        _heartbeats(green(), 30 minutes);
        assertEq(latest().regime, GREEN);
    }

    /// @notice Silence is not clean.
    /// @custom:invariant iORC-003
    function test_submit_afterASilence_startsTheWindowAnew() public {
        publish(_amber());
        pass(7 hours);
        publish(green());
        assertEq(latest().regime, AMBER);
        _heartbeats(green(), 5 hours + 30 minutes);
        assertEq(latest().regime, AMBER);
        _heartbeats(green(), 30 minutes);
        assertEq(latest().regime, GREEN);
    }

    /* SILENCE */

    /// @custom:invariant iORC-004
    function test_latest_ofAStaleReport_isTheWorstCase() public {
        publish(green());
        vm.warp(block.timestamp + STALE);
        assertTrue(!oracle.isStale(CHAIN, ASSET), "as old as allowed");
        vm.warp(block.timestamp + 1);
        assertTrue(oracle.isStale(CHAIN, ASSET), "older");
        _requireWorst(latest(), RED);
        assertTrue(!oracle.isBacked(CHAIN, ASSET), "nobody says that it is backed");
        assertEq(_published().haircutBps, 765);
    }

    /// @custom:invariant iORC-004
    function test_latest_withoutAnyReport_isTheWorstCase() public view {
        (ISolvencyOracle.Report memory r, uint64 seq) = oracle.latest(CHAIN, ASSET);
        _requireWorst(r, RED);
        assertEq(seq, 0);
        assertTrue(oracle.isStale(CHAIN, ASSET), "stale");
    }

    /// @custom:invariant iORC-004
    function test_latest_ofAStaleBlackReport_staysBlack() public {
        publish(_black());
        pass(STALE + 1);
        _requireWorst(latest(), BLACK);
    }

    /* STATUS */

    function test_status_followsRegimeAndSilence() public {
        _requireStatus(false, 0);
        publish(green());
        uint256 first = block.timestamp;
        _requireStatus(true, first);
        pass(60);
        publish(green());
        _requireStatus(true, first);
        uint256 silentFrom = block.timestamp + STALE + 1;
        vm.warp(silentFrom + 500);
        _requireStatus(false, silentFrom);
        pass(0);
        publish(green());
        uint256 back = block.timestamp;
        _requireStatus(true, back);
        pass(60);
        publish(_red());
        _requireStatus(false, back + 60);
        pass(60);
        publish(_black());
        _requireStatus(false, back + 60);
    }

    function test_status_ofRedAfterASilence_isDownSinceTheSilence() public {
        publish(green());
        uint256 silentFrom = block.timestamp + STALE + 1;
        pass(2 days);
        publish(_red());
        _requireStatus(false, silentFrom);
        pass(2 days);
        publish(_red());
        _requireStatus(false, silentFrom);
    }

    /* THE DAYS */

    function _amber() private view returns (ISolvencyOracle.Report memory r) {
        r = green();
        (r.regime, r.haircutBps, r.collateralFactorBps) = (AMBER, 1_873, 7_540);
        (r.imAddOnBps, r.discountBps, r.lambdaMicro) = (300, 80, 50_000);
    }

    function _red() private view returns (ISolvencyOracle.Report memory r) {
        r = green();
        (r.regime, r.haircutBps, r.collateralFactorBps) = (RED, 8_430, 1_300);
        (r.imAddOnBps, r.discountBps, r.lambdaMicro) = (8_400, 150, 2_000_000);
    }

    function _black() private view returns (ISolvencyOracle.Report memory r) {
        r = green();
        (r.regime, r.haircutBps, r.collateralFactorBps) = (BLACK, 9_300, 0);
        (r.imAddOnBps, r.discountBps, r.coverageBps) = (10_000, 4_546, 5_454);
    }

    /// @dev Reports every half hour for `time`.
    function _heartbeats(ISolvencyOracle.Report memory r, uint256 time) private {
        for (uint256 t = 0; t < time; t += 30 minutes) {
            pass(30 minutes);
            (r.asOfL1Block, r.asOfTime) = (uint64(block.number - 1), uint64(block.timestamp));
            publish(r);
        }
    }

    function _published() private view returns (ISolvencyOracle.Report memory r) {
        (r,) = oracle.published(CHAIN, ASSET);
    }

    function _requireStatus(bool isUp, uint256 since) private view {
        (bool up, uint64 time) = oracle.status(CHAIN, ASSET);
        assertTrue(up == isUp, "up or down");
        assertEq(time, since);
    }

    function _requireConsistent(ISolvencyOracle.Report memory r) private pure {
        assertTrue(uint256(r.collateralFactorBps) + r.haircutBps <= 10_000, "lends within the haircut");
        assertTrue(10_000 - r.haircutBps <= r.coverageBps, "haircut within the cover");
        assertTrue(10_000 - r.discountBps <= r.coverageBps, "price within the cover");
    }

    function _requireWorst(ISolvencyOracle.Report memory r, uint8 regime) private pure {
        assertEq(r.regime, regime);
        assertEq(r.coverageBps, 0);
        assertEq(r.haircutBps, 10_000);
        assertEq(r.collateralFactorBps, 0);
        assertEq(r.imAddOnBps, 10_000);
        assertEq(r.discountBps, 10_000);
        assertEq(r.exitP50, type(uint32).max);
        assertEq(r.exitP95, type(uint32).max);
        assertEq(r.lambdaMicro, type(uint32).max);
        assertEq(r.lgdBps, 10_000);
        assertEq(r.sequencerDownSince, 1);
    }
}
