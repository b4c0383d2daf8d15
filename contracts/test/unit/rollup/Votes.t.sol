// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {Header} from "../../../src/types/Header.sol";
import {Profile} from "../../../src/types/Profile.sol";
import {ProofKinds} from "../../../src/types/ProofKind.sol";
import {VotesFixture} from "../../utils/VotesFixture.sol";

/// @notice Two out of three kinds: what makes a batch final, and what removes it when proofs do not come. The window is 7 days, the deadline 2.
contract RollupVotesTest is VotesFixture {
    Header private genesis;
    Header private header;

    function setUp() public override {
        super.setUp();
        genesis = _genesis();
        header = _commitProvable(genesis, 0, 4, 5);
    }

    /* FINALITY */

    function test_finalise_byProofAndQuorum_does_not_wait() public {
        _proveValidity(header, genesis);
        _expectWindowOpen();
        _attest(header);
        vm.expectEmit(address(rollup));
        emit IRollup.BatchFinalised(_hash(header), 1, 5);
        rollup.finalise(header);
        assertTrue(rollup.isFinalRoot(5), "claims can name it");
    }

    function test_finalise_byTimeAndOneVote_waits() public {
        _attest(header);
        _expectWindowOpen();
        vm.warp(block.timestamp + 7 days + 1);
        rollup.finalise(header);
        _expectBond(20 ether, 0);
    }

    /// @custom:invariant iMUL-001
    function test_finalise_byTimeAlone_reverts() public {
        vm.warp(block.timestamp + 7 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.VotesMissing.selector, _hash(header), ProofKinds.FRAUD_WINDOW));
        rollup.finalise(header);
    }

    function test_finalise_early_keeps_the_bond_until_the_window_is_over() public {
        _finaliseEarly(header, genesis);
        _expectBond(20 ether, 3 ether);
        vm.warp(block.timestamp + 7 days);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBondToRelease.selector, _hash(header)));
        rollup.releaseBond(header);
        vm.warp(block.timestamp + 1);
        rollup.releaseBond(header);
        _expectBond(20 ether, 0);
    }

    /// @notice Whatever counts, how many of them it takes, and whatever has come: final if enough of what counts is there, and never by one of several.
    /// @custom:invariant iMUL-001
    function testFuzz_finalise_succeeds_exactly_when_enough_kinds_speak(
        uint8 kinds,
        uint8 threshold,
        bool isProven,
        bool isAttested,
        bool isOver
    ) public {
        Profile memory p = _profile();
        (p.kinds, p.threshold) = (kinds % 8, threshold % 4);
        if (p.kinds == ProofKinds.FRAUD_WINDOW) (p.votes, p.proofDeadline) = (address(0), 0);
        uint256 count = ProofKinds.count(p.kinds);
        bool isPossible = count == 1 ? p.kinds != ProofKinds.QUORUM && p.threshold == 1 : p.threshold >= 2;
        if (count == 0 || p.threshold > count || !isPossible) {
            vm.expectRevert();
            _deploy(p, _tokens());
            return;
        }
        rollup = _deploy(p, _tokens());
        rollup.addBond{value: 20 ether}(SEQUENCER);
        genesis = _genesis();
        header = _commitProvable(genesis, 0, 4, 5);
        uint8 votes_ = 0;
        if (isProven && p.kinds & ProofKinds.VALIDITY != 0) {
            _proveValidity(header, genesis);
            votes_ |= ProofKinds.VALIDITY;
        }
        if (isAttested && p.kinds & ProofKinds.QUORUM != 0) {
            _attest(header);
            votes_ |= ProofKinds.QUORUM;
        }
        if (isOver) {
            vm.warp(block.timestamp + 7 days + 1);
            votes_ |= p.kinds & ProofKinds.FRAUD_WINDOW;
        }
        if (ProofKinds.count(votes_) < p.threshold) vm.expectRevert();
        rollup.finalise(header);
        assertTrue(!rollup.isFinalRoot(5) || count == 1 || ProofKinds.count(votes_) >= 2, "iMUL-001");
    }

    /* WHO RECORDS */

    function test_recordVote_byAnybody_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotTheJudge.selector, address(this)));
        rollup.recordVote(_hash(header), ProofKinds.VALIDITY);
    }

    function test_recordVote_ofTime_reverts_where_it_does_not_count() public {
        Profile memory p = _profile();
        (p.kinds, p.threshold) = (ProofKinds.VALIDITY | ProofKinds.FRAUD_WINDOW, 2);
        rollup = _deploy(p, _tokens());
        rollup.addBond{value: 3 ether}(SEQUENCER);
        header = _commitProvable(_genesis(), 0, 4, 5);
        bytes[] memory signatures = _signatures(3, _hash(header));
        vm.expectRevert(abi.encodeWithSelector(IRollup.VoteDoesNotCount.selector, _hash(header), ProofKinds.QUORUM));
        votes.attest(address(rollup), _hash(header), signatures);
    }

    /* WHAT WAS NOT PROVEN */

    function test_dropUnproven_beforeTheDeadline_reverts() public {
        uint256 until = block.timestamp + 2 days;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IRollup.DeadlineOpen.selector, _hash(header), until));
        rollup.dropUnproven(header, genesis);
    }

    function test_dropUnproven_whenVotesCanStillBeMet_reverts() public {
        _attest(header);
        vm.warp(block.timestamp + 30 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRollup.VotesCanBeMet.selector, _hash(header), ProofKinds.QUORUM | ProofKinds.FRAUD_WINDOW
            )
        );
        rollup.dropUnproven(header, genesis);
        rollup.finalise(header);
    }

    /// @custom:drill unproven-batch
    function test_dropUnproven_takes_the_bond_and_gives_the_queue_back() public {
        _depositEther(ALICE, 1);
        Header memory child = _commitNext(header, 1, 1, 6);
        vm.warp(block.timestamp + 2 days + 1);
        vm.expectEmit(address(rollup));
        emit IRollup.BatchUnproven(_hash(header), 1, WATCHER, 1);
        vm.prank(WATCHER);
        rollup.dropUnproven(header, genesis);
        _expectBond(17 ether, 3 ether);
        assertEq(rollup.status(_hash(header)), IRollup.Status.Dropped);
        assertEq(rollup.status(_hash(child)), IRollup.Status.Dropped);
        (uint256 open,) = rollup.openItems();
        assertEq(open, 1);
        assertEq(rollup.generation(), 1);
        vm.warp(block.timestamp + 6 hours);
        rollup.collectReward(_hash(header));
        assertEq(WATCHER.balance, 1.5 ether); // the other half is burned
    }

    function test_dropUnproven_pays_no_announcement() public {
        vm.prank(BOB);
        rollup.announceFraud(keccak256(abi.encode(BOB, _hash(header), uint8(0), uint32(0), bytes32(0))));
        vm.warp(block.timestamp + 2 days + 1);
        rollup.dropUnproven(header, genesis);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBetterRight.selector, _hash(header), BOB));
        rollup.revealFraud(_hash(header), bytes32(0));
    }

    function test_dropUnproven_ofWhatIsFinal_reverts() public {
        _finaliseEarly(header, genesis);
        vm.warp(block.timestamp + 3 days);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotPending.selector, _hash(header)));
        rollup.dropUnproven(header, genesis);
        Header memory next = _commitNext(header, 0, 1, 6);
        vm.warp(block.timestamp + 3 days);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongParent.selector, _hash(genesis), _hash(header)));
        rollup.dropUnproven(next, genesis);
    }

    function test_aProofThatComesTooLate_is_no_disagreement() public {
        vm.warp(block.timestamp + 2 days + 1);
        rollup.dropUnproven(header, genesis);
        _proveValidity(header, genesis);
        assertTrue(!rollup.isFrozen(), "late is not wrong");
        vm.expectRevert(abi.encodeWithSelector(IRollup.NothingDisagrees.selector, _hash(header)));
        rollup.recordDisagreement(header, genesis);
        assertEq(rollup.status(_hash(header)), IRollup.Status.Dropped);
    }

    function test_aLateProof_counts_while_the_batch_stands() public {
        vm.warp(block.timestamp + 3 days);
        _attest(header);
        _proveValidity(header, genesis);
        rollup.finalise(header);
    }

    /* TIME ALONE */

    function test_inAnOptimisticRollup_nothing_is_unproven() public {
        Profile memory p = _profile();
        (p.kinds, p.threshold, p.votes, p.proofDeadline) = (ProofKinds.FRAUD_WINDOW, 1, address(0), 0);
        rollup = _deploy(p, _tokens());
        rollup.addBond{value: 3 ether}(SEQUENCER);
        genesis = _genesis();
        header = _commitNext(genesis, 0, 1, 1);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.VotesCanBeMet.selector, _hash(header), ProofKinds.FRAUD_WINDOW));
        rollup.dropUnproven(header, genesis);
        vm.prank(address(0));
        vm.expectRevert(abi.encodeWithSelector(IRollup.VoteDoesNotCount.selector, _hash(header), ProofKinds.VALIDITY));
        rollup.recordVote(_hash(header), ProofKinds.VALIDITY);
    }

    function _finaliseEarly(Header memory batch, Header memory parent) private {
        _proveValidity(batch, parent);
        _attest(batch);
        rollup.finalise(batch);
    }

    function _expectWindowOpen() private {
        vm.expectRevert(abi.encodeWithSelector(IRollup.WindowOpen.selector, _hash(header), block.timestamp + 7 days));
        rollup.finalise(header);
    }

    function _expectBond(uint256 total, uint256 locked) private view {
        (uint256 total_, uint256 locked_) = rollup.bondOf(SEQUENCER);
        assertEq(total_, total);
        assertEq(locked_, locked);
    }
}
