// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Groth16Verifier} from "../../../src/Groth16Verifier.sol";
import {IBatchVotes} from "../../../src/interfaces/IBatchVotes.sol";
import {IGroth16Verifier} from "../../../src/interfaces/IGroth16Verifier.sol";
import {Header} from "../../../src/types/Header.sol";
import {ProofKinds} from "../../../src/types/ProofKind.sol";
import {Circuit, Segment} from "../../../src/types/Segment.sol";
import {OthersKey} from "../../utils/OthersKey.sol";
import {SimulatedGroth16} from "../../utils/SimulatedGroth16.sol";
import {VotesFixture} from "../../utils/VotesFixture.sol";

/// @notice Proofs under several keys in one product: none is rescued by another, whatever the errors add up to.
contract ValidityProductTest is VotesFixture {
    using SimulatedGroth16 for SimulatedGroth16.Trapdoor;

    Header private genesis;
    Header private header;

    function setUp() public override {
        super.setUp();
        genesis = _genesis();
        for (uint256 i = 1; i <= 3; i++) {
            _depositEther(ALICE, i);
        }
        header = _commitProvable(genesis, 3, 1030, 5);
    }

    /// @notice Runs of one and of two, and a circuit that comes back.
    function test_proveValidity_ofRunsInAnyOrder_succeeds() public {
        _send(_mixed());
        assertEq(rollup.votesOf(_hash(header)), ProofKinds.VALIDITY);
    }

    function test_proveValidity_withOneWrongProof_names_its_circuit_and_reverts() public {
        Claim memory c = _mixed();
        for (uint256 i = 0; i < c.segments.length; i++) {
            bytes memory right = c.segments[i].proof;
            c.segments[i].proof = _wrongBy(c, i, 1);
            _expectWrong(c, c.segments[i].circuit);
            c.segments[i].proof = right;
        }
        _send(c);
    }

    /// @notice Every two errors that cancel where all weights are equal: of one circuit, of two, of one whose weights add up to one.
    function test_proveValidity_withErrorsThatCancel_reverts() public {
        Claim memory c = _mixed();
        for (uint256 i = 0; i < c.segments.length; i++) {
            for (uint256 j = 0; j < i; j++) {
                (bytes memory first, bytes memory second) = (c.segments[j].proof, c.segments[i].proof);
                (c.segments[j].proof, c.segments[i].proof) = (_wrongBy(c, j, 1), _wrongBy(c, i, R - 1));
                _expectWrong(c, c.segments[j].circuit);
                (c.segments[j].proof, c.segments[i].proof) = (first, second);
            }
        }
    }

    /// @notice All proofs of the first run wrong by the same, against one of another run: the weights of the first add up to what is known.
    function test_proveValidity_withTheFirstRunWrongAlike_reverts() public {
        Claim memory c = _mixed();
        c.segments[0].proof = _wrongBy(c, 0, 1);
        c.segments[1].proof = _wrongBy(c, 1, 1);
        _expectWrong(c, QUEUE);
        for (uint256 i = 2; i < c.segments.length; i++) {
            bytes memory right = c.segments[i].proof;
            c.segments[i].proof = _wrongBy(c, i, R - 1);
            _expectWrong(c, QUEUE);
            c.segments[i].proof = right;
        }
    }

    /// @notice Every two proofs in each other's place.
    function test_proveValidity_withProofsSwapped_reverts() public {
        Claim memory c = _mixed();
        for (uint256 i = 0; i < c.segments.length; i++) {
            for (uint256 j = 0; j < i; j++) {
                (c.segments[i].proof, c.segments[j].proof) = (c.segments[j].proof, c.segments[i].proof);
                _expectWrong(c, c.segments[j].circuit);
                (c.segments[i].proof, c.segments[j].proof) = (c.segments[j].proof, c.segments[i].proof);
            }
        }
    }

    /// @notice The number of another circuit of the same kind: other key, everything else alike.
    function test_proveValidity_underAnotherKey_reverts() public {
        Claim memory c = _mixed();
        c.segments[3].circuit = FEW_USERS;
        _expectWrong(c, FEW_USERS);
    }

    function test_proveValidity_ofAProofOfAnotherLength_reverts() public {
        Claim memory c = _mixed();
        c.segments[4].proof = bytes.concat(c.segments[4].proof, hex"00");
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.WrongProofLength.selector, 513));
        _send(c);
    }

    /// @notice Infinity is a point like others, and proves nothing.
    function test_proveValidity_ofNothing_reverts() public {
        Claim memory c = _mixed();
        for (uint256 i = 0; i < c.segments.length; i++) {
            c.segments[i].proof = new bytes(512);
        }
        _expectWrong(c, QUEUE);
    }

    /* KEYS */

    function test_theJudge_takes_keys_of_one_gamma_only() public {
        Circuit[] memory circuits = new Circuit[](2);
        SimulatedGroth16.Trapdoor memory other = _trapdoors[USERS];
        other.gamma = 8;
        (circuits[0], circuits[1]) = (votes.circuitAt(QUEUE), Circuit(new Groth16Verifier(other.key()), false));
        _refuse(circuits, 1);
        circuits[0] = circuits[1];
        _deployVotes(circuits, new address[](0), 0);
    }

    function test_theJudge_takes_keys_of_their_own_verifiers_only() public {
        Circuit[] memory circuits = new Circuit[](1);
        circuits[0] = Circuit(new OthersKey(votes.circuitAt(USERS).verifier.keyContract()), false);
        _refuse(circuits, 0);
        circuits[0].verifier = new OthersKey(address(0));
        _refuse(circuits, 0);
    }

    function test_theJudge_takes_eleven_circuits_at_most() public {
        Circuit[] memory circuits = new Circuit[](12);
        for (uint256 i = 0; i < 12; i++) {
            circuits[i] = votes.circuitAt(i % 3);
        }
        _refuse(circuits, 11);
        assembly ("memory-safe") {
            mstore(circuits, 11)
        }
        IBatchVotes many = _deployVotes(circuits, new address[](0), 0);
        assertEq(many.circuitCount(), 11);
    }

    /* HELP */

    /// @dev Two of the queue; then users' by one circuit, two by another, and by the first again.
    function _mixed() private view returns (Claim memory) {
        Segment[] memory cut = new Segment[](6);
        (cut[0], cut[1]) = (_segment(QUEUE, 1), _segment(QUEUE, 2));
        (cut[2], cut[3], cut[4]) = (_segment(FEW_USERS, 27), _segment(USERS, 500), _segment(USERS, 400));
        cut[5] = _segment(FEW_USERS, 100);
        return _claim(header, genesis, cut);
    }

    /// @dev A proof of segment i whose equation is off by as much as `by` says, in the exponent and in units of β.
    function _wrongBy(Claim memory c, uint256 i, uint256 by) private view returns (bytes memory) {
        SimulatedGroth16.Trapdoor memory other = _trapdoors[c.segments[i].circuit];
        other.alpha = addmod(other.alpha, by, R);
        uint256[8] memory inputs = _inputs(c)[i];
        uint256[] memory words = new uint256[](8);
        for (uint256 j = 0; j < 8; j++) {
            words[j] = inputs[j];
        }
        return other.prove(words, 17, 19);
    }

    function _expectWrong(Claim memory c, uint8 circuit) private {
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.WrongProof.selector, circuit));
        _send(c);
    }

    function _refuse(Circuit[] memory circuits, uint256 number) private {
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.InvalidCircuit.selector, number));
        _deployVotes(circuits, new address[](0), 0);
    }
}
