// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Poseidon2Permutation} from "../generated/Poseidon2Permutation.sol";
import {IRollup} from "../interfaces/IRollup.sol";
import {FraudProof} from "../types/FraudProof.sol";
import {Header} from "../types/Header.sol";
import {ProofKinds} from "../types/ProofKind.sol";
import {RollupVotes} from "./RollupVotes.sol";

/// @notice Batches from committed to final or dropped. Spec: docs/spec/batches.md#header, docs/spec/rollup.md#batches.
abstract contract RollupBatches is RollupVotes {
    uint256 private constant SLOTS_PER_BLOB = 1024;
    uint256 private constant ELEMENTS_PER_BLOB = 4096;

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
        // Field by field: the compiler makes one write of it, of a whole struct one for each field.
        Record storage record = _records[headerHash];
        record.height = height;
        record.committedAt = uint40(block.timestamp);
        record.generation = counts.generation;
        record.bondHeld = true;
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
        (uint8 votes, bool isOver) = _votesNow(record);
        if (!_isEnough(votes)) {
            if (KINDS & ProofKinds.FRAUD_WINDOW == 0 || isOver) revert VotesMissing(headerHash, votes);
            revert WindowOpen(headerHash, uint256(record.committedAt) + CHALLENGE_WINDOW);
        }
        _final = Final(height, header.queueEnd);
        _finalRoots[header.newRoot] = uint256(height) + 1;
        // What can still be disputed keeps its bond until it cannot, see `releaseBond`.
        if (isOver || IS_COMPACT) _unlock(record, header.committer, headerHash);
        emit BatchFinalised(headerHash, height, header.newRoot);
    }

    /// @inheritdoc IRollup
    function proveFraud(Header calldata header, Header calldata parent, FraudProof calldata proof) external {
        if (IS_COMPACT) revert NotDisputable();
        (bytes32 headerHash, Record storage record) = _requireStanding(header, parent);
        (uint256 linkBefore, uint256 linkAfter) = (0, 0);
        if (proof.slot < header.queueCount) {
            uint64 number = parent.queueEnd + proof.slot;
            (linkBefore, linkAfter) = (_links[number], _links[number + 1]);
        }
        VERIFIER.verify(address(this), DEPTH, header, parent.newRoot, linkBefore, linkAfter, proof);
        if (record.votes & ProofKinds.VALIDITY != 0) {
            _disagree(headerHash, record, parent);
            return;
        }
        uint64 newGeneration = _rewind(record.height, parent);
        (record.bondHeld, record.convictedAt) = (false, uint40(block.timestamp));
        emit BatchDropped(headerHash, record.height, msg.sender, proof.fault, proof.slot, newGeneration);
        _convict(
            header.committer, headerHash, newGeneration, Reward(msg.sender, 0, _nextRank(), 0, proof.fault, proof.slot)
        );
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
        uint256 slots = header.slotCount;
        uint256 count = header.versionedHashes.length;
        uint256 needed = _blobs(slots, IS_COMPACT ? ELEMENTS_PER_BLOB : SLOTS_PER_BLOB);
        // A slot has up to three words there, and the proof says how many there are in all: `BatchVotes` compares.
        uint256 most = IS_COMPACT ? _blobs(3 * slots, ELEMENTS_PER_BLOB) : needed;
        if (count < needed || count > most) revert WrongBlobCount(count, needed);
        for (uint256 i = 0; i < count; i++) {
            bytes32 versionedHash = header.versionedHashes[i];
            if (versionedHash == 0 || versionedHash != blobhash(i)) {
                revert WrongBlob(i, versionedHash, blobhash(i));
            }
        }
    }

    function _blobs(uint256 count, uint256 perBlob) private pure returns (uint256) {
        return (count + perBlob - 1) / perBlob;
    }
}
