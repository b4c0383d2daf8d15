// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBatchVotes} from "../interfaces/IBatchVotes.sol";
import {Header} from "../types/Header.sol";
import {Segment} from "../types/Segment.sol";

/// @notice Segments of a batch, one behind the other: what of their public inputs follows from the header and from the one before.
/// @dev Spec: docs/spec/validity.md#public-inputs.
library SegmentChain {
    uint256 internal constant INPUT_COUNT = 8;

    uint256 private constant ELEMENTS_PER_BLOB = 4096;

    /// @notice Returns where each segment stands, and reverts unless together they have the header's slots and blobs, the queue's first.
    /// @param isQueue Of each segment, by its circuit.
    function ranges(Header calldata header, Segment[] calldata segments, bool[] memory isQueue)
        internal
        pure
        returns (uint256[] memory all)
    {
        all = new uint256[](segments.length);
        uint256 first;
        uint256 before;
        uint256 queueCount;
        uint256 slotCount;
        for (uint256 i = 0; i < segments.length; i++) {
            Segment calldata segment = segments[i];
            (uint256 end, uint256 slots) = (segment.endElement, segment.slotCount);
            uint256 collecting = segment.isCollecting ? 1 : 0;
            if (end <= first || slots == 0) revert IBatchVotes.SegmentOutOfPlace(i);
            if (isQueue[i]) {
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

    /// @notice z: drawn when header, blobs, positions and all commitments are fixed. Below 2^248.
    function point(bytes32 headerHash, uint256[] memory all, Segment[] calldata segments)
        internal
        pure
        returns (uint256)
    {
        uint256[] memory commitments = new uint256[](segments.length);
        for (uint256 i = 0; i < segments.length; i++) {
            commitments[i] = segments[i].commitment;
        }
        return uint256(keccak256(abi.encode(headerHash, all, commitments))) >> 8;
    }

    /// @notice Returns the public inputs of each segment, and reverts unless roots and links lead from the parent to the header.
    /// @dev Whether they are below r is for the verifier to say.
    function inputs(
        address rollup,
        Header calldata header,
        Header calldata parent,
        Segment[] calldata segments,
        bool[] memory isQueue,
        uint256[] memory all,
        uint256 z
    ) internal view returns (uint256[][] memory each) {
        each = new uint256[][](segments.length);
        (uint256 root, uint256 link) = (parent.newRoot, parent.queueHash);
        for (uint256 i = 0; i < segments.length; i++) {
            Segment calldata segment = segments[i];
            uint256[] memory x = new uint256[](INPUT_COUNT);
            if (isQueue[i]) {
                (x[0], x[1]) = (link, segment.queueLink);
                link = segment.queueLink;
            } else {
                if (segment.queueLink != link) revert IBatchVotes.QueueMoved(i);
                x[0] = block.chainid << 160 | uint160(rollup);
                x[1] = uint256(header.batchTime) << 160 | uint160(header.committer);
            }
            (x[2], x[3], x[4], x[5]) = (root, segment.newRoot, all[i], z);
            (x[6], x[7]) = (segment.value, segment.commitment);
            root = segment.newRoot;
            each[i] = x;
        }
        if (root != header.newRoot || link != header.queueHash) revert IBatchVotes.WrongEnd(root, link);
    }
}
