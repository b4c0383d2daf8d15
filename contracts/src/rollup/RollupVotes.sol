// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../interfaces/IRollup.sol";
import {FaultKind} from "../types/FaultKind.sol";
import {Header} from "../types/Header.sol";
import {ProofKinds} from "../types/ProofKind.sol";
import {RollupBonds} from "./RollupBonds.sol";

/// @notice What speaks for a batch, what happens when it does not come, and when two kinds of proof contradict each other.
/// @dev Spec: docs/spec/rollup.md#votes.
abstract contract RollupVotes is RollupBonds {
    /// @inheritdoc IRollup
    function recordVote(bytes32 headerHash, uint8 kind) external returns (bool disagrees) {
        if (msg.sender != VOTES) revert NotTheJudge(msg.sender);
        Record storage record = _records[headerHash];
        if (record.height == 0) revert NotPending(headerHash);
        if (kind & KINDS == 0 || record.votes & kind != 0) revert VoteDoesNotCount(headerHash, kind);
        // A vote for a batch that fell with another is never looked at: no header is committed twice.
        record.votes |= kind;
        emit VoteRecorded(headerHash, kind);
        return _meets(record);
    }

    /// @inheritdoc IRollup
    function recordDisagreement(Header calldata header, Header calldata parent) external {
        bytes32 headerHash = _hash(header);
        Record storage record = _records[headerHash];
        if (record.isDisputed || !_meets(record)) revert NothingDisagrees(headerHash);
        _requireParent(header, parent);
        _disagree(headerHash, record, parent);
    }

    /// @inheritdoc IRollup
    function dropUnproven(Header calldata header, Header calldata parent) external {
        (bytes32 headerHash, Record storage record) = _requireStanding(header, parent);
        if (record.height <= _final.height) revert NotPending(headerHash);
        uint256 until = uint256(record.committedAt) + PROOF_DEADLINE;
        if (block.timestamp <= until) revert DeadlineOpen(headerHash, until);
        // Time alone will come; what was to come before the deadline is out.
        uint8 within = record.votes | KINDS & ProofKinds.FRAUD_WINDOW;
        if (_isEnough(within)) revert VotesCanBeMet(headerHash, within);
        uint64 newGeneration = _rewind(record.height, parent);
        record.bondHeld = false;
        emit BatchUnproven(headerHash, record.height, msg.sender, newGeneration);
        _convict(header.committer, headerHash, newGeneration, Reward(msg.sender, 0, 0, 0, FaultKind.wrap(0), 0));
    }

    /// @dev The votes that count now: those recorded, and time if it is over.
    function _votesNow(Record storage record) internal view returns (uint8 votes, bool isOver) {
        uint256 committed = record.committedAt;
        votes = record.votes;
        isOver = _isWindowOver(committed);
        if (isOver) votes |= KINDS & ProofKinds.FRAUD_WINDOW;
    }

    function _isEnough(uint8 votes) internal view returns (bool) {
        return ProofKinds.count(votes) >= THRESHOLD;
    }

    /// @dev The batch is live, and pending or final for less than its window; returns with the parent checked.
    function _requireStanding(Header calldata header, Header calldata parent)
        internal
        view
        returns (bytes32 headerHash, Record storage record)
    {
        headerHash = _hash(header);
        record = _records[headerHash];
        uint64 height = record.height;
        if (!_isLive(headerHash, height) || (height <= _final.height && _isWindowOver(record.committedAt))) {
            revert NotPending(headerHash);
        }
        _requireParent(header, parent);
    }

    function _requireParent(Header calldata header, Header calldata parent) internal view {
        bytes32 parentHash = _hash(parent);
        if (parentHash != header.parentHash) revert WrongParent(parentHash, header.parentHash);
    }

    /// @dev The head goes back to the parent; all behind it falls without being looked at.
    function _rewind(uint64 height, Header calldata parent) internal returns (uint64 newGeneration) {
        _head = Head(height - 1, parent.queueEnd, parent.batchTime, parent.sequenceEnd);
        newGeneration = ++_counts.generation;
        _counts.lastDrop = uint40(block.timestamp);
    }

    /// @dev One of two verifiers is wrong, and L1 cannot say which: nobody is paid or punished, and nothing is built on either.
    function _disagree(bytes32 headerHash, Record storage record, Header calldata parent) internal {
        uint64 height = record.height;
        uint64 newGeneration = _counts.generation;
        record.isDisputed = true;
        // After a drop the parent itself may have fallen: then nothing that stands came from this batch or its parent.
        if (_isLive(_hash(parent), height - 1)) {
            newGeneration = _rewind(height, parent);
            if (_final.height >= height) {
                _final = Final(height - 1, parent.queueEnd);
                _finalRoots[parent.newRoot] = height; // the parent's height, plus one
                HUB.cancelPayouts(height);
            }
        }
        _counts.frozen = true;
        emit ProofsDisagree(headerHash, height, parent.newRoot, newGeneration);
        _holdReward(headerHash);
    }

    /// @dev A fault was shown less than a window ago, and a validity proof as well.
    function _meets(Record storage record) private view returns (bool) {
        return record.convictedAt != 0 && record.votes & ProofKinds.VALIDITY != 0 && !_isWindowOver(record.convictedAt);
    }
}
