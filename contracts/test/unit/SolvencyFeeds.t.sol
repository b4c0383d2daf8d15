// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../../src/interfaces/IAggregatorV3.sol";
import {IERC20} from "../../src/interfaces/IERC20.sol";
import {ISolvencyFeed} from "../../src/interfaces/ISolvencyFeed.sol";
import {ISolvencyOracle} from "../../src/interfaces/ISolvencyOracle.sol";
import {CoverageFeed} from "../../src/solvency/CoverageFeed.sol";
import {FairPriceFeed} from "../../src/solvency/FairPriceFeed.sol";
import {HaircutFeed} from "../../src/solvency/HaircutFeed.sol";
import {MorphoOracle} from "../../src/solvency/MorphoOracle.sol";
import {ReserveFeed} from "../../src/solvency/ReserveFeed.sol";
import {SequencerStatusFeed} from "../../src/solvency/SequencerStatusFeed.sol";
import {SpotPrice} from "../../src/solvency/SpotPrice.sol";
import {Auditors} from "../utils/Auditors.sol";
import {FeedConsumers} from "../utils/FeedConsumers.sol";
import {SpotFeed} from "../utils/SpotFeed.sol";
import {GoodToken} from "../utils/Tokens.sol";

/// @notice The feeds, read as their consumers read them.
contract SolvencyFeedsTest is Auditors {
    uint64 private constant HALF_HOUR = 30 minutes;

    FeedConsumers private consumer = new FeedConsumers();
    SpotFeed private spot;
    GoodToken private claims = new GoodToken();
    GoodToken private dollars = new GoodToken();
    CoverageFeed private coverage;
    HaircutFeed private haircut;
    FairPriceFeed private price;
    SequencerStatusFeed private sequencer;
    ReserveFeed private reserves;
    MorphoOracle private morpho;

    function setUp() public {
        spot = new SpotFeed(18, 2_000e18);
        coverage = new CoverageFeed(oracle, CHAIN, ASSET, HALF_HOUR);
        haircut = new HaircutFeed(oracle, CHAIN, ASSET, HALF_HOUR);
        price = new FairPriceFeed(oracle, CHAIN, ASSET, HALF_HOUR, spot, 1 days);
        sequencer = new SequencerStatusFeed(oracle, CHAIN, ASSET);
        reserves = new ReserveFeed(oracle, CHAIN, ASSET, HALF_HOUR, IERC20(address(claims)));
        morpho = new MorphoOracle(oracle, CHAIN, ASSET, spot, 1 days, IERC20(address(claims)), IERC20(address(dollars)));
        claims.mint(address(1), 1_000_003);
    }

    function test_feeds_answer_what_was_published() public {
        ISolvencyOracle.Report memory r = green();
        publish(r);
        _requireRound(coverage, 10_000, r.asOfTime, 1);
        _requireRound(haircut, 765, r.asOfTime, 1);
        _requireRound(price, 2_000e8 * 9_931 / 10_000, r.asOfTime, 1);
        _requireRound(sequencer, 0, block.timestamp, 1);
        _requireRound(reserves, 1_000_003, r.asOfTime, 1);
        assertEq(morpho.price(), 2_000e36 * 9_931 / 10_000);
        assertEq(coverage.decimals(), 4);
        assertEq(haircut.decimals(), 4);
        assertEq(price.decimals(), 8);
        assertEq(reserves.decimals(), 18);
        assertEq(uint256(price.latestAnswer()), 2_000e8 * 9_931 / 10_000);
        assertEq(price.latestTimestamp(), r.asOfTime);
        assertEq(consumer.price(price, 1 hours), 2_000e8 * 9_931 / 10_000);
        price.latestRoundData();
        vm.snapshotGasLastCall("SolvencyFeeds", "FairPriceFeed.latestRoundData");
    }

    /// @notice The first theft at Nomad, 2022-08-01 21:32: WBTC's coverage fell from 1.0000 to 0.5454 in one block.
    function test_feeds_of_a_token_that_lost_its_cover() public {
        publish(green());
        uint256 upSince = block.timestamp;
        pass(12);
        spot.set(2_000e18, block.timestamp);
        ISolvencyOracle.Report memory r = green();
        (r.regime, r.coverageBps, r.discountBps) = (BLACK, 5_454, 4_546);
        (r.haircutBps, r.collateralFactorBps) = (4_931, 0);
        publish(r);
        _requireRound(coverage, 5_454, r.asOfTime, 2);
        _requireRound(haircut, 4_931, r.asOfTime, 2);
        _requireRound(price, 2_000e8 * 5_454 / 10_000, r.asOfTime, 2);
        _requireRound(sequencer, 0, upSince, 2); // it steals, and runs
        _requireRound(reserves, 545_401, r.asOfTime, 2);
        assertTrue(!consumer.isBacked(reserves, claims.totalSupply()), "one theft is seen");
        assertEq(morpho.price(), 2_000e36 * 5_454 / 10_000);
    }

    /// @custom:invariant iORC-004
    function test_feeds_without_a_fresh_report_answer_the_worst_or_revert() public {
        for (uint256 i = 0; i < 2; i++) {
            (, int256 answer,,,) = coverage.latestRoundData();
            assertEq(uint256(answer), 0);
            (, answer,,,) = haircut.latestRoundData();
            assertEq(uint256(answer), 10_000);
            (, answer,,,) = reserves.latestRoundData();
            assertEq(uint256(answer), 0);
            assertTrue(!consumer.isBacked(reserves, 1), "not backed");
            vm.expectRevert(abi.encodeWithSelector(ISolvencyFeed.NoPrice.selector));
            price.latestRoundData();
            vm.expectRevert(abi.encodeWithSelector(ISolvencyFeed.NoPrice.selector));
            price.latestAnswer();
            if (i == 0) {
                // The oracle's own limit is longer than the feeds'.
                publish(green());
                pass(HALF_HOUR + 1);
            }
        }
        assertTrue(morpho.price() > 0, "by the oracle's limit still fresh");
        (, int256 status,,,) = sequencer.latestRoundData();
        assertEq(uint256(status), 0);
        pass(HALF_HOUR);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyFeed.NoPrice.selector));
        morpho.price();
        (, status,,,) = sequencer.latestRoundData();
        assertEq(uint256(status), 1);
    }

    function test_feeds_answer_at_the_limit_of_age() public {
        publish(green());
        pass(HALF_HOUR);
        (, int256 answer,,,) = coverage.latestRoundData();
        assertEq(uint256(answer), 10_000);
        assertTrue(price.latestAnswer() > 0, "as old as allowed");
    }

    function test_sequencer_after_a_silence_waits_for_the_grace_period() public {
        publish(green());
        pass(STALE + 100);
        assertTrue(!consumer.sequencerIsUp(sequencer), "silent");
        publish(green());
        assertTrue(!consumer.sequencerIsUp(sequencer), "back, in grace");
        pass(3_600);
        publish(green());
        assertTrue(!consumer.sequencerIsUp(sequencer), "in grace");
        pass(1);
        assertTrue(consumer.sequencerIsUp(sequencer), "up");
    }

    /// @custom:invariant iORC-004
    function testFuzz_reserves_are_below_the_supply_exactly_when_not_covered(uint16 bps, uint96 supply) public {
        ISolvencyOracle.Report memory r = green();
        r.coverageBps = bps;
        (r.haircutBps, r.collateralFactorBps, r.discountBps) = (10_000, 0, 10_000);
        publish(r);
        claims.mint(address(1), supply);
        assertTrue(consumer.isBacked(reserves, claims.totalSupply()) == (bps >= 10_000), "backed when covered");
        assertTrue(oracle.isBacked(CHAIN, ASSET) == (bps >= 10_000), "and the oracle says the same");
    }

    function test_getRoundData_of_another_round_reverts() public {
        publish(green());
        (uint80 round, int256 answer,,,) = coverage.getRoundData(1);
        assertEq(round, 1);
        assertEq(uint256(answer), 10_000);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyFeed.RoundNotKept.selector, uint80(2)));
        coverage.getRoundData(2);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyFeed.RoundNotKept.selector, uint80(0)));
        price.getRoundData(0);
    }

    function test_price_without_a_good_spot_price_reverts() public {
        publish(green());
        _expectInvalidSpot(0, block.timestamp);
        _expectInvalidSpot(-1, block.timestamp);
        _expectInvalidSpot(int256(uint256(1) << 128), block.timestamp);
        _expectInvalidSpot(2_000e18, block.timestamp + 1);
        _expectInvalidSpot(2_000e18, block.timestamp - 1 days - 1);
        spot.set(2_000e18, block.timestamp - 1 days);
        assertEq(price.latestTimestamp(), block.timestamp - 1 days);
    }

    function test_constructor_with_a_limit_above_the_oracles_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(ISolvencyFeed.InvalidStaleness.selector, STALE + 1));
        new CoverageFeed(oracle, CHAIN, ASSET, STALE + 1);
        vm.expectRevert(abi.encodeWithSelector(ISolvencyFeed.InvalidStaleness.selector, uint64(0)));
        new CoverageFeed(oracle, CHAIN, ASSET, 0);
    }

    function _expectInvalidSpot(int256 answer, uint256 updatedAt) private {
        spot.set(answer, updatedAt);
        vm.expectRevert(abi.encodeWithSelector(SpotPrice.InvalidSpot.selector, answer, updatedAt));
        price.latestRoundData();
        vm.expectRevert(abi.encodeWithSelector(SpotPrice.InvalidSpot.selector, answer, updatedAt));
        morpho.price();
    }

    function _requireRound(IAggregatorV3 feed, uint256 expected, uint256 time, uint256 round) private view {
        (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound) =
            feed.latestRoundData();
        assertEq(uint256(answer), expected);
        assertEq(startedAt, time);
        assertEq(updatedAt, time);
        assertEq(roundId, round);
        assertEq(answeredInRound, round);
    }
}
