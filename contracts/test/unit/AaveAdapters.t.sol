// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IProofOfReserve} from "../../src/interfaces/IProofOfReserve.sol";
import {ISolvencyOracle} from "../../src/interfaces/ISolvencyOracle.sol";
import {AaveSentinelAdapter} from "../../src/solvency/AaveSentinelAdapter.sol";
import {PorExecutorAdapter} from "../../src/solvency/PorExecutorAdapter.sol";
import {Auditors} from "../utils/Auditors.sol";
import {FreezerActor} from "../utils/FeedConsumers.sol";

/// @notice Aave's sentinel and proof of reserve on our reports.
contract AaveAdaptersTest is Auditors {
    address private constant CLAIMS = address(0xc1a1);
    address private constant OTHERS = address(0x07e5);

    AaveSentinelAdapter private sentinel;
    PorExecutorAdapter private executor;
    FreezerActor private freezer = new FreezerActor();

    function setUp() public {
        sentinel = new AaveSentinelAdapter(oracle, CHAIN, ASSET, 3_600);
        executor = _executor(CLAIMS, OTHERS);
    }

    /* SENTINEL */

    function test_sentinel_follows_regime_and_silence() public {
        _requireAllowed(false, false);
        publish(green());
        _requireAllowed(false, true); // in grace
        _outliveGrace();
        ISolvencyOracle.Report memory r = green();
        r.regime = AMBER;
        publish(r);
        _requireAllowed(true, true);
        pass(12);
        r = green();
        r.regime = RED;
        publish(r);
        _requireAllowed(false, true); // liquidations go on
        pass(STALE + 1);
        _requireAllowed(false, false);
    }

    /// @notice The market is on the base layer: a halt stops new debt, and nobody's repaying.
    function test_sentinel_while_the_sequencer_is_down_stops_borrowing_and_keeps_liquidations() public {
        publish(green());
        _outliveGrace();
        ISolvencyOracle.Report memory r = green();
        r.sequencerDownSince = r.asOfTime - 30;
        publish(r);
        _requireAllowed(false, true);
        pass(60);
        publish(green());
        _requireAllowed(false, true); // in grace
        _outliveGrace();
    }

    /// @notice The grace period is that of the last of both to get well.
    function test_sentinel_after_red_and_a_halt_waits_for_both() public {
        ISolvencyOracle.Report memory r = green();
        (r.regime, r.sequencerDownSince) = (RED, r.asOfTime);
        publish(r);
        pass(12);
        r = green();
        r.regime = RED;
        publish(r);
        for (uint256 t = 0; t <= 72 hours; t += 30 minutes) {
            pass(30 minutes);
            publish(green());
        }
        (bool isUp, uint64 since) = oracle.status(CHAIN, ASSET);
        assertTrue(isUp, "AMBER");
        (, uint64 upSince) = oracle.sequencerStatus(CHAIN, ASSET);
        assertTrue(upSince < since && block.timestamp - upSince > 3_600, "up long ago");
        vm.warp(since + 3_600);
        _requireAllowed(false, true);
        vm.warp(since + 3_601);
        _requireAllowed(true, true);
    }

    function test_sentinel_answers_as_a_sequencer_oracle() public {
        publish(green());
        (bool isDown, uint256 gotUp) = sentinel.latestAnswer();
        assertTrue(!isDown, "up");
        assertEq(gotUp, block.timestamp);
        pass(12);
        ISolvencyOracle.Report memory r = green();
        r.regime = RED;
        publish(r);
        (isDown,) = sentinel.latestAnswer();
        assertTrue(!isDown, "red is not down");
        pass(12);
        r = green();
        r.sequencerDownSince = r.asOfTime - 5;
        publish(r);
        (isDown, gotUp) = sentinel.latestAnswer();
        assertTrue(isDown, "down");
        assertEq(gotUp, r.sequencerDownSince);
        pass(12);
        publish(green());
        (isDown, gotUp) = sentinel.latestAnswer();
        assertTrue(!isDown, "up again");
        assertEq(gotUp, block.timestamp);
        pass(STALE + 1);
        (isDown,) = sentinel.latestAnswer();
        assertTrue(isDown, "silent is down");
    }

    /* PROOF OF RESERVE */

    function test_areAllReservesBacked_says_which_are_not() public {
        publish(green());
        address[] memory assets = new address[](3);
        (assets[0], assets[1], assets[2]) = (CLAIMS, OTHERS, address(99));
        (bool all, bool[] memory unbacked) = executor.areAllReservesBacked(assets);
        assertTrue(!all && !unbacked[0], "reported");
        assertTrue(unbacked[1], "never reported");
        assertTrue(unbacked[2], "never listed");
        assertTrue(!executor.areAllReservesBacked(), "not all");
    }

    function test_executeEmergencyAction_freezes_once_and_is_armed_again() public {
        _publishOthers(green());
        publish(green());
        assertTrue(executor.areAllReservesBacked() && !executor.isEmergencyActionPossible(), "all backed");
        executor.executeEmergencyAction();
        assertTrue(!freezer.isFrozen(CLAIMS), "nothing to do");
        pass(12);
        ISolvencyOracle.Report memory r = green();
        r.coverageBps = 9_999;
        publish(r);
        _publishOthers(green());
        assertTrue(executor.isEmergencyActionPossible(), "possible");
        vm.expectEmit(address(executor));
        emit IProofOfReserve.AssetIsNotBacked(CLAIMS);
        vm.expectEmit(address(executor));
        emit IProofOfReserve.EmergencyActionExecuted();
        executor.executeEmergencyAction();
        assertTrue(freezer.isFrozen(CLAIMS) && !freezer.isFrozen(OTHERS), "the one that is not");
        assertTrue(!executor.isEmergencyActionPossible(), "done");
        executor.executeEmergencyAction();
        pass(12);
        publish(green());
        _publishOthers(green());
        executor.executeEmergencyAction();
        assertTrue(freezer.isFrozen(CLAIMS), "thawing is not ours");
        freezer.setReserveFreeze(CLAIMS, false);
        pass(STALE + 1);
        executor.executeEmergencyAction();
        assertTrue(freezer.isFrozen(CLAIMS) && freezer.isFrozen(OTHERS), "silence freezes");
    }

    function test_executeEmergencyAction_whenOneIsRefused_freezes_the_others() public {
        freezer.setRefuses(CLAIMS, true);
        executor.executeEmergencyAction();
        assertTrue(freezer.isFrozen(OTHERS) && !freezer.isFrozen(CLAIMS), "the other one");
        assertTrue(executor.isEmergencyActionPossible(), "still to do");
        freezer.setRefuses(CLAIMS, false);
        executor.executeEmergencyAction();
        assertTrue(freezer.isFrozen(CLAIMS), "later");
    }

    function test_constructor_with_reserves_that_do_not_pair_up_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IProofOfReserve.InvalidReserves.selector));
        _executor(CLAIMS, CLAIMS);
        vm.expectRevert(abi.encodeWithSelector(IProofOfReserve.InvalidReserves.selector));
        new PorExecutorAdapter(oracle, freezer, new address[](1), new bytes32[](2), new address[](1));
        vm.expectRevert(abi.encodeWithSelector(IProofOfReserve.InvalidReserves.selector));
        new PorExecutorAdapter(oracle, freezer, new address[](1), new bytes32[](1), new address[](2));
    }

    function _executor(address first, address second) private returns (PorExecutorAdapter) {
        (address[] memory reserves, address[] memory assets) = (new address[](2), new address[](2));
        bytes32[] memory chains = new bytes32[](2);
        (reserves[0], reserves[1]) = (first, second);
        (chains[0], chains[1]) = (CHAIN, CHAIN);
        (assets[0], assets[1]) = (ASSET, OTHERS);
        return new PorExecutorAdapter(oracle, freezer, reserves, chains, assets);
    }

    function _publishOthers(ISolvencyOracle.Report memory r) private {
        bytes[] memory sigs = new bytes[](3);
        for (uint256 i = 0; i < 3; i++) {
            (uint8 v, bytes32 rr, bytes32 s) = vm.sign(keys[i], oracle.digest(CHAIN, OTHERS, r));
            sigs[i] = abi.encodePacked(rr, s, v);
        }
        oracle.submit(CHAIN, OTHERS, r, sigs);
    }

    /// @dev To the second.
    function _outliveGrace() private {
        pass(3_600);
        publish(green());
        _requireAllowed(false, true);
        pass(1);
        _requireAllowed(true, true);
    }

    function _requireAllowed(bool borrow, bool liquidation) private view {
        assertTrue(sentinel.isBorrowAllowed() == borrow, "borrowing");
        assertTrue(sentinel.isLiquidationAllowed() == liquidation, "liquidation");
    }
}
