// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBatchVotes} from "../../../src/interfaces/IBatchVotes.sol";
import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {Header} from "../../../src/types/Header.sol";
import {DataLayout, Profile} from "../../../src/types/Profile.sol";
import {ProofKinds} from "../../../src/types/ProofKind.sol";
import {Circuit} from "../../../src/types/Segment.sol";
import {NineInputs} from "../../utils/NineInputs.sol";
import {VotesFixture} from "../../utils/VotesFixture.sol";

/// @notice Which mechanisms can be deployed, and what the compact layout changes.
contract RollupMechanismTest is VotesFixture {
    function test_mechanisms_thatHoldTogether_deploy() public {
        Profile memory p = _profile();
        (p.threshold, p.challengeWindow, p.proofDeadline) = (3, 11 days, 2 days);
        _deploy(p, _tokens());
        (p.kinds, p.threshold) = (ProofKinds.VALIDITY, 1);
        _deploy(p, _tokens());
        p = _compact();
        p.proofDeadline = 13 days;
        _deploy(p, _tokens());
        (p.kinds, p.threshold) = (ProofKinds.VALIDITY | ProofKinds.QUORUM, 2);
        _deploy(p, _tokens());
    }

    function test_mechanisms_thatDoNot_revert() public {
        Profile memory p = _profile();
        p.kinds = 0;
        _refuse(p, "kinds");
        p.kinds = 8 | ProofKinds.VALIDITY;
        _refuse(p, "kinds");
        (p.kinds, p.threshold) = (ProofKinds.QUORUM, 1);
        _refuse(p, "kinds");
        p = _profile();
        p.threshold = 1; // of several: one kind would be enough
        _refuse(p, "threshold");
        p.threshold = 4;
        _refuse(p, "threshold");
        p.threshold = 0;
        _refuse(p, "threshold");
        p = _profile();
        p.proofDeadline = 0;
        _refuse(p, "proofDeadline");
        p.proofDeadline = 6 days + 1; // the window has 7, and a day is margin
        _refuse(p, "proofDeadline");
        p = _profile();
        p.votes = address(0);
        _refuse(p, "votes");
        p = _profile();
        p.challengeWindow = 0;
        _refuse(p, "challengeWindow");
        p = _profile();
        (p.kinds, p.threshold, p.proofDeadline) = (ProofKinds.FRAUD_WINDOW, 1, 0);
        _refuse(p, "votes");
        (p.votes, p.proofDeadline) = (address(0), 1);
        _refuse(p, "proofDeadline");
    }

    function test_aJudgeThatDoesNotJudgeWhatCounts_reverts() public {
        Profile memory p = _profile();
        p.votes = address(_deployVotes(new Circuit[](0), votes.attesters(), 3));
        _refuse(p, "votes");
        p.votes = address(0xdead);
        vm.expectRevert();
        _deploy(p, _tokens());
    }

    function test_compact_withoutAProof_reverts() public {
        Profile memory p = _compact();
        p.kinds = ProofKinds.VALIDITY | ProofKinds.FRAUD_WINDOW;
        p.threshold = 2;
        _refuse(p, "dataLayout");
        p = _compact();
        p.challengeWindow = 1;
        _refuse(p, "challengeWindow");
        p = _compact();
        p.maxSlots = 6 * 4096 + 1;
        _refuse(p, "maxSlots");
        p.maxSlots = 6 * 4096;
        _deploy(p, _tokens());
    }

    function test_theJudge_takes_circuits_of_eight_inputs_only() public {
        Circuit[] memory circuits = new Circuit[](1);
        circuits[0] = votes.circuitAt(1);
        _deployVotes(circuits, new address[](0), 0);
        circuits[0].verifier = new NineInputs();
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.InvalidCircuit.selector, 0));
        _deployVotes(circuits, new address[](0), 0);
        assertEq(votes.circuitCount(), 3);
        assertTrue(votes.circuitAt(0).isQueue && !votes.circuitAt(1).isQueue, "queue, users");
    }

    /* COMPACT */

    function test_inCompact_a_batch_has_as_many_blobs_as_its_slots_can_need() public {
        _startCompact();
        Header memory genesis = _genesis();
        Header memory header = _next(genesis, 0, 4097, 1);
        header.versionedHashes = _hashes(1);
        _refuseCommit(header, abi.encodeWithSelector(IRollup.WrongBlobCount.selector, 1, 2));
        header.versionedHashes = _hashes(5);
        _refuseCommit(header, abi.encodeWithSelector(IRollup.WrongBlobCount.selector, 5, 2));
        header.versionedHashes = _hashes(4);
        _commit(header);
        header = _next(header, 0, 4096, 2);
        header.versionedHashes = _hashes(1);
        _commit(header);
    }

    function test_inCompact_one_proof_is_final_at_once_and_nothing_can_be_disputed() public {
        _startCompact();
        Header memory genesis = _genesis();
        Header memory header = _commitProvable(genesis, 0, 4, 5);
        vm.expectRevert(abi.encodeWithSelector(IRollup.VotesMissing.selector, _hash(header), 0));
        rollup.finalise(header);
        _proveValidity(header, genesis);
        rollup.finalise(header);
        (, uint256 locked) = rollup.bondOf(SEQUENCER);
        assertEq(locked, 0);
        verifier.setWrong(5);
        vm.expectRevert(IRollup.NotDisputable.selector);
        rollup.proveFraud(header, genesis, _proof(12, 0));
    }

    /// @notice Time does not make it final, however long it is.
    function test_inCompact_what_is_not_proven_falls() public {
        _startCompact();
        Header memory genesis = _genesis();
        Header memory header = _commitProvable(genesis, 0, 4, 5);
        vm.warp(block.timestamp + 2 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.VotesMissing.selector, _hash(header), 0));
        rollup.finalise(header);
        rollup.dropUnproven(header, genesis);
    }

    /* FREEZE */

    /// @notice The last final batch may be as late as two windows and two deadlines make it.
    function test_freeze_ofTheSecondClock_allows_for_proofs() public {
        vm.deal(ALICE, 1 ether);
        vm.prank(ALICE);
        rollup.forceExit{value: 1 ether}(0);
        Header memory genesis = _genesis();
        Header memory header = _commitProvable(genesis, 1, 4, 5);
        _attest(header);
        vm.warp(block.timestamp + 5 days + 2 * (7 days + 2 days));
        vm.expectRevert(IRollup.NothingOverdue.selector);
        rollup.freeze();
        vm.warp(block.timestamp + 1);
        // The quorum and time have spoken: it only waits for somebody to call.
        vm.expectRevert(abi.encodeWithSelector(IRollup.FinaliseFirst.selector, _hash(header)));
        rollup.freeze();
    }

    function test_freeze_whenProofsDoNotCome_succeeds() public {
        vm.deal(ALICE, 1 ether);
        vm.prank(ALICE);
        rollup.forceExit{value: 1 ether}(0);
        _commitProvable(_genesis(), 1, 4, 5);
        vm.warp(block.timestamp + 5 days + 2 * (7 days + 2 days) + 1);
        rollup.freeze();
    }

    function _compact() private view returns (Profile memory p) {
        p = _profile();
        (p.kinds, p.threshold, p.dataLayout) = (ProofKinds.VALIDITY, 1, DataLayout.Compact);
        p.challengeWindow = 0;
    }

    function _startCompact() private {
        rollup = _deploy(_compact(), _tokens());
        rollup.addBond{value: 20 ether}(SEQUENCER);
    }

    function _hashes(uint256 count) private pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            hashes[i] = keccak256(abi.encode(i));
        }
    }

    function _refuseCommit(Header memory header, bytes memory reason) private {
        vm.blobhashes(header.versionedHashes);
        vm.prank(SEQUENCER);
        vm.expectRevert(reason);
        rollup.commit(header);
    }

    function _refuse(Profile memory p, string memory field) private {
        vm.expectRevert(abi.encodeWithSelector(IRollup.InvalidProfile.selector, field));
        _deploy(p, _tokens());
    }
}
