// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStateStep} from "./interfaces/IStateStep.sol";
import {OperationEffects} from "./libraries/OperationEffects.sol";
import {QueueEffects} from "./libraries/QueueEffects.sol";
import {ScalarField} from "./libraries/ScalarField.sol";
import {StateTree} from "./libraries/StateTree.sol";
import {FaultKind, FaultKinds} from "./types/FaultKind.sol";
import {Account, Ledger} from "./types/Ledger.sol";
import {OperationWord, OperationWords} from "./types/OperationWord.sol";
import {QueuedItem, QueuedItems} from "./types/QueuedItem.sol";

/// @notice See `IStateStep`.
contract StateStep is IStateStep {
    /// @dev What was read of a witness, and how far.
    struct Reading {
        Ledger ledger;
        /// @dev The leaves as they are found, ascending by index.
        StateTree.Node[] nodes;
        uint256 cursor;
        uint256 fromIndex;
        uint256 toIndex;
        uint256 feeRoot;
        uint256 feeRootLater;
    }

    uint256 private constant COUNTER_BITS = 32;
    uint256 private constant ACCOUNT_WORDS = 4;
    uint256 private constant POT_WORDS = 13;

    /// @dev No account: no index is as large.
    uint256 private constant NOWHERE = type(uint256).max;

    /* WHAT A FRAUD PROOF ASKS */

    /// @inheritdoc IStateStep
    function applyOperation(OperationSlot calldata slot, uint256[] calldata witness)
        external
        pure
        returns (FaultKind fault, uint256 before, uint256 later)
    {
        _requireCanonical(witness);
        bool needsPot = slot.word.fee() != 0 || slot.word.kind() == OperationWords.COLLECT;
        Reading memory reading = _begin(witness, needsPot);
        _readParties(reading, slot.word, 4 ** uint256(slot.depth), witness);
        uint256 pot = reading.ledger.pot;
        uint256 token = uint8(reading.ledger.from.token());
        fault = OperationEffects.applyTo(reading.ledger, _terms(slot));
        bool applies = fault == FaultKinds.NONE;
        if (needsPot) {
            (reading.feeRoot, reading.feeRootLater) =
                StateTree.potRoots(token, pot, applies ? reading.ledger.pot : pot, witness[2:POT_WORDS + 1]);
        }
        (before, later) = _roots(reading, witness, slot.depth, applies);
    }

    /// @inheritdoc IStateStep
    function applyQueued(
        uint8 depth,
        uint256 linkBefore,
        QueuedItem calldata queued,
        uint256 keyHash,
        uint256[] calldata witness
    ) external pure returns (uint256 link, uint256 before, uint256 later) {
        _requireCanonical(witness);
        QueuedItem memory item = queued;
        // Otherwise amount + r would be another amount of the same item.
        if (item.packed >= ScalarField.R || item.amount >= ScalarField.R || keyHash >= ScalarField.R) {
            revert NotCanonical();
        }
        link = StateTree.queueLink(linkBefore, item.packed, item.amount, keyHash);
        (before, later) = _applyQueued(item, depth, witness);
    }

    /// @inheritdoc IStateStep
    function open(uint8 depth, uint256[] calldata indices, uint256[] calldata witness)
        external
        pure
        returns (Account[] memory accounts, uint256 root)
    {
        _requireCanonical(witness);
        accounts = new Account[](indices.length);
        Reading memory reading = _begin(witness, false);
        for (uint256 i = 0; i < indices.length; i++) {
            uint256 first = 0;
            while (indices[first] != indices[i]) first++;
            if (first < i) accounts[i] = accounts[first];
            else _read(reading, witness, indices[i], accounts[i]);
        }
        (root,) = _roots(reading, witness, depth, false);
    }

    /* APPLYING */

    function _readParties(Reading memory reading, OperationWord word, uint256 capacity, uint256[] calldata witness)
        private
        pure
    {
        Ledger memory ledger = reading.ledger;
        uint256 kind = word.kind();
        reading.fromIndex = word.from();
        _read(reading, witness, word.from(), ledger.from);
        if (kind == OperationWords.OPEN) {
            if (ledger.opened >= capacity / 2) return; // what stands there is a deposit's
            reading.toIndex = ledger.opened;
            // An account that stands there already is empty, or the state would be another.
            if (reading.toIndex != reading.fromIndex) _add(reading, reading.toIndex, 0);
        } else if (kind == OperationWords.TRANSFER || kind == OperationWords.SWAP_A || kind == OperationWords.SWAP_B) {
            reading.toIndex = word.to();
            if (word.to() == word.from()) ledger.to = ledger.from;
            else _read(reading, witness, word.to(), ledger.to);
        }
    }

    function _terms(OperationSlot calldata slot) private pure returns (OperationEffects.Terms memory) {
        return OperationEffects.Terms({
            capacity: 4 ** uint256(slot.depth),
            batchTime: slot.batchTime,
            committer: slot.committer,
            word: slot.word,
            newOwner: slot.newOwner,
            keyX: slot.keyX,
            keyY: slot.keyY
        });
    }

    function _applyQueued(QueuedItem memory item, uint8 depth, uint256[] calldata witness)
        private
        pure
        returns (uint256 before, uint256 later)
    {
        Reading memory reading = _begin(witness, false);
        bool credits = _readParties(reading, item, 4 ** uint256(depth), witness);
        return _roots(reading, witness, depth, QueueEffects.applyTo(reading.ledger, item, credits));
    }

    /// @dev Accounts out of range are nobody's, and not in the witness.
    function _readParties(Reading memory reading, QueuedItem memory item, uint256 capacity, uint256[] calldata witness)
        private
        pure
        returns (bool credits)
    {
        Ledger memory ledger = reading.ledger;
        if (item.from() < capacity) {
            reading.fromIndex = item.from();
            _read(reading, witness, item.from(), ledger.from);
        }
        if (item.kind() == QueuedItems.DEPOSIT) {
            if (QueueEffects.fits(ledger, item)) return true;
            reading.toIndex = capacity - 1 - ledger.deposited;
            if (reading.toIndex != reading.fromIndex) _add(reading, reading.toIndex, 0);
        } else if (item.kind() == QueuedItems.FORCED_TRANSFER && item.to() < capacity) {
            reading.toIndex = item.to();
            if (item.to() == item.from()) ledger.to = ledger.from;
            else _read(reading, witness, item.to(), ledger.to);
        }
        return false;
    }

    /* READING A WITNESS */

    /// @dev Counters; then the fee tree's root, or a pot and its siblings.
    function _begin(uint256[] calldata witness, bool needsPot) private pure returns (Reading memory reading) {
        reading.ledger.opened = witness[0] >> COUNTER_BITS;
        reading.ledger.deposited = uint32(witness[0]);
        if (needsPot) reading.ledger.pot = witness[1];
        else (reading.feeRoot, reading.feeRootLater) = (witness[1], witness[1]);
        reading.cursor = needsPot ? 1 + POT_WORDS : 2;
        (reading.fromIndex, reading.toIndex) = (NOWHERE, NOWHERE);
    }

    /// @dev Reads the four words of the next account.
    function _read(Reading memory reading, uint256[] calldata witness, uint256 index, Account memory account)
        private
        pure
    {
        uint256[] calldata words = witness[reading.cursor:reading.cursor + ACCOUNT_WORDS];
        reading.cursor += ACCOUNT_WORDS;
        (account.identity, account.amounts, account.keyX, account.keyY) = (words[0], words[1], words[2], words[3]);
        _add(reading, index, StateTree.leaf(account));
    }

    /// @dev Adds a leaf where it belongs in the order of indices.
    function _add(Reading memory reading, uint256 index, uint256 leaf) private pure {
        StateTree.Node[] memory old = reading.nodes;
        StateTree.Node[] memory nodes = new StateTree.Node[](old.length + 1);
        uint256 i = old.length;
        for (; i > 0 && old[i - 1].index > index; i--) {
            nodes[i] = old[i - 1];
        }
        nodes[i] = StateTree.Node(index, leaf, leaf);
        for (; i > 0; i--) {
            nodes[i - 1] = old[i - 1];
        }
        reading.nodes = nodes;
    }

    /// @dev The rest of the witness is siblings: the roots follow.
    function _roots(Reading memory reading, uint256[] calldata witness, uint256 depth, bool applies)
        private
        pure
        returns (uint256 before, uint256 later)
    {
        Ledger memory ledger = reading.ledger;
        for (uint256 i = 0; applies && i < reading.nodes.length; i++) {
            StateTree.Node memory node = reading.nodes[i];
            node.later = StateTree.leaf(node.index == reading.toIndex ? ledger.to : ledger.from);
        }
        (before, later) = StateTree.roots(reading.nodes, depth, witness[reading.cursor:]);
        before = StateTree.root(before, reading.feeRoot, witness[0]);
        later = applies
            ? StateTree.root(later, reading.feeRootLater, ledger.opened << COUNTER_BITS | ledger.deposited)
            : before;
    }

    function _requireCanonical(uint256[] calldata witness) private pure {
        uint256 r = ScalarField.R;
        uint256 refused = 0;
        assembly ("memory-safe") {
            let at := witness.offset
            for { let end := add(at, shl(5, witness.length)) } lt(at, end) { at := add(at, 0x20) } {
                refused := or(refused, iszero(lt(calldataload(at), r)))
            }
        }
        if (refused != 0) revert NotCanonical();
    }
}
