// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {Header} from "../../../src/types/Header.sol";
import {Profile} from "../../../src/types/Profile.sol";
import {RollupFixture} from "../../utils/RollupFixture.sol";

/// @notice Every condition of `commit`, each broken alone.
contract RollupCommitTest is RollupFixture {
    uint256 private constant R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    Header private genesis;

    function setUp() public override {
        super.setUp();
        genesis = _genesis();
        for (uint256 i = 0; i < 6; i++) {
            _depositEther(ALICE, 1);
        }
    }

    function test_commit_puts_the_batch_at_the_head() public {
        Header memory header = _next(genesis, 2, 3, 1);
        vm.blobhashes(header.versionedHashes);
        vm.expectEmit(address(rollup));
        emit IRollup.BatchCommitted(_hash(header), 1, header);
        vm.prank(SEQUENCER);
        rollup.commit(header);
        (bytes32 head, uint64 height) = rollup.head();
        assertEq(head, _hash(header));
        assertEq(height, 1);
        assertEq(rollup.committedAt(head), block.timestamp);
        _commitNext(header, 4, 5, 2);
    }

    function test_commit_onAnotherParent_reverts() public {
        Header memory header = _next(genesis, 0, 1, 1);
        header.parentHash = bytes32(uint256(header.parentHash) ^ 1);
        _refuse(header, abi.encodeWithSelector(IRollup.WrongParent.selector, header.parentHash, _hash(genesis)));
        Header memory sibling = _next(genesis, 0, 1, 2);
        header = _commitNext(genesis, 0, 1, 1);
        _refuse(sibling, abi.encodeWithSelector(IRollup.WrongParent.selector, _hash(genesis), _hash(header)));
    }

    function test_lesson6_root_plus_r_is_refused() public {
        Header memory header = _next(genesis, 0, 1, R);
        _refuse(header, abi.encodeWithSelector(IRollup.RootNotCanonical.selector, R));
        _commitNext(genesis, 0, 1, R - 1);
    }

    function test_commit_ofSlotsOutOfRange_reverts() public {
        Header memory header = _next(genesis, 0, 0, 1);
        _refuse(header, abi.encodeWithSelector(IRollup.SlotsOutOfRange.selector, 0, 0));
        header = _next(genesis, 0, 6145, 1);
        _refuse(header, abi.encodeWithSelector(IRollup.SlotsOutOfRange.selector, 0, 6145));
        header = _next(genesis, 2, 2, 1);
        header.slotCount = 1;
        _refuse(header, abi.encodeWithSelector(IRollup.SlotsOutOfRange.selector, 2, 1));
    }

    function test_commit_withOtherBlobs_reverts() public {
        Header memory header = _next(genesis, 0, 1024, 1);
        header.slotCount++;
        header.sequenceEnd++;
        _refuse(header, abi.encodeWithSelector(IRollup.WrongBlobCount.selector, 1, 2));

        header = _next(genesis, 0, 1025, 1);
        bytes32[] memory blobs = new bytes32[](2);
        (blobs[0], blobs[1]) = (header.versionedHashes[1], header.versionedHashes[0]);
        _refuseWithBlobs(
            header, blobs, abi.encodeWithSelector(IRollup.WrongBlob.selector, 0, header.versionedHashes[0], blobs[0])
        );
        blobs = new bytes32[](1);
        blobs[0] = header.versionedHashes[0];
        _refuseWithBlobs(
            header, blobs, abi.encodeWithSelector(IRollup.WrongBlob.selector, 1, header.versionedHashes[1], 0)
        );
        header.versionedHashes[1] = 0;
        _refuseWithBlobs(header, blobs, abi.encodeWithSelector(IRollup.WrongBlob.selector, 1, 0, 0));
    }

    function test_commit_ofAnotherQueue_reverts() public {
        Header memory header = _next(genesis, 2, 2, 1);
        header.queueEnd = 3;
        _refuse(header, abi.encodeWithSelector(IRollup.WrongQueueEnd.selector, 3, 2));
        header = _next(genesis, 2, 2, 1);
        header.queueHash = rollup.queueLink(1);
        _refuse(
            header, abi.encodeWithSelector(IRollup.WrongQueueHash.selector, rollup.queueLink(1), rollup.queueLink(2))
        );
        header = _next(genesis, 6, 7, 1);
        (header.queueCount, header.queueEnd, header.sequenceEnd) = (7, 7, 0);
        _refuse(header, abi.encodeWithSelector(IRollup.NoSuchItem.selector, 6));
    }

    /// @custom:invariant iFRC-001
    function test_commit_withoutDueItems_reverts() public {
        vm.warp(block.timestamp + 6 hours - 1);
        Header memory header = _commitNext(genesis, 0, 1, 1);
        vm.warp(block.timestamp + 1);
        for (uint32 count = 0; count < 4; count++) {
            _refuse(_next(header, count, count + 1, 2), abi.encodeWithSelector(IRollup.DueItemLeftOut.selector, count));
        }
        // K = 4 are enough, although all six are due.
        header = _commitNext(header, 4, 4, 2);
        _refuse(_next(header, 1, 1, 3), abi.encodeWithSelector(IRollup.DueItemLeftOut.selector, 5));
        header = _commitNext(header, 2, 2, 3);
        _commitNext(header, 0, 1, 4);
    }

    function test_commit_ofATimeOutOfRange_reverts() public {
        Header memory header = _commitNext(genesis, 0, 1, 1);
        uint64 parentTime = header.batchTime;
        vm.warp(block.timestamp + 1 hours);
        uint64 time = uint64(block.timestamp);
        uint64[3] memory wrong = [parentTime - 1, time + 1, time - 1 hours - 1];
        for (uint256 i = 0; i < 3; i++) {
            Header memory next = _next(header, 0, 1, 2);
            next.batchTime = wrong[i];
            _refuse(next, abi.encodeWithSelector(IRollup.BatchTimeOutOfRange.selector, wrong[i], parentTime, time));
        }
        Header memory oldest = _next(header, 0, 1, 2);
        oldest.batchTime = parentTime;
        _commit(oldest);
        vm.warp(block.timestamp + 1);
        oldest = _next(oldest, 0, 1, 3);
        oldest.batchTime = parentTime;
        _refuse(
            oldest,
            abi.encodeWithSelector(IRollup.BatchTimeOutOfRange.selector, parentTime, parentTime, block.timestamp)
        );
    }

    function test_commit_ofAnotherSequence_reverts() public {
        Header memory header = _next(genesis, 1, 3, 1);
        header.sequenceEnd = 3;
        _refuse(header, abi.encodeWithSelector(IRollup.WrongSequenceEnd.selector, 3, 2));
    }

    function test_commit_ofAnotherProfile_reverts() public {
        Header memory header = _next(genesis, 0, 1, 1);
        header.profileId = keccak256("another");
        _refuse(header, abi.encodeWithSelector(IRollup.WrongProfile.selector, header.profileId));
    }

    function test_commit_forSomebodyElse_reverts() public {
        Header memory header = _next(genesis, 0, 1, 1);
        vm.blobhashes(header.versionedHashes);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotTheCommitter.selector, BOB, SEQUENCER));
        rollup.commit(header);
    }

    function test_commit_withoutABond_reverts() public {
        vm.prank(SEQUENCER);
        rollup.withdrawBond(15 ether, payable(SEQUENCER));
        Header memory header = _commitNext(genesis, 0, 1, 1);
        _refuse(
            _next(header, 0, 1, 2),
            abi.encodeWithSelector(IRollup.BondTooLow.selector, SEQUENCER, uint256(2 ether), uint256(3 ether))
        );
    }

    function test_lesson2_anybody_may_commit_while_an_item_is_overdue() public {
        rollup.addBond{value: 6 ether}(BOB);
        vm.warp(block.timestamp + 1 days - 1);
        Header memory header = _next(genesis, 4, 4, 1);
        header.committer = BOB;
        _refuse(header, abi.encodeWithSelector(IRollup.NotTheSequencer.selector, BOB));
        vm.warp(block.timestamp + 1);
        _commit(header);
        // Two overdue items are left: still open, and not any more when they are served.
        header = _next(header, 2, 2, 2);
        header.committer = BOB;
        _commit(header);
        header = _next(header, 0, 1, 3);
        header.committer = BOB;
        _refuse(header, abi.encodeWithSelector(IRollup.NotTheSequencer.selector, BOB));
    }

    function test_commit_withoutANamedSequencer_isOpen() public {
        Profile memory p = _profile();
        p.sequencer = address(0);
        rollup = _deploy(p, _tokens());
        rollup.addBond{value: 3 ether}(BOB);
        Header memory header = _next(_genesis(), 0, 1, 1);
        header.committer = BOB;
        _commit(header);
    }

    function test_lesson13_a_header_of_another_rollup_or_chain_does_not_fit() public {
        IRollup other = _deploy(_profile(), _tokens());
        other.addBond{value: 3 ether}(SEQUENCER);
        Header memory header = _next(genesis, 0, 1, 1);
        vm.blobhashes(header.versionedHashes);
        vm.prank(SEQUENCER);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRollup.WrongParent.selector, header.parentHash, _genesisOf(other).hash(address(other))
            )
        );
        other.commit(header);
    }

    /// @notice Whatever one field of an acceptable header is changed to, the batch is refused or is another one.
    function testFuzz_commit_ofAChangedHeader_neverStandsForTheOriginal(uint8 field, uint8 bit) public {
        Header memory header = _next(genesis, 2, 3, 1);
        bytes32 original = _hash(header);
        uint256 mask = uint256(1) << bit;
        field = field % 11;
        if (field == 0) header.parentHash ^= bytes32(mask);
        if (field == 1) header.newRoot ^= mask;
        if (field == 2) header.queueCount ^= uint32(1) << (bit % 32);
        if (field == 3) header.slotCount ^= uint32(1) << (bit % 32);
        if (field == 4) header.queueEnd ^= uint64(1) << (bit % 64);
        if (field == 5) header.queueHash ^= mask;
        if (field == 6) header.batchTime ^= uint64(1) << (bit % 64);
        if (field == 7) header.sequenceEnd ^= uint64(1) << (bit % 64);
        if (field == 8) header.committer = address(uint160(header.committer) ^ uint160(1) << (bit % 160));
        if (field == 9) header.profileId ^= bytes32(mask);
        if (field == 10) header.versionedHashes[0] ^= bytes32(mask);
        vm.blobhashes(_next(genesis, 2, 3, 1).versionedHashes);
        vm.prank(SEQUENCER);
        try rollup.commit(header) {
            assertTrue(field == 1 || field == 6, "only the claimed root and the time are the committer's choice");
            assertTrue(_hash(header) != original, "another header");
        } catch {}
    }

    function _refuse(Header memory header, bytes memory error_) private {
        _refuseWithBlobs(header, header.versionedHashes, error_);
    }

    function _refuseWithBlobs(Header memory header, bytes32[] memory blobs, bytes memory error_) private {
        vm.blobhashes(blobs);
        vm.prank(header.committer);
        vm.expectRevert(error_);
        rollup.commit(header);
    }
}
