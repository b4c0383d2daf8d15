// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {Header} from "../../../src/types/Header.sol";
import {RollupFixture} from "../../utils/RollupFixture.sol";

/// @notice A batch from the queue to final, and from committed to dropped.
contract RollupLifeTest is RollupFixture {
    function test_genesis_is_final_and_the_head() public view {
        bytes32 hash = _hash(_genesis());
        (bytes32 head, uint64 height) = rollup.head();
        assertEq(head, hash);
        assertEq(height, 0);
        (head, height) = rollup.lastFinal();
        assertEq(head, hash);
        assertEq(rollup.status(hash), IRollup.Status.Final);
        assertTrue(rollup.isFinalRoot(_genesis().newRoot), "the empty root is final");
        assertEq(rollup.profileId(), keccak256(rollup.profile()));
        assertEq(keccak256(rollup.profile()), keccak256(abi.encode(_profile())));
    }

    function test_aBatch_becomes_final_and_frees_its_bond() public {
        _depositEther(ALICE, 5);
        Header memory header = _commitNext(_genesis(), 1, 1, 77);
        bytes32 hash = _hash(header);
        assertEq(rollup.status(hash), IRollup.Status.Committed);
        (, uint256 locked) = rollup.bondOf(SEQUENCER);
        assertEq(locked, 3 ether);

        _finalise(header);
        assertEq(rollup.status(hash), IRollup.Status.Final);
        assertTrue(rollup.isFinalRoot(77), "final");
        (, locked) = rollup.bondOf(SEQUENCER);
        assertEq(locked, 0);
        (bytes32 last, uint64 height) = rollup.lastFinal();
        assertEq(last, hash);
        assertEq(height, 1);
    }

    function test_aDroppedBatch_takes_its_descendants_along_and_gives_the_queue_back() public {
        _depositEther(ALICE, 5);
        Header memory genesis = _genesis();
        Header memory bad = _commitNext(genesis, 0, 1, 1);
        Header memory child = _commitNext(bad, 1, 2, 2);
        _drop(bad, genesis);
        assertEq(rollup.status(_hash(bad)), IRollup.Status.Dropped);
        assertEq(rollup.status(_hash(child)), IRollup.Status.Dropped);
        assertEq(rollup.generation(), 1);
        (bytes32 head, uint64 height) = rollup.head();
        assertEq(head, _hash(genesis));
        assertEq(height, 0);
        Header memory good_ = _commitNext(genesis, 1, 1, 3);
        _finalise(good_);
        assertEq(rollup.status(_hash(good_)), IRollup.Status.Final);
    }
}
