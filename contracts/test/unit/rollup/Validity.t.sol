// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBatchVotes} from "../../../src/interfaces/IBatchVotes.sol";
import {IGroth16Verifier} from "../../../src/interfaces/IGroth16Verifier.sol";
import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {Header} from "../../../src/types/Header.sol";
import {ProofKinds} from "../../../src/types/ProofKind.sol";
import {Segment} from "../../../src/types/Segment.sol";
import {VotesFixture} from "../../utils/VotesFixture.sol";

/// @notice What a validity vote takes: each thing that L1 compares is changed alone, with proofs that hold for the changed inputs where there are any.
contract ValidityVotesTest is VotesFixture {
    Header private genesis;
    Header private header;

    function setUp() public override {
        super.setUp();
        genesis = _genesis();
        _depositEther(ALICE, 1);
        _depositEther(ALICE, 2);
        header = _commitProvable(genesis, 2, 1030, 5); // two blobs
    }

    function test_proveValidity_ofSegments_of_both_circuits_records_the_vote() public {
        Claim memory c = _claim(header, genesis);
        vm.expectEmit(address(rollup));
        emit IRollup.VoteRecorded(_hash(header), ProofKinds.VALIDITY);
        _send(c);
        assertEq(rollup.votesOf(_hash(header)), ProofKinds.VALIDITY);
    }

    function test_proveValidity_ofManySegments_with_a_collect_at_the_end_succeeds() public {
        _send(_claim(header, genesis, _cut()));
        assertEq(rollup.votesOf(_hash(header)), ProofKinds.VALIDITY);
    }

    function test_proveValidity_twice_reverts() public {
        Claim memory c = _claim(header, genesis);
        _send(c);
        vm.expectRevert(abi.encodeWithSelector(IRollup.VoteDoesNotCount.selector, _hash(header), ProofKinds.VALIDITY));
        _send(c);
    }

    /* FORGED */

    /// @custom:drill forged-proof
    function testFuzz_proveValidity_forged_reverts(uint256 bit) public {
        Claim memory c = _claim(header, genesis);
        bytes memory proof = c.segments[1].proof;
        bit %= 8 * proof.length;
        proof[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        vm.expectRevert();
        _send(c);
        assertEq(rollup.votesOf(_hash(header)), 0);
    }

    /// @notice Whatever bit of the call is changed: selector, header, parent, segments, openings, and the places where they lie.
    function testFuzz_proveValidity_withAnyBitChanged_records_nothing(uint256 bit) public {
        Claim memory c = _claim(header, genesis, _cut());
        bytes memory data = abi.encodeCall(votes.proveValidity, (c.rollup, c.header, c.parent, c.segments, c.openings));
        bit %= 8 * data.length;
        data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        (bool ok,) = address(votes).call(data);
        assertTrue(!ok && rollup.votesOf(_hash(header)) == 0, "another call proves nothing");
    }

    /// @notice The right header, encoded with a gap before its blobs: read the same, and hashed as something else.
    function test_proveValidity_withAHeaderInAnotherEncoding_reverts() public {
        Claim memory c = _claim(header, genesis);
        bytes memory plain = abi.encodeCall(votes.proveValidity, (c.rollup, c.header, c.parent, c.segments, c.openings));
        uint256 array = 4 + 5 * 32 + 11 * 32; // behind the selector, the five arguments, and the header's fields
        bytes memory data = bytes.concat(_slice(plain, 0, array), bytes32(0), _slice(plain, array, plain.length));
        for (uint256 argument = 2; argument < 5; argument++) {
            data[4 + 32 * argument + 30] = bytes2(uint16(_word(plain, 4 + 32 * argument)) + 32)[0];
            data[4 + 32 * argument + 31] = bytes2(uint16(_word(plain, 4 + 32 * argument)) + 32)[1];
        }
        data[array - 1] = 0x80; // 0x160 and a word
        (bool ok, bytes memory reason) = address(votes).call(data);
        assertTrue(!ok && rollup.votesOf(_hash(header)) == 0, "another encoding names no batch");
        assertTrue(bytes4(reason) != bytes4(0), "refused for a reason");
    }

    function test_proveValidity_byTheOtherCircuit_reverts() public {
        Claim memory c = _claim(header, genesis);
        c.segments[1].proof = _proofOf(QUEUE, _inputs(c)[1]);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongProof.selector, USERS));
        _send(c);
        c.segments[1].circuit = 3;
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.NoSuchCircuit.selector, 3));
        _send(c);
    }

    /// @notice Each public input of each segment, proven one higher than it is.
    function testFuzz_proveValidity_ofAnotherInput_reverts(uint256 segment, uint256 input, uint256 by) public {
        Claim memory c = _claim(header, genesis);
        (segment, input) = (segment % 2, input % 8);
        uint256[8][] memory inputs = _inputs(c);
        inputs[segment][input] = addmod(inputs[segment][input], by % (R - 1) + 1, R);
        c.segments[segment].proof = _proofOf(uint8(segment), inputs[segment]);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongProof.selector, segment));
        _send(c);
    }

    /// @custom:drill aliased-input
    function test_proveValidity_withAnAlias_reverts() public {
        Claim memory c = _claim(header, genesis);
        c.segments[0].newRoot += R;
        _expectAlias(c, c.segments[0].newRoot);
        c = _claim(header, genesis);
        c.segments[1].value += R;
        _expectAlias(c, c.segments[1].value);
        c = _claim(header, genesis);
        c.segments[1].commitment += R;
        _share(c);
        _expectAlias(c, c.segments[1].commitment);
    }

    /* REPLAYED */

    /// @custom:drill replayed-proof
    function test_proveValidity_onAnotherChain_reverts() public {
        Claim memory c = _claim(header, genesis);
        vm.chainId(block.chainid + 1);
        vm.expectRevert();
        _send(c);
    }

    /// @custom:drill replayed-proof
    function test_proveValidity_forAnotherRollup_reverts() public {
        Claim memory c = _claim(header, genesis);
        c.rollup = address(_deploy(_profile(), _tokens()));
        vm.expectRevert(
            abi.encodeWithSelector(IBatchVotes.WrongParent.selector, genesis.hash(c.rollup), header.parentHash)
        );
        _send(c);
    }

    /// @notice The same slots, roots and data in another batch: z is another, and so is what the blobs say there.
    /// @custom:drill replayed-proof
    function test_proveValidity_ofAnotherBatch_reverts() public {
        Header memory next = _commitProvable(header, 0, 4, 6);
        Header memory after_ = _commitProvable(next, 0, 4, 6);
        assertEq(next.versionedHashes[0], after_.versionedHashes[0]);
        Claim memory c = _claim(after_, next);
        Claim memory replayed = _claim(next, header);
        (replayed.header, replayed.parent) = (after_, next);
        assertTrue(_point(c) != _point(replayed) || _hash(next) != _hash(after_), "another batch");
        vm.expectRevert();
        _send(replayed);
        _send(c);
        assertEq(rollup.votesOf(_hash(next)), 0);
    }

    function test_proveValidity_ofWhatWasNotCommitted_reverts() public {
        Header memory other = _next(header, 0, 4, 6);
        other.versionedHashes[0] = header.versionedHashes[0];
        Claim memory c = _claim(other, header);
        c.openings = _firstOpeningOf(header);
        _reshare(c, _blobValue(5, 0));
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotPending.selector, _hash(other)));
        _send(c);
    }

    function test_proveValidity_withAnotherParent_reverts() public {
        Claim memory c = _claim(header, genesis);
        c.parent.newRoot = 9;
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongParent.selector, _hash(c.parent), header.parentHash));
        _send(c);
    }

    /* SEGMENTS */

    function test_proveValidity_withSegmentsReordered_reverts() public {
        Segment[] memory cut = _cut();
        (cut[0], cut[2]) = (cut[2], cut[0]);
        _expectOutOfPlace(_claim(header, genesis, cut), 1);
        // Two of one kind, with everything that each says of itself.
        Claim memory c = _claim(header, genesis, _cut());
        (c.segments[2], c.segments[3]) = (c.segments[3], c.segments[2]);
        _expectOutOfPlace(c, 3);
    }

    function test_proveValidity_withASegmentMissing_reverts() public {
        Claim memory c = _claim(header, genesis, _cut());
        Segment[] memory some = new Segment[](3);
        (some[0], some[1], some[2]) = (c.segments[0], c.segments[1], c.segments[3]);
        c.segments = some;
        _prove(c);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongSlotCount.selector, 2, 130));
        _send(c);
        c.segments = new Segment[](0);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongSlotCount.selector, 0, 0));
        _send(c);
    }

    function test_proveValidity_withoutTheQueuesSegment_reverts() public {
        Segment[] memory cut = new Segment[](1);
        cut[0] = _segment(USERS, 1030);
        Claim memory c = _claim(header, genesis, cut);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongSlotCount.selector, 0, 1030));
        _send(c);
    }

    function test_proveValidity_withASegmentTwice_reverts() public {
        Claim memory c = _claim(header, genesis, _cut());
        c.segments[3] = c.segments[2];
        _expectOutOfPlace(c, 3);
    }

    function test_proveValidity_withEmptySegments_reverts() public {
        Claim memory c = _claim(header, genesis, _cut());
        c.segments[2].slotCount = 0;
        _expectOutOfPlace(c, 2);
        c = _claim(header, genesis, _cut());
        c.segments[2].endElement = c.segments[1].endElement;
        _expectOutOfPlace(c, 2);
    }

    function test_proveValidity_collectingInTheQueue_reverts() public {
        Claim memory c = _claim(header, genesis, _cut());
        c.segments[0].isCollecting = true;
        _expectOutOfPlace(c, 0);
    }

    /// @notice A Collect before others: the next segment is told, and its circuit admits nothing but Collects.
    function test_proveValidity_hidingACollect_reverts() public {
        Claim memory c = _claim(header, genesis, _cut());
        c.segments[2].isCollecting = true;
        _share(c);
        uint256[8][] memory inputs = _inputs(c);
        assertEq(inputs[3][4] % 4, 3);
        inputs[3][4] -= 2;
        _prove(c);
        c.segments[3].proof = _proofOf(USERS, inputs[3]);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongProof.selector, USERS));
        _send(c);
    }

    function test_proveValidity_ofUsers_who_move_the_queue_reverts() public {
        Claim memory c = _claim(header, genesis, _cut());
        c.segments[2].queueLink = c.segments[2].queueLink + 1;
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.QueueMoved.selector, 2));
        _send(c);
    }

    function test_proveValidity_toAnotherEnd_reverts() public {
        Claim memory c = _claim(header, genesis, _cut());
        c.segments[3].newRoot++;
        _prove(c);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongEnd.selector, header.newRoot + 1, header.queueHash));
        _send(c);
        c = _claim(header, genesis, _cut());
        for (uint256 i = 1; i < 4; i++) {
            c.segments[i].queueLink = 77;
        }
        _prove(c);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongEnd.selector, header.newRoot, 77));
        _send(c);
    }

    /* DATA */

    function test_proveValidity_withValuesSplitWrong_reverts() public {
        Claim memory c = _claim(header, genesis, _cut());
        uint256 sum = 0;
        for (uint256 i = 0; i < 4; i++) {
            sum = addmod(sum, c.segments[i].value, R);
        }
        c.segments[1].value++;
        _prove(c);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongValue.selector, addmod(sum, 1, R), sum));
        _send(c);
    }

    /// @notice Proofs at a point of the prover's choice, with the shares that are right there.
    function test_proveValidity_atAnotherPoint_reverts() public {
        Claim memory c = _claim(header, genesis);
        uint256[8][] memory inputs = _inputs(c);
        inputs[1][5] = 123;
        c.segments[1].proof = _proofOf(USERS, inputs[1]);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongProof.selector, USERS));
        _send(c);
    }

    function test_proveValidity_withOpeningsOfAnotherBlob_reverts() public {
        Claim memory c = _claim(header, genesis);
        bytes memory openings = c.openings;
        c.openings = _firstOpeningOf(_commitProvable(header, 0, 1, 6));
        c.openings = bytes.concat(c.openings, c.openings);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongOpening.selector, 0));
        _send(c);
        // The batch's own, in the other order.
        c.openings = bytes.concat(_part(openings, 128), _part(openings, 0));
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongOpening.selector, 0));
        _send(c);
        // Another value of the right blob.
        c.openings = openings;
        c.openings[128 + 31] ^= 0x01;
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongOpening.selector, 1));
        _send(c);
    }

    function test_proveValidity_withOpeningsTooFewOrMany_reverts() public {
        Claim memory c = _claim(header, genesis);
        c.openings = _part(c.openings, 0);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongOpeningsLength.selector, 128));
        _send(c);
        c = _claim(header, genesis);
        c.openings = bytes.concat(c.openings, hex"00");
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongOpeningsLength.selector, 257));
        _send(c);
    }

    function test_proveValidity_withMoreBlobsThanElements_reverts() public {
        Claim memory c = _claim(header, genesis);
        c.segments[1].endElement = 4096;
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongBlobCount.selector, 2, 1));
        _send(c);
    }

    /* HELP */

    /// @dev 1 and 1 of the queue, 900 and 128 of users.
    function _cut() private pure returns (Segment[] memory cut) {
        cut = new Segment[](4);
        (cut[0], cut[1]) = (_segment(QUEUE, 1), _segment(QUEUE, 1));
        (cut[2], cut[3]) = (_segment(USERS, 900), _segment(USERS, 128));
        cut[3].isCollecting = true;
    }

    function _expectOutOfPlace(Claim memory c, uint256 segment) private {
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.SegmentOutOfPlace.selector, segment));
        _send(c);
    }

    function _expectAlias(Claim memory c, uint256 input) private {
        _prove(c);
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InputNotCanonical.selector, input));
        _send(c);
    }

    /// @dev For one blob that is the number `value` throughout.
    function _reshare(Claim memory c, uint256 value) private view {
        c.segments[0].value = value;
        _prove(c);
    }

    function _firstOpeningOf(Header memory of_) private view returns (bytes memory) {
        return _part(_claim(of_, genesis).openings, 0);
    }

    function _slice(bytes memory text, uint256 from, uint256 to) private pure returns (bytes memory slice) {
        slice = new bytes(to - from);
        for (uint256 i = from; i < to; i++) {
            slice[i - from] = text[i];
        }
    }

    function _word(bytes memory text, uint256 offset) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(text, 0x20), offset))
        }
    }

    function _part(bytes memory text, uint256 offset) private pure returns (bytes memory part) {
        part = new bytes(128);
        for (uint256 i = 0; i < 128; i++) {
            part[i] = text[offset + i];
        }
    }
}
