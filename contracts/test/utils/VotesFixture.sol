// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Groth16Verifier} from "../../src/Groth16Verifier.sol";
import {IBatchVotes} from "../../src/interfaces/IBatchVotes.sol";
import {Header} from "../../src/types/Header.sol";
import {Profile} from "../../src/types/Profile.sol";
import {ProofKinds} from "../../src/types/ProofKind.sol";
import {Circuit, Segment} from "../../src/types/Segment.sol";
import {ConstantBlob} from "./ConstantBlob.sol";
import {RollupFixture} from "./RollupFixture.sol";
import {SimulatedGroth16} from "./SimulatedGroth16.sol";

/// @notice A rollup of two out of three kinds of proof. Proofs are made with the trapdoors of their keys, so they prove whatever a test says;
/// the point evaluation is real, of blobs that are one number throughout.
/// @dev What the contract derives is written out a second time here, from docs/spec/validity.md.
abstract contract VotesFixture is RollupFixture {
    using SimulatedGroth16 for SimulatedGroth16.Trapdoor;

    uint256 internal constant R = SimulatedGroth16.R;
    uint8 internal constant QUEUE = 0;
    uint8 internal constant USERS = 1;
    uint8 internal constant FEW_USERS = 2; // another circuit for users' slots

    /// @dev What goes into `proveValidity`.
    struct Claim {
        address rollup;
        Header header;
        Header parent;
        Segment[] segments;
        bytes openings;
    }

    IBatchVotes internal votes;
    SimulatedGroth16.Trapdoor[3] internal _trapdoors;
    uint256[] private _signers;

    function setUp() public virtual override {
        Circuit[] memory circuits = new Circuit[](3);
        for (uint256 i = 0; i < 3; i++) {
            _trapdoors[i] = SimulatedGroth16.Trapdoor(3 + i, 5, 7, 11, new uint256[](9));
            for (uint256 j = 0; j < 9; j++) {
                _trapdoors[i].ic[j] = 13 + j;
            }
            circuits[i] = Circuit(new Groth16Verifier(_trapdoors[i].key()), i == QUEUE);
        }
        votes = _deployVotes(circuits, _attesters(5), 3);
        super.setUp();
    }

    function _deployVotes(Circuit[] memory circuits, address[] memory attesters, uint256 quorum)
        internal
        returns (IBatchVotes)
    {
        return IBatchVotes(vm.deployCode("BatchVotes.sol:BatchVotes", abi.encode(circuits, attesters, quorum)));
    }

    function _profile() internal view virtual override returns (Profile memory p) {
        p = super._profile();
        (p.kinds, p.threshold, p.proofDeadline) = (ProofKinds.ALL, 2, 2 days);
        p.votes = address(votes);
    }

    /// @dev A batch with blobs of its own.
    function _commitProvable(Header memory parent, uint32 queueCount, uint32 slotCount, uint256 name)
        internal
        returns (Header memory header)
    {
        header = _next(parent, queueCount, slotCount, name);
        for (uint256 b = 0; b < header.versionedHashes.length; b++) {
            header.versionedHashes[b] = ConstantBlob.versionedHash(_blobValue(name, b));
        }
        _commit(header);
    }

    /// @dev What blob b of a batch is throughout.
    function _blobValue(uint256 name, uint256 b) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(name, b))) >> 8;
    }

    /* VALIDITY */

    function _proveValidity(Header memory header, Header memory parent) internal {
        _send(_claim(header, parent));
    }

    function _send(Claim memory c) internal {
        votes.proveValidity(c.rollup, c.header, c.parent, c.segments, c.openings);
    }

    /// @dev One segment for the queue's slots, if there are any, and one for users', if there are any.
    function _claim(Header memory header, Header memory parent) internal view returns (Claim memory) {
        uint16 users = uint16(header.slotCount - header.queueCount);
        uint256 count = (header.queueCount == 0 ? 0 : 1) + (users == 0 ? 0 : 1);
        Segment[] memory segments = new Segment[](count);
        if (header.queueCount != 0) segments[0] = _segment(QUEUE, uint16(header.queueCount));
        if (users != 0) segments[count - 1] = _segment(USERS, users);
        return _claim(header, parent, segments);
    }

    function _claim(Header memory header, Header memory parent, Segment[] memory segments)
        internal
        view
        returns (Claim memory c)
    {
        (c.rollup, c.header, c.parent, c.segments) = (address(rollup), header, parent, segments);
        uint16 end = 0;
        uint256 link = parent.queueHash;
        for (uint256 i = 0; i < segments.length; i++) {
            Segment memory s = segments[i];
            end += 4 * s.slotCount;
            if (s.circuit == QUEUE) link = _isLastOfQueue(segments, i) ? header.queueHash : 200 + i;
            (s.endElement, s.queueLink) = (end, link);
            s.newRoot = i + 1 == segments.length ? header.newRoot : 100 + i;
        }
        c.openings = "";
        for (uint256 b = 0; b < header.versionedHashes.length; b++) {
            c.openings = bytes.concat(c.openings, ConstantBlob.opening(_blobValue(header.newRoot, b)));
        }
        _share(c);
        _prove(c);
    }

    function _segment(uint8 circuit, uint16 slotCount) internal pure returns (Segment memory s) {
        (s.circuit, s.slotCount, s.commitment) = (circuit, slotCount, uint256(keccak256(abi.encode(slotCount))) >> 8);
    }

    /// @dev All values but the last are what they are; the last makes the sum right.
    function _share(Claim memory c) internal view {
        uint256 z = _point(c);
        uint256 step = z; // z^4096
        for (uint256 i = 1; i < 4096; i *= 2) {
            step = mulmod(step, step, R);
        }
        uint256 sum = 0;
        uint256 weight = 1;
        for (uint256 b = 0; b < c.header.versionedHashes.length; b++) {
            sum = addmod(sum, mulmod(weight, _blobValue(c.header.newRoot, b), R), R);
            weight = mulmod(weight, step, R);
        }
        for (uint256 i = 0; i + 1 < c.segments.length; i++) {
            c.segments[i].value = 7 + i;
            sum = addmod(sum, R - 7 - i, R);
        }
        if (c.segments.length != 0) c.segments[c.segments.length - 1].value = sum;
    }

    /// @dev Proves what the segments say, right or wrong.
    function _prove(Claim memory c) internal view {
        uint256[8][] memory inputs = _inputs(c);
        for (uint256 i = 0; i < inputs.length; i++) {
            c.segments[i].proof = _proofOf(c.segments[i].circuit, inputs[i]);
        }
    }

    function _proofOf(uint8 circuit, uint256[8] memory inputs) internal view returns (bytes memory) {
        uint256[] memory words = new uint256[](8);
        for (uint256 j = 0; j < 8; j++) {
            words[j] = inputs[j] % R;
        }
        return _trapdoors[circuit].prove(words, 17, 19);
    }

    function _inputs(Claim memory c) internal view returns (uint256[8][] memory inputs) {
        inputs = new uint256[8][](c.segments.length);
        (uint256 z, uint256[] memory ranges) = (_point(c), _ranges(c.segments));
        (uint256 root, uint256 link) = (c.parent.newRoot, c.parent.queueHash);
        for (uint256 i = 0; i < c.segments.length; i++) {
            Segment memory s = c.segments[i];
            if (s.circuit == QUEUE) (inputs[i][0], inputs[i][1]) = (link, s.queueLink);
            else inputs[i][0] = block.chainid * 2 ** 160 + uint160(c.rollup);
            if (s.circuit != QUEUE) {
                inputs[i][1] = uint256(c.header.batchTime) * 2 ** 160 + uint160(c.header.committer);
            }
            (inputs[i][2], inputs[i][3], inputs[i][4], inputs[i][5]) = (root, s.newRoot, ranges[i], z);
            (inputs[i][6], inputs[i][7]) = (s.value, s.commitment);
            (root, link) = (s.newRoot, s.queueLink);
        }
    }

    function _ranges(Segment[] memory segments) internal pure returns (uint256[] memory ranges) {
        ranges = new uint256[](segments.length);
        uint256 first = 0;
        uint256 before = 0;
        for (uint256 i = 0; i < segments.length; i++) {
            (uint256 end, uint256 collecting) = (segments[i].endElement, segments[i].isCollecting ? 1 : 0);
            ranges[i] =
                first * 2 ** 50 + end * 2 ** 34 + uint256(segments[i].slotCount) * 2 ** 18 + 2 * before + collecting;
            (first, before) = (end, collecting);
        }
    }

    function _point(Claim memory c) internal view returns (uint256) {
        uint256[] memory commitments = new uint256[](c.segments.length);
        for (uint256 i = 0; i < commitments.length; i++) {
            commitments[i] = c.segments[i].commitment;
        }
        return uint256(keccak256(abi.encode(c.header.hash(c.rollup), _ranges(c.segments), commitments))) / 256;
    }

    function _isLastOfQueue(Segment[] memory segments, uint256 i) private pure returns (bool) {
        return i + 1 == segments.length || segments[i + 1].circuit != QUEUE;
    }

    /* QUORUM */

    function _attest(Header memory header) internal {
        votes.attest(address(rollup), _hash(header), _signatures(3, _hash(header)));
    }

    /// @dev By the first `count` attesters.
    function _signatures(uint256 count, bytes32 headerHash) internal view returns (bytes[] memory signatures) {
        signatures = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            signatures[i] = _signature(i, votes.digest(address(rollup), headerHash));
        }
    }

    function _signature(uint256 attester, bytes32 digest) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_signers[attester], digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Makes keys in the order of their addresses.
    function _attesters(uint256 count) private returns (address[] memory all) {
        all = new address[](count);
        for (uint256 key = 1; key <= count; key++) {
            _signers.push(key);
            for (uint256 i = key - 1; i > 0 && vm.addr(_signers[i - 1]) > vm.addr(_signers[i]); i--) {
                (_signers[i - 1], _signers[i]) = (_signers[i], _signers[i - 1]);
            }
        }
        for (uint256 i = 0; i < count; i++) {
            all[i] = vm.addr(_signers[i]);
        }
    }
}
