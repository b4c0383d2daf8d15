// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {AccountLeaf} from "../../../src/interfaces/IStateHasher.sol";
import {Header} from "../../../src/types/Header.sol";
import {RollupFixture} from "../../utils/RollupFixture.sol";
import {SmallTree} from "../../utils/SmallTree.sol";

/// @notice When a rollup freezes, and what comes out then. The window is 7 days, F 6 hours, escapeAfter 5 days.
contract RollupFreezeTest is RollupFixture {
    SmallTree private tree = new SmallTree(3);
    Header private genesis;
    uint256 private start;

    function setUp() public override {
        super.setUp();
        genesis = _genesis();
        start = block.timestamp;
        rollup.addBond{value: 500 ether}(SEQUENCER);
    }

    /* FREEZE */

    function test_freeze_withNothingInTheQueue_reverts() public {
        vm.warp(start + 1_000 days);
        _expectNothingOverdue();
    }

    /// @custom:invariant iFRC-001
    function test_freeze_whenTheNextItemIsTooOld_succeeds() public {
        _depositEther(ALICE, 1);
        vm.warp(start + 5 days);
        _expectNothingOverdue();
        vm.warp(start + 5 days + 1);
        vm.expectEmit(address(rollup));
        emit IRollup.RollupFrozen(address(this), 0);
        rollup.freeze();
        assertTrue(rollup.isFrozen(), "frozen");
        vm.expectRevert(IRollup.Frozen.selector);
        rollup.freeze();
    }

    function test_freeze_ofAServedQueue_reverts() public {
        _depositEther(ALICE, 1);
        vm.warp(start + 6 hours);
        _commitNext(genesis, 1, 1, 1);
        vm.warp(start + 10 days);
        _expectNothingOverdue();
    }

    function test_lesson3_freeze_after_a_drop_leaves_time_to_serve_the_queue_again() public {
        _depositEther(ALICE, 1);
        Header memory bad = _commitNext(genesis, 1, 1, 1);
        vm.warp(start + 6 days);
        _drop(bad, genesis);
        vm.warp(start + 6 days + 6 hours);
        _expectNothingOverdue();
        vm.warp(start + 6 days + 6 hours + 1);
        rollup.freeze();
    }

    function test_lesson3_drops_cannot_put_the_freeze_off_for_ever() public {
        _depositEther(ALICE, 1);
        uint256 end = start + 5 days + 14 days;
        for (uint256 i = 0; block.timestamp + 5 hours < end; i++) {
            vm.warp(block.timestamp + 5 hours);
            _drop(_commitNext(genesis, 1, 1, 1_000 + i), genesis);
        }
        vm.warp(end);
        _expectNothingOverdue();
        _commitNext(genesis, 1, 1, 1);
        vm.warp(end + 1);
        rollup.freeze();
    }

    function test_freeze_ofARollupThatOnlyWaitsForFinalise_reverts() public {
        _depositEther(ALICE, 1);
        Header memory header = _commitNext(genesis, 1, 1, 1);
        vm.warp(start + 40 days);
        vm.expectRevert(abi.encodeWithSelector(IRollup.FinaliseFirst.selector, _hash(header)));
        rollup.freeze();
        rollup.finalise(header);
        _expectNothingOverdue();
    }

    function test_freeze_stops_commits_and_money_coming_in() public {
        _freezeWith(genesis);
        Header memory header = _next(genesis, 1, 1, 1);
        vm.blobhashes(header.versionedHashes);
        vm.prank(SEQUENCER);
        vm.expectRevert(IRollup.Frozen.selector);
        rollup.commit(header);
        vm.expectRevert(IRollup.Frozen.selector);
        rollup.deposit{value: 1}(0, 1, ALICE, 0, 0, 0);
        vm.expectRevert(IRollup.Frozen.selector);
        rollup.forceExit{value: 1 ether}(0);
    }

    /* ESCAPE */

    /// @custom:invariant iEXI-001
    function test_lesson4_everybody_gets_everything_out_of_a_frozen_rollup() public {
        Header memory header = _finalState();
        _freezeWith(header);
        IRollup.AccountProof memory alice = _prove(63, _account(ALICE, 60, 40));
        IRollup.AccountProof memory bob = _prove(62, _account(BOB, 50, 0));
        // What Alice claimed before does not come out twice.
        assertEq(rollup.claim(tree.root(), alice, ALICE), 40);
        vm.expectEmit(address(rollup));
        emit IRollup.Escaped(63, ALICE, 0, 100, ALICE);
        assertEq(rollup.escape(alice, address(0)), 60);
        assertEq(rollup.escape(alice, ALICE), 0);
        assertEq(rollup.claim(tree.root(), alice, ALICE), 0);
        assertEq(rollup.escape(bob, address(0)), 50);
        rollup.refundDeposit(2, IRollup.QueueItem(1, ALICE, 0, 0, 0, 1, 0, 0));
        assertEq(ALICE.balance, 101);
        assertEq(BOB.balance, 50);
        assertEq(hub.escrow(address(rollup), address(0)), 0);
    }

    function test_escape_ofARollupThatIsNotFrozen_reverts() public {
        _finalState();
        IRollup.AccountProof memory proof = _prove(63, _account(ALICE, 60, 40));
        vm.expectRevert(IRollup.NotFrozen.selector);
        rollup.escape(proof, ALICE);
        vm.expectRevert(IRollup.NotFrozen.selector);
        rollup.refundDeposit(0, IRollup.QueueItem(1, ALICE, 0, 0, 0, 100, 0, 0));
    }

    function test_escape_toAnotherRecipient_is_the_owners_choice() public {
        _freezeWith(_finalState());
        IRollup.AccountProof memory proof = _prove(63, _account(ALICE, 60, 40));
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotTheOwner.selector, address(this), ALICE));
        rollup.escape(proof, WATCHER);
        vm.prank(ALICE);
        assertEq(rollup.escape(proof, WATCHER), 100);
        assertEq(WATCHER.balance, 100);
    }

    function test_lesson3_freeze_uses_one_cut() public {
        Header memory header = _finalState();
        IRollup.AccountProof memory old = _prove(63, _account(ALICE, 60, 40));
        uint256 oldRoot = tree.root();
        _depositEther(BOB, 7);
        tree.set(61, _account(BOB, 7, 0));
        tree.set(63, _account(ALICE, 0, 100));
        tree.setCounters(0, 3);
        Header memory pending = _commitNext(header, 1, 2, tree.root());
        _depositEther(ALICE, 1);
        vm.warp(block.timestamp + 5 days + 1);
        rollup.freeze();

        // Pending: the batch is on neither side.
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchesPending.selector, uint256(1)));
        rollup.escape(old, ALICE);
        IRollup.QueueItem memory bobs = IRollup.QueueItem(1, BOB, 0, 0, 0, 7, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchesPending.selector, uint256(1)));
        rollup.refundDeposit(2, bobs);

        // Final: its root and its queue end are the cut, and no other.
        _finalise(pending);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotFinalRoot.selector, oldRoot));
        rollup.escape(old, ALICE);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoSuchItem.selector, 2));
        rollup.refundDeposit(2, bobs);
        rollup.refundDeposit(3, IRollup.QueueItem(1, ALICE, 0, 0, 0, 1, 0, 0));
        assertEq(rollup.escape(_prove(63, _account(ALICE, 0, 100)), ALICE), 100);
        assertEq(rollup.escape(_prove(61, _account(BOB, 7, 0)), BOB), 7);
    }

    function test_aPendingBatch_ofAFrozenRollup_can_still_fall() public {
        Header memory header = _finalState();
        _depositEther(BOB, 7);
        Header memory bad = _commitNext(header, 1, 2, 12345);
        _depositEther(ALICE, 1);
        vm.warp(block.timestamp + 5 days + 1);
        rollup.freeze();
        _drop(bad, header);
        rollup.refundDeposit(2, IRollup.QueueItem(1, BOB, 0, 0, 0, 7, 0, 0));
        rollup.refundDeposit(3, IRollup.QueueItem(1, ALICE, 0, 0, 0, 1, 0, 0));
        assertEq(rollup.escape(_prove(63, _account(ALICE, 60, 40)), ALICE), 100);
        assertEq(BOB.balance, 7);
    }

    function test_escape_underARootThatCameTwice_takes_the_last() public {
        Header memory header = _finalState();
        Header memory same = _commitNext(header, 0, 1, header.newRoot);
        _finalise(same);
        _freezeWith(same);
        assertEq(rollup.escape(_prove(63, _account(ALICE, 60, 40)), ALICE), 100);
    }

    function test_refundDeposit_ofAnythingElse_reverts() public {
        _depositEther(ALICE, 5);
        vm.deal(BOB, 1 ether);
        vm.prank(BOB);
        rollup.forceTransfer{value: 1 ether}(1, 2, 5);
        vm.warp(start + 6 days);
        rollup.freeze();
        IRollup.QueueItem memory item = IRollup.QueueItem(1, ALICE, 0, 0, 0, 6, 0, 0);
        _expectWrongItem(0, item);
        (item.amount, item.owner) = (5, BOB);
        _expectWrongItem(0, item);
        (item.owner, item.token) = (ALICE, 1);
        _expectWrongItem(0, item);
        item.token = 0;
        _expectWrongItem(1, item);
        _expectWrongItem(1, IRollup.QueueItem(2, BOB, 0, 1, 2, 5, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoSuchItem.selector, 2));
        rollup.refundDeposit(2, item);
        rollup.refundDeposit(0, item);
        vm.expectRevert(abi.encodeWithSelector(IRollup.AlreadyRefunded.selector, 0));
        rollup.refundDeposit(0, item);
        assertEq(ALICE.balance, 5);
    }

    /// @dev Alice and Bob came in by the first two items; Alice has withdrawn 40 of 100.
    function _finalState() private returns (Header memory header) {
        _depositEther(ALICE, 100);
        _depositEther(BOB, 50);
        tree.set(63, _account(ALICE, 60, 40));
        tree.set(62, _account(BOB, 50, 0));
        tree.setCounters(0, 2);
        header = _commitNext(genesis, 2, 3, tree.root());
        _finalise(header);
    }

    function _freezeWith(Header memory last) private {
        assertEq(rollup.queueLength(), last.queueEnd);
        _depositEther(ALICE, 1);
        vm.warp(block.timestamp + 5 days + 1);
        rollup.freeze();
    }

    function _expectNothingOverdue() private {
        vm.expectRevert(IRollup.NothingOverdue.selector);
        rollup.freeze();
    }

    function _expectWrongItem(uint64 number, IRollup.QueueItem memory item) private {
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongItem.selector, number));
        rollup.refundDeposit(number, item);
    }

    function _prove(uint32 index, AccountLeaf memory account) private view returns (IRollup.AccountProof memory) {
        return IRollup.AccountProof(index, account, tree.path(index), tree.feeRoot(), tree.counters());
    }

    function _account(address owner, uint128 balance, uint128 withdrawn) private pure returns (AccountLeaf memory) {
        return AccountLeaf(owner, 0, 0, balance, withdrawn, 0, 0);
    }
}
