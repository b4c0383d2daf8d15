// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultKind, FaultKinds} from "../types/FaultKind.sol";
import {DisputedBatch} from "../types/FraudProof.sol";
import {OperationWord, OperationWords} from "../types/OperationWord.sol";
import {JubjubKey} from "./JubjubKey.sol";
import {SlotReader} from "./SlotReader.sol";
import {WordRules} from "./WordRules.sol";

/// @notice The faults that slots show by themselves: F1 to F12 of docs/spec/faults.md.
library SlotFaults {
    using SlotReader for SlotReader.Elements;

    /// @dev ℓ, the order of Jubjub's prime subgroup: s is below it.
    uint256 private constant L = 0x0e7db4ea6533afa906673b0101343b00a6682093ccc81082d0970e5ed6f72cb7;
    uint256 private constant SLOTS_PER_BLOB = 1024;

    /// @notice Whether a batch has a fault at a slot; reverts when an element is missing.
    function shows(DisputedBatch memory batch, FaultKind fault, uint256 i, SlotReader.Elements memory elements)
        internal
        view
        returns (bool)
    {
        (uint256 first, uint256 end) = (batch.header.queueCount, batch.header.slotCount);
        if (fault == FaultKinds.NOT_THE_QUEUE_WORD) return i < first && _isNotTheQueueWord(i, elements);
        if (fault == FaultKinds.NOT_PADDED) {
            return i >= end && i < SLOTS_PER_BLOB * batch.header.versionedHashes.length && _isNotZero(i, elements);
        }
        if (fault == FaultKinds.WRONG_FINAL_ROOT) {
            return i + 1 == end && elements.take(i, SlotReader.ROOT) != batch.header.newRoot;
        }
        if (i < first || i >= end) return false;
        OperationWord word = elements.takeWord(i);
        if (fault == FaultKinds.UNKNOWN_KIND) return word.kind() == 0 || word.kind() > OperationWords.COLLECT;
        if (fault == FaultKinds.MALFORMED_WORD) {
            return _isMalformed(word, i, first, 4 ** uint256(batch.depth), elements);
        }
        if (fault == FaultKinds.HEAD_WITHOUT_FOLLOWER) {
            bool isHead = word.kind() == OperationWords.SWAP_A || word.isExtended();
            return isHead && (i + 1 == end || !elements.takeWord(i + 1).follows(word));
        }
        if (fault == FaultKinds.FOLLOWER_WITHOUT_HEAD) {
            bool isFollower = word.kind() == OperationWords.SWAP_B || word.kind() == OperationWords.EXTENSION;
            return isFollower && (i == first || !word.follows(elements.takeWord(i - 1)));
        }
        if (fault == FaultKinds.COLLECT_NOT_LAST) {
            return word.kind() == OperationWords.COLLECT && i + 1 < end
                && elements.takeWord(i + 1).kind() != OperationWords.COLLECT;
        }
        if (fault == FaultKinds.MALFORMED_SIGNATURE) return _isSignatureMalformed(word, i, elements);
        if (fault == FaultKinds.INVALID_KEY) return _isKeyInvalid(word, i, elements);
        if (fault == FaultKinds.EXPIRED) return word.isSigned() && word.validUntil() < batch.header.batchTime;
        if (fault != FaultKinds.HEAD_CHANGES_ROOT) return false;
        uint256 before = i == 0 ? batch.parentRoot : elements.take(i - 1, SlotReader.ROOT);
        return word.isExtended() && elements.take(i, SlotReader.ROOT) != before;
    }

    function _isNotTheQueueWord(uint256 i, SlotReader.Elements memory elements) private pure returns (bool) {
        if (elements.has(i, SlotReader.X)) return elements.take(i, SlotReader.X) != 0;
        if (elements.has(i, SlotReader.Y)) return elements.take(i, SlotReader.Y) != 0;
        return elements.take(i, SlotReader.WORD) != OperationWords.QUEUE_WORD;
    }

    function _isNotZero(uint256 i, SlotReader.Elements memory elements) private pure returns (bool) {
        uint256 part = SlotReader.WORD;
        while (part < SlotReader.ROOT && !elements.has(i, part)) part++;
        return elements.take(i, part) != 0;
    }

    /// @dev By itself, or as the extension of the head that was opened with it.
    function _isMalformed(
        OperationWord word,
        uint256 i,
        uint256 first,
        uint256 capacity,
        SlotReader.Elements memory elements
    ) private pure returns (bool) {
        if (word.kind() == 0 || word.kind() > OperationWords.COLLECT) return false;
        if (i > first && elements.has(i - 1, SlotReader.WORD)) {
            OperationWord head = elements.takeWord(i - 1);
            return word.kind() == OperationWords.EXTENSION && word.follows(head) && !WordRules.isExtensionOf(word, head);
        }
        return !WordRules.isWellFormed(word, capacity);
    }

    function _isSignatureMalformed(OperationWord word, uint256 i, SlotReader.Elements memory elements)
        private
        pure
        returns (bool)
    {
        bool isX = elements.has(i, SlotReader.X);
        uint256 value = elements.take(i, isX ? SlotReader.X : SlotReader.Y);
        if (word.kind() == OperationWords.COLLECT) return value != 0;
        return word.isSigned() && (isX ? value >> 128 != 0 : value >= L);
    }

    function _isKeyInvalid(OperationWord word, uint256 i, SlotReader.Elements memory elements)
        private
        view
        returns (bool)
    {
        (bool valid,,) = JubjubKey.fromPublished(elements.take(i, SlotReader.X), elements.take(i, SlotReader.Y));
        return word.kind() == OperationWords.EXTENSION && !valid;
    }
}
