// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFraudVerifier} from "../../../src/interfaces/IFraudVerifier.sol";
import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {DisputedBatch, FaultKind} from "../../../src/types/FraudProof.sol";
import {Header} from "../../../src/types/Header.sol";
import {RollupFixture} from "../../utils/RollupFixture.sol";

/// @notice Finality, drops, and what a stale call finds after them.
contract RollupDropTest is RollupFixture {
    Header private genesis;

    function setUp() public override {
        super.setUp();
        genesis = _genesis();
    }

    /* FINALITY */

    function test_finalise_inTheWindow_reverts() public {
        Header memory header = _commitNext(genesis, 0, 1, 1);
        uint256 until = block.timestamp + 7 days;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WindowOpen.selector, _hash(header), until));
        rollup.finalise(header);
        vm.warp(until + 1);
        vm.expectEmit(address(rollup));
        emit IRollup.BatchFinalised(_hash(header), 1, 1);
        rollup.finalise(header);
    }

    function test_finalise_outOfOrder_reverts() public {
        Header memory first = _commitNext(genesis, 0, 1, 1);
        Header memory second = _commitNext(first, 0, 1, 2);
        vm.warp(block.timestamp + 8 days);
        _expectNotTheOldest(second);
        rollup.finalise(first);
        _expectNotTheOldest(first);
        _expectNotTheOldest(genesis);
        rollup.finalise(second);
        _expectNotTheOldest(second);
    }

    function test_finalise_ofADroppedBatch_reverts() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        Header memory child = _commitNext(bad, 0, 1, 2);
        _drop(bad, genesis);
        vm.warp(block.timestamp + 8 days);
        _expectNotTheOldest(bad);
        _expectNotTheOldest(child);
        // The heights are taken by others now; the old names stay dropped.
        Header memory other = _commitNext(genesis, 0, 1, 3);
        _commitNext(other, 0, 1, 4);
        vm.warp(block.timestamp + 8 days);
        _expectNotTheOldest(bad);
        rollup.finalise(other);
        _expectNotTheOldest(child);
        assertEq(rollup.status(_hash(child)), IRollup.Status.Dropped);
        assertTrue(!rollup.isFinalRoot(1) && !rollup.isFinalRoot(2), "no root of a dropped batch is final");
    }

    /* DROPS */

    function test_proveFraud_vouches_for_header_parent_and_links() public {
        _depositEther(ALICE, 1);
        _depositEther(ALICE, 2);
        _depositEther(ALICE, 3);
        Header memory first = _commitNext(genesis, 1, 1, 1);
        Header memory second = _commitNext(first, 2, 3, 2);
        DisputedBatch memory batch =
            DisputedBatch(address(rollup), 3, second, 1, rollup.queueLink(2), rollup.queueLink(3));
        verifier.setWrong(2);
        verifier.expect(batch);
        vm.expectEmit(address(rollup));
        emit IRollup.BatchDropped(_hash(second), 2, WATCHER, FaultKind.wrap(20), 1, 1);
        vm.prank(WATCHER);
        rollup.proveFraud(second, first, _proof(20, 1));

        second = _commitNext(first, 2, 3, 3);
        (batch.header, batch.linkBefore, batch.linkAfter) = (second, 0, 0);
        verifier.setWrong(3);
        verifier.expect(batch);
        rollup.proveFraud(second, first, _proof(19, 2));
    }

    function test_proveFraud_ofWhatIsNotShown_reverts() public {
        Header memory header = _commitNext(genesis, 0, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IFraudVerifier.NotShown.selector, 12, 0));
        rollup.proveFraud(header, genesis, _proof(12, 0));
    }

    function test_proveFraud_withAnotherParent_reverts() public {
        Header memory first = _commitNext(genesis, 0, 1, 1);
        Header memory second = _commitNext(first, 0, 1, 2);
        verifier.setWrong(2);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongParent.selector, _hash(genesis), _hash(first)));
        rollup.proveFraud(second, genesis, _proof(12, 0));
        first.newRoot = 3;
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongParent.selector, _hash(first), second.parentHash));
        rollup.proveFraud(second, first, _proof(12, 0));
    }

    function test_proveFraud_ofWhatIsNotPending_reverts() public {
        verifier.setWrong(genesis.newRoot);
        _expectNotPending(genesis, genesis);
        Header memory header = _next(genesis, 0, 1, 1);
        verifier.setWrong(1);
        _expectNotPending(header, genesis);
        _commit(header);
        _drop(header, genesis);
        _expectNotPending(header, genesis);
    }

    function test_lesson12_a_final_root_cannot_be_taken_back() public {
        Header memory header = _commitNext(genesis, 0, 1, 1);
        _finalise(header);
        verifier.setWrong(1);
        _expectNotPending(header, genesis);
    }

    function test_proveFraud_afterTheWindow_stillDrops_what_nobody_finalised() public {
        Header memory header = _commitNext(genesis, 0, 1, 1);
        vm.warp(block.timestamp + 30 days);
        _drop(header, genesis);
        assertEq(rollup.status(_hash(header)), IRollup.Status.Dropped);
    }

    function test_aDroppedHeader_is_never_committed_again() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        Header memory child = _commitNext(bad, 0, 1, 2);
        _drop(bad, genesis);
        vm.blobhashes(bad.versionedHashes);
        vm.prank(SEQUENCER);
        vm.expectRevert(abi.encodeWithSelector(IRollup.AlreadyCommitted.selector, _hash(bad)));
        rollup.commit(bad);
        vm.blobhashes(child.versionedHashes);
        vm.prank(SEQUENCER);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongParent.selector, _hash(bad), _hash(genesis)));
        rollup.commit(child);
    }

    function test_aDrop_gives_back_queue_time_and_sequence() public {
        _depositEther(ALICE, 1);
        _depositEther(ALICE, 1);
        Header memory first = _commitNext(genesis, 1, 2, 1);
        vm.warp(block.timestamp + 10 minutes);
        Header memory bad = _commitNext(first, 1, 9, 2);
        (uint256 open,) = rollup.openItems();
        assertEq(open, 0);
        _drop(bad, first);
        (open,) = rollup.openItems();
        assertEq(open, 1);
        Header memory next = _next(first, 1, 1, 3);
        next.batchTime = first.batchTime;
        _commit(next);
        assertEq(rollup.generation(), 1);
    }

    function test_proveFraud_and_commit_are_one_transaction() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        verifier.setWrong(1);
        Header memory better = _next(genesis, 0, 1, 2);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IRollup.proveFraud, (bad, genesis, _proof(12, 0)));
        calls[1] = abi.encodeCall(IRollup.commit, (better));
        vm.blobhashes(better.versionedHashes);
        vm.prank(SEQUENCER);
        rollup.multicall(calls);
        (bytes32 head,) = rollup.head();
        assertEq(head, _hash(better));
    }

    function test_multicall_reverts_with_the_reason_and_as_a_whole() public {
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        verifier.setWrong(1);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IRollup.proveFraud, (bad, genesis, _proof(12, 0)));
        calls[1] = abi.encodeCall(IRollup.freeze, ());
        vm.expectRevert(IRollup.NothingOverdue.selector);
        rollup.multicall(calls);
        assertEq(rollup.status(_hash(bad)), IRollup.Status.Committed);
    }

    function _expectNotTheOldest(Header memory header) private {
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotTheOldest.selector, _hash(header)));
        rollup.finalise(header);
    }

    function _expectNotPending(Header memory header, Header memory parent) private {
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotPending.selector, _hash(header)));
        rollup.proveFraud(header, parent, _proof(12, 0));
    }
}
