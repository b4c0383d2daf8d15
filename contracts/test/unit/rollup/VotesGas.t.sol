// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBatchVotes} from "../../../src/interfaces/IBatchVotes.sol";
import {Header} from "../../../src/types/Header.sol";
import {Profile} from "../../../src/types/Profile.sol";
import {Segment} from "../../../src/types/Segment.sol";
import {VotesFixture} from "../../utils/VotesFixture.sol";

/// @notice Gas of whole transactions that vote, as budgets: execution with cold storage, 21,000, and the data.
/// @dev Everything is prepared in `setUp`, so that what a test's one call touches is cold.
contract VotesGasTest is VotesFixture {
    Header private first;
    Header private second;
    bytes private one;
    bytes private oneOfSixBlobs;
    bytes private sixteen;
    bytes private sixteenOfTwo;
    bytes private quorum;

    function _profile() internal view override returns (Profile memory p) {
        p = super._profile();
        p.depth = 12;
    }

    function setUp() public override {
        super.setUp();
        rollup.addBond{value: 20 ether}(SEQUENCER);
        first = _commitProvable(_genesis(), 0, 1024, 5);
        second = _commitProvable(first, 0, 6144, 6);
        one = _encode(_claim(first, _genesis()));
        oneOfSixBlobs = _encode(_claim(second, first));
        Segment[] memory segments = new Segment[](16);
        for (uint256 i = 0; i < 16; i++) {
            segments[i] = _segment(USERS, 64);
        }
        sixteen = _encode(_claim(first, _genesis(), segments));
        for (uint256 i = 8; i < 16; i++) {
            segments[i] = _segment(FEW_USERS, 64);
        }
        sixteenOfTwo = _encode(_claim(first, _genesis(), segments));
        quorum = abi.encodeCall(IBatchVotes.attest, (address(rollup), _hash(first), _signatures(3, _hash(first))));
    }

    function test_gas_of_proveValidity_ofOneSegment() public {
        _measure("proveValidity, 1 segment, 1 blob", one);
    }

    function test_gas_of_proveValidity_ofSixBlobs() public {
        _measure("proveValidity, 1 segment, 6 blobs", oneOfSixBlobs);
    }

    function test_gas_of_proveValidity_ofSixteenSegments() public {
        _measure("proveValidity, 16 segments, 1 blob", sixteen);
    }

    function test_gas_of_proveValidity_ofSixteenSegments_of_two_circuits() public {
        _measure("proveValidity, 16 segments of 2 circuits, 1 blob", sixteenOfTwo);
    }

    function test_gas_of_attest() public {
        _measure("attest by 3", quorum);
    }

    function _measure(string memory name, bytes memory data) private {
        vm.prank(WATCHER);
        (bool ok,) = address(votes).call(data);
        uint256 gas = vm.lastCallGas().gasTotalUsed + 21_000;
        for (uint256 i = 0; i < data.length; i++) {
            gas += data[i] == 0 ? 4 : 16;
        }
        assertTrue(ok, name);
        vm.snapshotValue("Votes", name, gas);
    }

    function _encode(Claim memory c) private pure returns (bytes memory) {
        return abi.encodeCall(IBatchVotes.proveValidity, (c.rollup, c.header, c.parent, c.segments, c.openings));
    }
}
