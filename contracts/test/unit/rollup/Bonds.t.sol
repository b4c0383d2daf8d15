// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {FaultKind} from "../../../src/types/FraudProof.sol";
import {Header} from "../../../src/types/Header.sol";
import {RollupFixture} from "../../utils/RollupFixture.sol";

/// @notice Who loses what to whom, and that nobody's bond is stranded.
contract RollupBondsTest is RollupFixture {
    bytes32 private constant SALT = keccak256("salt");

    Header private genesis;

    function setUp() public override {
        super.setUp();
        genesis = _genesis();
        vm.deal(ALICE, 100 ether);
    }

    /* BONDS */

    function test_withdrawBond_ofWhatIsFree_succeeds() public {
        _commitNext(genesis, 0, 1, 1);
        vm.startPrank(SEQUENCER);
        vm.expectRevert(
            abi.encodeWithSelector(IRollup.BondTooLow.selector, SEQUENCER, uint256(17 ether), uint256(17 ether + 1))
        );
        rollup.withdrawBond(17 ether + 1, payable(BOB));
        rollup.withdrawBond(17 ether, payable(BOB));
        assertEq(BOB.balance, 17 ether);
        (uint256 total, uint256 locked) = rollup.bondOf(SEQUENCER);
        assertEq(total, 3 ether);
        assertEq(locked, 3 ether);
    }

    function test_withdrawBond_toWhoRefuses_reverts() public {
        vm.prank(SEQUENCER);
        vm.expectRevert(abi.encodeWithSelector(IRollup.EtherRefused.selector, address(good)));
        rollup.withdrawBond(1, payable(address(good)));
    }

    function test_lesson10_a_bond_for_nobody_is_refused() public {
        vm.expectRevert(IRollup.ZeroAddress.selector);
        rollup.addBond{value: 1}(address(0));
    }

    function test_releaseBond_ofAFallenBatchOfAnother_succeeds_once() public {
        _openToAll();
        Header memory bad = _commitNext(genesis, 4, 4, 1);
        Header memory child = _childOf(bad, BOB);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBondToRelease.selector, _hash(child)));
        rollup.releaseBond(child);
        _drop(bad, genesis);
        _expectBond(BOB, 6 ether, 3 ether);
        rollup.releaseBond(child);
        _expectBond(BOB, 6 ether, 0);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBondToRelease.selector, _hash(child)));
        rollup.releaseBond(child);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBondToRelease.selector, _hash(bad)));
        rollup.releaseBond(bad);
    }

    function test_releaseBond_ofTheCulpritsOwnDescendants_burns_them() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        Header memory child = _commitNext(bad, 0, 1, 2);
        _drop(bad, genesis);
        _expectBond(SEQUENCER, 17 ether, 3 ether);
        vm.expectEmit(address(rollup));
        emit IRollup.BondLost(SEQUENCER, _hash(child), 3 ether, 0);
        rollup.releaseBond(child);
        _expectBond(SEQUENCER, 14 ether, 0);
    }

    function test_releaseBond_ofALaterBatch_isUntouched_by_an_earlier_fault() public {
        _drop(_commitNext(genesis, 0, 1, 1), genesis);
        _openToAll();
        Header memory bad = _childOf(genesis, BOB);
        Header memory child = _childOf(bad, SEQUENCER);
        _drop(bad, genesis);
        rollup.releaseBond(child);
        _expectBond(SEQUENCER, 17 ether, 0);
    }

    function test_releaseBond_ofAFinalBatch_reverts() public {
        Header memory header = _commitNext(genesis, 0, 1, 1);
        _finalise(header);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBondToRelease.selector, _hash(header)));
        rollup.releaseBond(header);
    }

    /* REWARDS */

    function test_lesson11_self_slashing_loses() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        verifier.setWrong(1);
        vm.prank(SEQUENCER);
        rollup.announceFraud(_commitment(SEQUENCER, bad, 12, 0));
        uint256 before = SEQUENCER.balance;
        vm.prank(SEQUENCER);
        rollup.proveFraud(bad, genesis, _proof(12, 0));
        vm.warp(block.timestamp + 6 hours);
        rollup.collectReward(_hash(bad));
        _expectBond(SEQUENCER, 17 ether, 0);
        assertEq(SEQUENCER.balance - before, 1.5 ether);
        // What was burned is in nobody's ledger, and here for good.
        assertEq(address(rollup).balance, 17 ether + 1.5 ether);
    }

    function test_collectReward_pays_the_prover_when_reveals_are_over() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        _drop(bad, genesis);
        IRollup.Reward memory reward = rollup.rewardOf(_hash(bad));
        assertEq(reward.prover, WATCHER);
        assertEq(reward.amount, 1.5 ether);
        uint256 time = block.timestamp + 6 hours;
        vm.warp(time - 1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.RewardOpen.selector, _hash(bad), time));
        rollup.collectReward(_hash(bad));
        vm.warp(time);
        rollup.collectReward(_hash(bad));
        assertEq(WATCHER.balance, 1.5 ether);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoReward.selector, _hash(bad)));
        rollup.collectReward(_hash(bad));
    }

    function test_lesson10_a_copied_proof_does_not_take_the_reward() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        vm.prank(ALICE);
        rollup.announceFraud(_commitment(ALICE, bad, 12, 0));
        vm.prank(WATCHER);
        rollup.announceFraud(_commitment(WATCHER, bad, 12, 0));
        _drop(bad, genesis);
        // The copier's own announcement is better than the drop, and Alice's better than that.
        vm.prank(WATCHER);
        rollup.revealFraud(_hash(bad), SALT);
        vm.prank(ALICE);
        rollup.revealFraud(_hash(bad), SALT);
        assertEq(rollup.rewardOf(_hash(bad)).prover, ALICE);
        vm.prank(WATCHER);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBetterRight.selector, _hash(bad), WATCHER));
        rollup.revealFraud(_hash(bad), SALT);
    }

    function test_revealFraud_withoutARight_reverts() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        vm.startPrank(ALICE);
        rollup.announceFraud(_commitment(BOB, bad, 12, 0));
        rollup.announceFraud(_commitment(ALICE, bad, 12, 1));
        rollup.announceFraud(_commitment(ALICE, bad, 13, 0));
        rollup.announceFraud(_commitment(ALICE, genesis, 12, 0));
        vm.stopPrank();
        _drop(bad, genesis);
        // Too late, although within the period.
        bytes32 late = keccak256(abi.encode(ALICE, _hash(bad), 12, 0, keccak256("another")));
        rollup.announceFraud(late);
        _expectNoBetterRight(ALICE, bad, SALT);
        _expectNoBetterRight(ALICE, bad, keccak256("another"));
        _expectNoBetterRight(ALICE, genesis, SALT);
    }

    function test_revealFraud_afterItsPeriod_reverts() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        rollup.announceFraud(_commitment(ALICE, bad, 12, 0));
        _drop(bad, genesis);
        vm.warp(block.timestamp + 6 hours);
        _expectNoBetterRight(ALICE, bad, SALT);
        rollup.collectReward(_hash(bad));
        _expectNoBetterRight(ALICE, bad, SALT);
    }

    function test_announceFraud_again_keeps_the_first_time() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        rollup.announceFraud(_commitment(ALICE, bad, 12, 0));
        rollup.announceFraud(_commitment(BOB, bad, 12, 0));
        rollup.announceFraud(_commitment(ALICE, bad, 12, 0));
        _drop(bad, genesis);
        vm.prank(ALICE);
        rollup.revealFraud(_hash(bad), SALT);
        _expectNoBetterRight(BOB, bad, SALT);
    }

    function _expectNoBetterRight(address who, Header memory header, bytes32 salt) private {
        bytes32 headerHash = _hash(header);
        vm.prank(who);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBetterRight.selector, headerHash, who));
        rollup.revealFraud(headerHash, salt);
    }

    function _expectBond(address committer, uint256 total, uint256 locked) private view {
        (uint256 total_, uint256 locked_) = rollup.bondOf(committer);
        assertEq(total_, total);
        assertEq(locked_, locked);
    }

    /// @dev Overdue items, more than two batches must take, so that Bob can commit beside the sequencer.
    function _openToAll() private {
        for (uint256 i = 0; i < 8; i++) {
            vm.prank(ALICE);
            rollup.forceExit{value: 1 ether}(0);
        }
        vm.warp(block.timestamp + 2 days);
        rollup.addBond{value: 6 ether}(BOB);
    }

    function _childOf(Header memory parent, address committer) private returns (Header memory header) {
        header = _next(parent, 4, 4, 1_000 + parent.newRoot % 1_000);
        header.committer = committer;
        _commit(header);
    }

    function _commitment(address sender, Header memory header, uint8 fault, uint32 slot)
        private
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(sender, _hash(header), FaultKind.wrap(fault), slot, SALT));
    }
}
