// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBatchVotes} from "../../../src/interfaces/IBatchVotes.sol";
import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {EcdsaSignature} from "../../../src/libraries/EcdsaSignature.sol";
import {Header} from "../../../src/types/Header.sol";
import {ProofKinds} from "../../../src/types/ProofKind.sol";
import {Circuit} from "../../../src/types/Segment.sol";
import {VotesFixture} from "../../utils/VotesFixture.sol";

/// @notice A quorum's vote: three of five, each once, of this batch, rollup and chain.
contract AttestationsTest is VotesFixture {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    Header private header;
    bytes32 private name;

    function setUp() public override {
        super.setUp();
        header = _commitProvable(_genesis(), 0, 4, 5);
        name = _hash(header);
    }

    function test_attest_byEnough_records_the_vote() public {
        bytes[] memory signatures = _signatures(3, name);
        vm.expectEmit(address(rollup));
        emit IRollup.VoteRecorded(name, ProofKinds.QUORUM);
        votes.attest(address(rollup), name, signatures);
        assertEq(rollup.votesOf(name), ProofKinds.QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IRollup.VoteDoesNotCount.selector, name, ProofKinds.QUORUM));
        votes.attest(address(rollup), name, signatures);
    }

    function test_attest_byAll_succeeds() public {
        votes.attest(address(rollup), name, _signatures(5, name));
    }

    function test_attest_byTooFew_reverts() public {
        _expect(_signatures(2, name), abi.encodeWithSelector(IBatchVotes.TooFewSignatures.selector, 2, 3));
        _expect(new bytes[](0), abi.encodeWithSelector(IBatchVotes.TooFewSignatures.selector, 0, 3));
    }

    function test_attest_twiceByOne_reverts() public {
        bytes[] memory signatures = _signatures(3, name);
        signatures[2] = signatures[1];
        _expect(signatures, abi.encodeWithSelector(IBatchVotes.SignersOutOfOrder.selector, votes.attesters()[1]));
        signatures = _signatures(3, name);
        (signatures[0], signatures[1]) = (signatures[1], signatures[0]);
        _expect(signatures, abi.encodeWithSelector(IBatchVotes.SignersOutOfOrder.selector, votes.attesters()[0]));
    }

    function test_attest_bySomebodyElse_reverts() public {
        bytes[] memory signatures = _signatures(3, name);
        uint256 key = 1_000;
        while (vm.addr(key) < votes.attesters()[1]) key++;
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, votes.digest(address(rollup), name));
        signatures[2] = abi.encodePacked(r, s, v);
        _expect(signatures, abi.encodeWithSelector(IBatchVotes.NotAnAttester.selector, vm.addr(key)));
    }

    function test_attest_withTheOtherFormOfASignature_reverts() public {
        bytes[] memory signatures = _signatures(3, name);
        (uint8 v, bytes32 r, bytes32 s) = _parts(signatures[1]);
        signatures[1] = abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        _expectInvalid(signatures);
        signatures[1] = abi.encodePacked(r, s, v - 27);
        _expectInvalid(signatures);
        signatures[1] = abi.encodePacked(r, s, v, uint8(0));
        _expectInvalid(signatures);
        signatures[1] = abi.encodePacked(bytes32(0), s, v);
        _expectInvalid(signatures);
    }

    /// @notice Signed for another batch, rollup, contract or chain: another digest, so other signers, who are nobody.
    /// @custom:drill replayed-proof
    function test_attest_withSignaturesForSomethingElse_reverts() public {
        Header memory next = _commitProvable(header, 0, 4, 6);
        bytes[] memory signatures = _signatures(3, _hash(next));
        vm.expectRevert();
        votes.attest(address(rollup), name, signatures);
        signatures = _signatures(3, name);
        vm.expectRevert();
        votes.attest(address(_deploy(_profile(), _tokens())), name, signatures);
        IBatchVotes others = _deployVotes(new Circuit[](0), votes.attesters(), 3);
        vm.expectRevert();
        others.attest(address(rollup), name, signatures);
        vm.chainId(block.chainid + 1);
        vm.expectRevert();
        votes.attest(address(rollup), name, signatures);
    }

    function test_attest_ofWhatWasNotCommitted_reverts() public {
        bytes[] memory signatures = _signatures(3, keccak256("none"));
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotPending.selector, keccak256("none")));
        votes.attest(address(rollup), keccak256("none"), signatures);
    }

    function test_construction_checks_who_attests() public {
        address[] memory all = votes.attesters();
        _refuse(all, 6);
        _refuse(all, 0);
        _refuse(new address[](0), 1);
        all[1] = all[0];
        _refuse(all, 3);
        all[0] = address(0);
        _refuse(all, 3);
        IBatchVotes none = _deployVotes(new Circuit[](0), new address[](0), 0);
        assertEq(none.kinds(), 0);
        vm.expectRevert(abi.encodeWithSelector(IBatchVotes.TooFewSignatures.selector, 0, 0));
        none.attest(address(rollup), name, new bytes[](0));
        assertEq(votes.kinds(), ProofKinds.VALIDITY | ProofKinds.QUORUM);
    }

    function _refuse(address[] memory attesters, uint256 quorum) private {
        vm.expectRevert(IBatchVotes.InvalidAttesters.selector);
        _deployVotes(new Circuit[](0), attesters, quorum);
    }

    function _expectInvalid(bytes[] memory signatures) private {
        _expect(signatures, abi.encodeWithSelector(EcdsaSignature.InvalidSignature.selector, 1));
    }

    function _expect(bytes[] memory signatures, bytes memory reason) private {
        vm.expectRevert(reason);
        votes.attest(address(rollup), name, signatures);
    }

    function _parts(bytes memory signature) private pure returns (uint8 v, bytes32 r, bytes32 s) {
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
    }
}
