// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISolvencyFeed} from "../../src/interfaces/ISolvencyFeed.sol";
import {ISolvencyOracle} from "../../src/interfaces/ISolvencyOracle.sol";
import {SequencerStatusFeed} from "../../src/solvency/SequencerStatusFeed.sol";
import {SolvencyOracle} from "../../src/solvency/SolvencyOracle.sol";
import {Auditors} from "../utils/Auditors.sol";
import {FeedConsumers} from "../utils/FeedConsumers.sol";

/// @notice The sequencer's own clock, from reports to the feed.
contract SequencerStatusTest is Auditors {
    SequencerStatusFeed private feed;
    FeedConsumers private consumer = new FeedConsumers();

    function setUp() public {
        feed = new SequencerStatusFeed(oracle, CHAIN, ASSET);
    }

    /* UP AND DOWN */

    function test_feed_withoutAnyReport_isDown() public view {
        _require(1, 0);
    }

    function test_feed_ofTheFirstReport_isUpFromThatBlockOrDownSinceItSays() public {
        publish(green());
        _require(0, block.timestamp);
        oracle = new SolvencyOracle(signers(5), 3, STALE);
        feed = new SequencerStatusFeed(oracle, CHAIN, ASSET);
        publish(_down(500));
        _require(1, block.timestamp - 500);
    }

    /// @custom:invariant iORC-005
    function test_feed_follows_the_reports_at_once_in_both_directions() public {
        publish(green());
        uint256 upSince = block.timestamp;
        pass(1_000);
        publish(green());
        _require(0, upSince);
        pass(400);
        publish(_down(300));
        uint256 downSince = block.timestamp - 300;
        _require(1, downSince);
        pass(600);
        publish(_down(900));
        _require(1, downSince);
        pass(12);
        publish(green());
        _require(0, block.timestamp);
        assertTrue(!consumer.sequencerIsUp(feed), "in grace");
        feed.latestRoundData();
        vm.snapshotGasLastCall("SolvencyFeeds", "SequencerStatusFeed.latestRoundData");
        pass(3_600);
        publish(green());
        assertTrue(!consumer.sequencerIsUp(feed), "at the end of the grace period");
        pass(1);
        assertTrue(consumer.sequencerIsUp(feed), "up");
    }

    /// @notice The last sign of life may be older than the report that still called it up: the answer never goes back before its last change.
    /// @custom:invariant iORC-005
    function test_feed_ofDownSinceBeforeItCameUp_startsWhereItCameUp() public {
        publish(_down(10));
        pass(100);
        publish(green());
        uint256 upSince = block.timestamp;
        pass(50);
        publish(_down(70));
        _require(1, upSince);
        assertEq(latest().sequencerDownSince, block.timestamp - 70);
    }

    /// @notice Up in between and seen by nobody: it stayed down for all that the feed has said.
    function test_feed_ofDownSinceLater_keepsItsTime() public {
        publish(_down(10));
        uint256 downSince = block.timestamp - 10;
        pass(1_000);
        publish(_down(20));
        _require(1, downSince);
    }

    /// @notice RED and BLACK say nothing of the sequencer; a frozen rollup is one that auditors call down.
    function test_feed_inRedOrBlack_isWhatTheClockSays() public {
        publish(green());
        uint256 upSince = block.timestamp;
        ISolvencyOracle.Report memory r;
        for (uint8 regime = RED; regime <= BLACK; regime++) {
            pass(12);
            r = green();
            r.regime = regime;
            publish(r);
            _require(0, upSince);
        }
        pass(12);
        r = _down(6);
        r.regime = BLACK;
        publish(r);
        _require(1, block.timestamp - 6);
        (bool isUp,) = oracle.status(CHAIN, ASSET);
        assertTrue(!isUp, "and the regime has its own");
    }

    /* SILENCE */

    /// @custom:invariant iORC-004
    function test_feed_inSilence_isDownSinceTheReportBecameStale() public {
        publish(green());
        uint256 upSince = block.timestamp;
        vm.warp(block.timestamp + STALE);
        _require(0, upSince);
        vm.warp(block.timestamp + 1);
        _require(1, upSince + STALE + 1);
        vm.warp(block.timestamp + 500);
        _require(1, upSince + STALE + 1);
        assertEq(latest().sequencerDownSince, 1);
    }

    /// @custom:invariant iORC-005
    function test_feed_afterASilence_startsAnew() public {
        publish(green());
        pass(STALE + 100);
        publish(green());
        _require(0, block.timestamp);
        uint256 silentFrom = block.timestamp + STALE + 1;
        pass(STALE + 100);
        publish(_down(2_000)); // went down while reports were fresh; nobody could read it then
        _require(1, silentFrom);
    }

    function test_feed_thatIsDownWhenReportsFallSilent_keepsItsTime() public {
        publish(_down(100));
        uint256 downSince = block.timestamp - 100;
        pass(STALE + 100);
        _require(1, downSince);
        publish(_down(STALE + 200));
        _require(1, downSince);
    }

    /* ANY PATH */

    /// @notice Whatever is reported and whenever: the answer is the last fresh report's, a change starts a round, and no time goes back or is of the future.
    /// @custom:invariant iORC-005
    function testFuzz_feed_onAnyPath_isTheLastReportAndItsTimesNeverGoBack(uint256 seed) public {
        uint256 lastTime = 0;
        int256 lastAnswer = 1;
        for (uint256 i = 0; i < 40; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            pass(seed % 5 == 0 ? STALE + 1 + seed % 100 : 1 + seed % 1_200);
            if (seed % 5 == 0) (lastAnswer, lastTime) = _step(1, lastAnswer, lastTime);
            bool isDown = seed & 256 != 0;
            publish(isDown ? _down((seed >> 9) % 3_000) : green());
            (lastAnswer, lastTime) = _step(isDown ? int256(1) : int256(0), lastAnswer, lastTime);
        }
    }

    function _step(int256 expected, int256 lastAnswer, uint256 lastTime) private view returns (int256, uint256) {
        (, int256 answer, uint256 startedAt,,) = feed.latestRoundData();
        assertEq(uint256(answer), uint256(expected));
        assertTrue(startedAt >= lastTime && startedAt <= block.timestamp, "a time that goes back, or of the future");
        if (answer == lastAnswer && lastTime != 0) assertEq(startedAt, lastTime);
        if (answer == 0 && lastAnswer != 0) assertEq(startedAt, block.timestamp);
        return (answer, startedAt);
    }

    /* THE REST */

    function test_feed_getRoundData_ofAnotherRound_reverts() public {
        publish(green());
        (uint80 round, int256 answer, uint256 startedAt, uint256 updatedAt,) = feed.getRoundData(1);
        assertEq(round, 1);
        assertEq(uint256(answer), 0);
        assertEq(startedAt, updatedAt);
        assertEq(feed.latestTimestamp(), startedAt);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyFeed.RoundNotKept.selector, uint80(2)));
        feed.getRoundData(2);
    }

    /// @notice A quiet day but for a sequencer that has been down for so many seconds.
    function _down(uint256 time) private view returns (ISolvencyOracle.Report memory r) {
        r = green();
        r.sequencerDownSince = uint64(r.asOfTime - time);
    }

    function _require(uint256 expected, uint256 since) private view {
        (, int256 answer, uint256 startedAt, uint256 updatedAt,) = feed.latestRoundData();
        assertEq(uint256(answer), expected);
        assertEq(startedAt, since);
        assertEq(updatedAt, since);
        (bool isUp, uint64 changed) = oracle.sequencerStatus(CHAIN, ASSET);
        assertTrue(isUp == (expected == 0), "feed and oracle say the same");
        assertEq(changed, since);
    }
}
