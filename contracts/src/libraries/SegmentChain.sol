// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBatchVotes} from "../interfaces/IBatchVotes.sol";
import {Header} from "../types/Header.sol";
import {Segment} from "../types/Segment.sol";
import {ScalarField} from "./ScalarField.sol";

/// @notice Segments of a batch, one behind the other: what of their public inputs follows from the header and from the one before.
/// @dev Spec: docs/spec/validity.md#public-inputs.
library SegmentChain {
    uint256 internal constant INPUT_COUNT = 8;

    uint256 private constant ELEMENTS_PER_BLOB = 4096;

    /// @notice Returns where each segment stands, and reverts unless together they have the header's slots and blobs, the queue's first.
    /// @param circuitCount How many circuits there are.
    /// @param queues Bit n: circuit n is for the queue's slots.
    /// @return all Inputs 4.
    /// @return runs How often segments of one circuit lie behind one another.
    function ranges(Header calldata header, Segment[] calldata segments, uint256 circuitCount, uint256 queues)
        internal
        pure
        returns (uint256[] memory all, uint256 runs)
    {
        all = new uint256[](segments.length);
        uint256 first;
        uint256 before;
        uint256 queueCount;
        uint256 slotCount;
        uint256 lastCircuit = circuitCount;
        // Each count is below 2^16 times the number of segments.
        unchecked {
            for (uint256 i = 0; i < segments.length; i++) {
                Segment calldata segment = segments[i];
                uint8 circuit = segment.circuit;
                if (circuit >= circuitCount) revert IBatchVotes.NoSuchCircuit(circuit);
                if (circuit != lastCircuit) runs++;
                lastCircuit = circuit;
                (uint256 end, uint256 slots) = (segment.endElement, segment.slotCount);
                uint256 collecting = segment.isCollecting ? 1 : 0;
                if (end <= first || slots == 0) revert IBatchVotes.SegmentOutOfPlace(i);
                if (_isQueue(circuit, queues)) {
                    if (slotCount != queueCount || collecting != 0) revert IBatchVotes.SegmentOutOfPlace(i);
                    queueCount += slots;
                }
                slotCount += slots;
                all[i] = first << 50 | end << 34 | slots << 18 | before << 1 | collecting;
                (first, before) = (end, collecting);
            }
            if (queueCount != header.queueCount || slotCount != header.slotCount) {
                revert IBatchVotes.WrongSlotCount(queueCount, slotCount);
            }
            uint256 needed = (first + ELEMENTS_PER_BLOB - 1) / ELEMENTS_PER_BLOB;
            if (header.versionedHashes.length != needed) {
                revert IBatchVotes.WrongBlobCount(header.versionedHashes.length, needed);
            }
        }
    }

    /// @notice z: drawn when header, blobs, positions and all commitments are fixed. Below 2^248.
    /// @dev keccak256(abi.encode(headerHash, all, commitments)) >> 8, written where it is hashed.
    function point(bytes32 headerHash, uint256[] memory all, Segment[] calldata segments)
        internal
        pure
        returns (uint256 z)
    {
        uint256 place;
        assembly ("memory-safe") {
            place := mload(0x40)
            let length := mul(0x20, add(mload(all), 1))
            mstore(place, headerHash)
            mstore(add(place, 0x20), 0x60)
            mstore(add(place, 0x40), add(0x60, length))
            mcopy(add(place, 0x60), all, length)
            z := add(place, add(0x60, length))
            mstore(z, mload(all))
            mstore(0x40, add(z, length))
        }
        unchecked {
            for (uint256 i = 0; i < segments.length; i++) {
                uint256 commitment = segments[i].commitment;
                assembly ("memory-safe") {
                    z := add(z, 0x20)
                    mstore(z, commitment)
                }
            }
        }
        assembly ("memory-safe") {
            z := shr(8, keccak256(place, sub(add(z, 0x20), place)))
        }
    }

    /// @notice Writes the public inputs of each segment to `place`, and reverts unless roots and links lead from the parent to the header.
    /// @dev Whether they are below r is for the verifier to say.
    /// @return sum What the elements of all segments add to the value of the blobs, modulo r.
    function writeInputs(
        address rollup,
        Header calldata header,
        Header calldata parent,
        Segment[] calldata segments,
        uint256 queues,
        uint256[] memory all,
        uint256 z,
        uint256 place
    ) internal view returns (uint256 sum) {
        (uint256 root, uint256 link) = (parent.newRoot, parent.queueHash);
        uint256 deployment = block.chainid << 160 | uint160(rollup);
        uint256 moment = uint256(header.batchTime) << 160 | uint160(header.committer);
        for (uint256 i = 0; i < segments.length;) {
            Segment calldata segment = segments[i];
            uint256 next = segment.queueLink;
            if (_isQueue(segment.circuit, queues)) {
                _store(place, link, next);
                link = next;
            } else {
                if (next != link) revert IBatchVotes.QueueMoved(i);
                _store(place, deployment, moment);
            }
            next = segment.newRoot;
            unchecked {
                _store(place + 64, root, next);
                root = next;
                _store(place + 128, all[i++], z);
                next = segment.value;
                _store(place + 192, next, segment.commitment);
                sum = addmod(sum, next, ScalarField.R);
                place += 32 * INPUT_COUNT;
            }
        }
        if (root != header.newRoot || link != header.queueHash) revert IBatchVotes.WrongEnd(root, link);
    }

    function _isQueue(uint256 circuit, uint256 queues) private pure returns (bool) {
        return queues >> circuit & 1 != 0;
    }

    function _store(uint256 place, uint256 first, uint256 second) private pure {
        assembly ("memory-safe") {
            mstore(place, first)
            mstore(add(place, 0x20), second)
        }
    }
}
