// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Poseidon2Permutation} from "../generated/Poseidon2Permutation.sol";
import {IRollup} from "../interfaces/IRollup.sol";
import {DisputedBatch, FraudProof} from "../types/FraudProof.sol";
import {Header} from "../types/Header.sol";
import {RollupBonds} from "./RollupBonds.sol";

/// @notice Batches from committed to final or dropped. Spec: docs/spec/batches.md#header, docs/spec/rollup.md#batches.
abstract contract RollupBatches is RollupBonds {
    uint256 private constant SLOTS_PER_BLOB = 1024;

    /// @inheritdoc IRollup
    function commit(Header calldata header) external {
        Counts memory counts = _counts;
        if (counts.frozen) revert Frozen();
        Head memory parent = _head;
        _requireFollows(header, parent);
        _requireQueue(header, parent, counts.queueLength);
        _requireBlobs(header);
        if (SEQUENCER != address(0) && msg.sender != SEQUENCER && !_isOlder(parent.queueEnd, OPEN_AFTER)) {
            revert NotTheSequencer(msg.sender);
        }
        bytes32 headerHash = _hash(header);
        if (_records[headerHash].height != 0) revert AlreadyCommitted(headerHash);
        _lock(msg.sender);
        uint64 height = parent.height + 1;
        _records[headerHash] = Record(height, uint64(block.timestamp), counts.generation, true);
        _chain[height] = headerHash;
        _head = Head(height, header.queueEnd, header.batchTime, header.sequenceEnd);
        emit BatchCommitted(headerHash, height, header);
    }

    /// @inheritdoc IRollup
    function finalise(Header calldata header) external {
        bytes32 headerHash = _hash(header);
        uint64 height = _final.height + 1;
        if (!_isLive(headerHash, height)) revert NotTheOldest(headerHash);
        Record storage record = _records[headerHash];
        uint256 until = uint256(record.committedAt) + CHALLENGE_WINDOW;
        if (block.timestamp <= until) revert WindowOpen(headerHash, until);
        _final = Final(height, header.queueEnd);
        _finalRoots[header.newRoot] = uint256(height) + 1;
        _unlock(record, header.committer, headerHash);
        emit BatchFinalised(headerHash, height, header.newRoot);
    }

    /// @inheritdoc IRollup
    function proveFraud(Header calldata header, Header calldata parent, FraudProof calldata proof) external {
        bytes32 headerHash = _hash(header);
        Record storage record = _records[headerHash];
        uint64 height = record.height;
        if (height <= _final.height || !_isLive(headerHash, height)) revert NotPending(headerHash);
        bytes32 parentHash = _hash(parent);
        if (parentHash != header.parentHash) revert WrongParent(parentHash, header.parentHash);
        DisputedBatch memory batch;
        (batch.rollup, batch.depth) = (address(this), DEPTH);
        (batch.header, batch.parentRoot) = (header, parent.newRoot);
        if (proof.slot < header.queueCount) {
            uint64 number = parent.queueEnd + proof.slot;
            (batch.linkBefore, batch.linkAfter) = (_links[number], _links[number + 1]);
        }
        VERIFIER.verify(batch, proof);

        _head = Head(height - 1, parent.queueEnd, parent.batchTime, parent.sequenceEnd);
        uint64 newGeneration = ++_counts.generation;
        _counts.lastDrop = uint40(block.timestamp);
        record.bondHeld = false;
        emit BatchDropped(headerHash, height, msg.sender, proof.fault, proof.slot, newGeneration);
        _convict(header.committer, headerHash, newGeneration, proof);
    }

    function _requireFollows(Header calldata header, Head memory parent) private view {
        bytes32 parentHash = _chain[parent.height];
        if (header.parentHash != parentHash) revert WrongParent(header.parentHash, parentHash);
        if (header.newRoot >= Poseidon2Permutation.R) revert RootNotCanonical(header.newRoot);
        if (header.slotCount == 0 || header.slotCount > MAX_SLOTS || header.queueCount > header.slotCount) {
            revert SlotsOutOfRange(header.queueCount, header.slotCount);
        }
        uint64 sequenceEnd = parent.sequenceEnd + header.slotCount - header.queueCount;
        if (header.sequenceEnd != sequenceEnd) revert WrongSequenceEnd(header.sequenceEnd, sequenceEnd);
        if (
            header.batchTime < parent.batchTime || header.batchTime > block.timestamp
                || block.timestamp - header.batchTime > MAX_BATCH_AGE
        ) revert BatchTimeOutOfRange(header.batchTime, parent.batchTime, block.timestamp);
        if (header.committer != msg.sender) revert NotTheCommitter(msg.sender, header.committer);
        if (header.profileId != PROFILE_ID) revert WrongProfile(header.profileId);
    }

    /// @dev Items are due in their order, so it is enough to look at the first that the batch leaves.
    function _requireQueue(Header calldata header, Head memory parent, uint64 length) private view {
        uint64 queueEnd = parent.queueEnd + header.queueCount;
        if (header.queueEnd != queueEnd) revert WrongQueueEnd(header.queueEnd, queueEnd);
        if (queueEnd > length) revert NoSuchItem(queueEnd - 1);
        if (header.queueHash != _links[queueEnd]) revert WrongQueueHash(header.queueHash, _links[queueEnd]);
        if (header.queueCount < MAX_DUE_ITEMS && _isOlder(queueEnd, INCLUSION_DELAY)) revert DueItemLeftOut(queueEnd);
    }

    function _requireBlobs(Header calldata header) private view {
        uint256 needed = (header.slotCount + SLOTS_PER_BLOB - 1) / SLOTS_PER_BLOB;
        uint256 count = header.versionedHashes.length;
        if (count != needed) revert WrongBlobCount(count, needed);
        for (uint256 i = 0; i < count; i++) {
            bytes32 versionedHash = header.versionedHashes[i];
            if (versionedHash == 0 || versionedHash != blobhash(i)) {
                revert WrongBlob(i, versionedHash, blobhash(i));
            }
        }
    }
}
