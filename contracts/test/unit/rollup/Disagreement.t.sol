// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {ISettlementHub} from "../../../src/interfaces/ISettlementHub.sol";
import {AccountLeaf} from "../../../src/interfaces/IStateHasher.sol";
import {Header} from "../../../src/types/Header.sol";
import {Profile} from "../../../src/types/Profile.sol";
import {SmallTree} from "../../utils/SmallTree.sol";
import {VotesFixture} from "../../utils/VotesFixture.sol";

/// @notice A validity proof and a fraud proof of one batch: one of the verifiers is wrong, whichever. Here it is the one of proofs.
/// @custom:drill proof-disagreement
contract RollupDisagreementTest is VotesFixture {
    SmallTree private tree = new SmallTree(3);
    Header private genesis;
    Header private right;
    Header private wrong;
    IRollup.AccountProof private proof;

    function _profile() internal view override returns (Profile memory p) {
        p = super._profile();
        (p.quotaFloor, p.quotaShare) = (100, 0);
    }

    function setUp() public override {
        super.setUp();
        genesis = _genesis();
        vm.deal(ALICE, 1_000);
        vm.prank(ALICE);
        rollup.deposit{value: 1_000}(0, 1_000, ALICE, 0, 0, 0);
        tree.set(1, AccountLeaf(ALICE, 0, 0, 500, 250, 0, 0));
        proof = _path(1, AccountLeaf(ALICE, 0, 0, 500, 250, 0, 0));
        right = _commitProvable(genesis, 0, 4, tree.root());
        // The next state pays Bob what he never had.
        tree.set(2, AccountLeaf(BOB, 0, 0, 0, 600, 0, 0));
        wrong = _commitProvable(right, 0, 4, tree.root());
        verifier.setWrong(wrong.newRoot);
    }

    /* IN EITHER ORDER */

    function test_fraud_ofAProvenBatch_freezes_at_the_parent() public {
        _proveValidity(wrong, right);
        Header memory child = _commitProvable(wrong, 0, 4, 7);
        vm.expectEmit(address(rollup));
        emit IRollup.ProofsDisagree(_hash(wrong), 2, right.newRoot, 1);
        rollup.proveFraud(wrong, right, _proof(12, 0));
        _expectFrozenAt(right);
        assertEq(rollup.status(_hash(wrong)), IRollup.Status.Dropped);
        assertEq(rollup.status(_hash(child)), IRollup.Status.Dropped);
        // Nobody is paid, nobody is punished: the bond of the batch stays, that of its child comes back.
        _expectBond(20 ether, 9 ether);
        assertEq(rollup.rewardOf(_hash(wrong)).amount, 0);
        rollup.releaseBond(child);
        vm.warp(block.timestamp + 365 days);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBondToRelease.selector, _hash(wrong)));
        rollup.releaseBond(wrong);
        _expectBond(20 ether, 6 ether);
    }

    function test_aProof_ofARemovedBatch_freezes_at_the_parent() public {
        _drop(wrong, right);
        Header memory other = _commitProvable(right, 0, 4, 7);
        vm.warp(block.timestamp + 7 days);
        Claim memory c = _claim(wrong, right);
        vm.expectEmit(address(rollup));
        emit IRollup.ProofsDisagree(_hash(wrong), 2, right.newRoot, 2);
        _send(c);
        _expectFrozenAt(right);
        assertEq(rollup.status(_hash(other)), IRollup.Status.Dropped);
        // What was not collected is held.
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoReward.selector, _hash(wrong)));
        rollup.collectReward(_hash(wrong));
    }

    function test_aProof_ofABatchThatWasRemovedLongAgo_changes_nothing() public {
        _drop(wrong, right);
        vm.warp(block.timestamp + 7 days + 1);
        _proveValidity(wrong, right);
        assertTrue(!rollup.isFrozen(), "the veto is over");
        vm.expectRevert(abi.encodeWithSelector(IRollup.NothingDisagrees.selector, _hash(wrong)));
        rollup.recordDisagreement(wrong, right);
    }

    function test_aProof_ofABatchThatFellWithAnother_changes_nothing() public {
        Header memory child = _commitProvable(wrong, 0, 4, 7);
        _drop(wrong, right);
        _proveValidity(child, wrong);
        assertTrue(!rollup.isFrozen(), "it may well follow from a wrong parent");
    }

    function test_aProof_ofARemovedBatch_whose_parent_fell_too_freezes_where_the_head_is() public {
        _drop(wrong, right);
        _drop(right, genesis);
        Header memory other = _commitProvable(genesis, 0, 4, 7);
        _proveValidity(wrong, right);
        _expectFrozenAt(other);
        assertEq(rollup.status(_hash(other)), IRollup.Status.Committed);
    }

    function test_recordDisagreement_again_or_with_another_parent_reverts() public {
        _drop(wrong, right);
        _proveValidity(wrong, right);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NothingDisagrees.selector, _hash(wrong)));
        rollup.recordDisagreement(wrong, right);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NothingDisagrees.selector, _hash(right)));
        rollup.recordDisagreement(right, genesis);
    }

    function test_fraud_ofABatchThatOnlyAQuorumSignedFor_removes_it() public {
        _attest(wrong);
        _drop(wrong, right);
        assertTrue(!rollup.isFrozen(), "the proof stands against nobody's");
        _expectBond(17 ether, 3 ether);
    }

    /* FINAL EARLY */

    function test_fraud_ofABatchThatIsFinalEarly_takes_it_back() public {
        _finaliseBoth();
        vm.warp(block.timestamp + 7 days);
        rollup.proveFraud(wrong, right, _proof(12, 0));
        _expectFrozenAt(right);
        (bytes32 last, uint64 height) = rollup.lastFinal();
        assertEq(last, _hash(right));
        assertEq(height, 1);
        assertTrue(rollup.isFinalRoot(right.newRoot), "the parent's stays");
        assertTrue(!rollup.isFinalRoot(wrong.newRoot), "the wrong one goes");
        IRollup.AccountProof memory bob = _path(2, AccountLeaf(BOB, 0, 0, 0, 600, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotFinalRoot.selector, wrong.newRoot));
        rollup.claim(wrong.newRoot, bob, address(0));
    }

    function test_fraud_afterTheWindow_of_what_is_final_reverts() public {
        _finaliseBoth();
        vm.warp(block.timestamp + 7 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotPending.selector, _hash(wrong)));
        rollup.proveFraud(wrong, right, _proof(12, 0));
    }

    function test_anEarlierFinalBatch_takes_later_ones_with_it() public {
        _finaliseBoth();
        Header memory third = _commitProvable(wrong, 0, 4, 7);
        _finaliseEarly(third, wrong);
        rollup.proveFraud(wrong, right, _proof(12, 0));
        assertTrue(!rollup.isFinalRoot(7) && !rollup.isFinalRoot(wrong.newRoot), "neither is final");
        assertEq(rollup.status(_hash(third)), IRollup.Status.Dropped);
    }

    /// @notice A batch that changes nothing has its parent's root, which has to stay payable.
    function test_theParentsRoot_stays_final_if_the_removed_batch_had_it_too() public {
        Header memory same = _commitProvable(wrong, 0, 4, wrong.newRoot);
        _finaliseBoth();
        _finaliseEarly(same, wrong);
        vm.warp(block.timestamp + 6 days);
        rollup.proveFraud(same, wrong, _proof(12, 0));
        assertTrue(rollup.isFinalRoot(wrong.newRoot), "of the parent");
        vm.warp(block.timestamp + 2 days);
        rollup.escape(_path(2, AccountLeaf(BOB, 0, 0, 0, 600, 0, 0)), address(0));
    }

    /// @custom:invariant iSOL-002
    function test_fraud_ofABatchThatIsFinalEarly_cancels_what_waits_under_it() public {
        _finaliseBoth();
        rollup.claim(right.newRoot, proof, address(0)); // Alice: 250, of which the quota pays 100
        rollup.claim(wrong.newRoot, _path(2, AccountLeaf(BOB, 0, 0, 0, 600, 0, 0)), address(0));
        (uint256 waiting, uint256 entries) = hub.waiting(address(rollup), address(0));
        assertEq(waiting, 750);
        assertEq(entries, 2);
        vm.expectEmit(address(hub));
        emit ISettlementHub.PayoutsCancelled(address(rollup), 2);
        rollup.proveFraud(wrong, right, _proof(12, 0));

        // Bob's entry goes, from the middle of the line; Alice's, under the parent, stays.
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.NotCancelled.selector, 0));
        hub.removeCancelled(address(rollup), address(0), 0);
        vm.expectEmit(address(hub));
        emit ISettlementHub.PayoutCancelled(address(rollup), address(0), 1, 2, BOB, 600);
        hub.removeCancelled(address(rollup), address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.NotCancelled.selector, 1));
        hub.removeCancelled(address(rollup), address(0), 1);
        assertEq(hub.claimed(address(rollup), 2, BOB, address(0)), 0);
        vm.warp(block.timestamp + 10 days);
        hub.processPayouts(address(rollup), address(0), 10);
        vm.warp(block.timestamp + 10 days);
        hub.processPayouts(address(rollup), address(0), 10);
        assertEq(ALICE.balance, 250);
        assertEq(BOB.balance, 0);
        // And Alice leaves with the rest.
        rollup.escape(proof, address(0));
        for (uint256 day = 0; day < 6; day++) {
            vm.warp(block.timestamp + 1 days);
            hub.processPayouts(address(rollup), address(0), 10);
        }
        assertEq(ALICE.balance, 750);
    }

    function test_processPayouts_takes_out_what_was_cancelled() public {
        _finaliseBoth();
        rollup.claim(wrong.newRoot, _path(2, AccountLeaf(BOB, 0, 0, 0, 600, 0, 0)), address(0));
        rollup.claim(right.newRoot, proof, address(0));
        assertEq(BOB.balance, 100); // what the quota let through before is gone
        rollup.proveFraud(wrong, right, _proof(12, 0));
        assertEq(hub.processPayouts(address(rollup), address(0), 10), 0);
        (uint256 waiting, uint256 entries) = hub.waiting(address(rollup), address(0));
        assertEq(waiting, 250);
        assertEq(entries, 1);
        vm.warp(block.timestamp + 1 days);
        assertEq(hub.processPayouts(address(rollup), address(0), 10), 100);
        assertEq(ALICE.balance, 100);
    }

    function test_escape_waits_until_nothing_can_be_disputed() public {
        _finaliseBoth();
        uint256 until = block.timestamp + 7 days;
        vm.warp(block.timestamp + 5 days + 1);
        rollup.proveFraud(wrong, right, _proof(12, 0));
        vm.expectRevert(abi.encodeWithSelector(IRollup.WindowOpen.selector, _hash(right), until));
        rollup.escape(proof, address(0));
        vm.warp(until + 1);
        rollup.escape(proof, address(0));
        assertEq(ALICE.balance, 100);
    }

    /* HELP */

    function _finaliseBoth() private {
        _finaliseEarly(right, genesis);
        _finaliseEarly(wrong, right);
    }

    function _finaliseEarly(Header memory header, Header memory parent) private {
        _proveValidity(header, parent);
        _attest(header);
        rollup.finalise(header);
    }

    function _expectFrozenAt(Header memory header) private view {
        assertTrue(rollup.isFrozen(), "frozen");
        (bytes32 head,) = rollup.head();
        assertEq(head, _hash(header));
    }

    function _expectBond(uint256 total, uint256 locked) private view {
        (uint256 total_, uint256 locked_) = rollup.bondOf(SEQUENCER);
        assertEq(total_, total);
        assertEq(locked_, locked);
    }

    function _path(uint32 index, AccountLeaf memory account) private view returns (IRollup.AccountProof memory) {
        return IRollup.AccountProof(index, account, tree.path(index), tree.feeRoot(), tree.counters());
    }
}
