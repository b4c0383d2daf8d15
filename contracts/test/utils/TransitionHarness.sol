// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {JubjubKey} from "../../src/libraries/JubjubKey.sol";
import {OperationEffects} from "../../src/libraries/OperationEffects.sol";
import {QueueEffects} from "../../src/libraries/QueueEffects.sol";
import {FaultKind} from "../../src/types/FaultKind.sol";
import {Account, Ledger} from "../../src/types/Ledger.sol";
import {OperationWord} from "../../src/types/OperationWord.sol";
import {QueuedItem, QueuedItems} from "../../src/types/QueuedItem.sol";

/// @notice The effects of operations and queue items, many to a call and without Merkle paths, for comparison with the C# transition.
contract TransitionHarness {
    /// @dev The ledger is from (4 words), to (4 words), pot, opened, deposited.
    struct Operation {
        uint256 capacity;
        uint256 batchTime;
        address committer;
        uint256 word;
        address newOwner;
        uint256 keyX;
        uint256 keyY;
        /// @dev Whether payer and payee are one account: `from`.
        bool toSelf;
        uint256[11] ledger;
    }

    struct Item {
        QueuedItem item;
        bool toSelf;
        uint256[11] ledger;
    }

    /// @return results For each operation the fault and the ledger after it.
    function applyOperations(Operation[] calldata operations) external pure returns (uint256[12][] memory results) {
        results = new uint256[12][](operations.length);
        for (uint256 i = 0; i < operations.length; i++) {
            Operation calldata op = operations[i];
            Ledger memory ledger = _ledger(op.ledger, op.toSelf);
            FaultKind fault = OperationEffects.applyTo(
                ledger,
                OperationEffects.Terms(
                    op.capacity, op.batchTime, op.committer, OperationWord.wrap(op.word), op.newOwner, op.keyX, op.keyY
                )
            );
            _write(results[i], FaultKind.unwrap(fault), ledger);
        }
    }

    /// @return results For each item whether it applies, and the ledger after it.
    function applyItems(Item[] calldata items) external pure returns (uint256[12][] memory results) {
        results = new uint256[12][](items.length);
        for (uint256 i = 0; i < items.length; i++) {
            Ledger memory ledger = _ledger(items[i].ledger, items[i].toSelf);
            QueuedItem memory item = items[i].item;
            bool credits = item.kind() == QueuedItems.DEPOSIT && QueueEffects.fits(ledger, item);
            _write(results[i], QueueEffects.applyTo(ledger, item, credits) ? 1 : 0, ledger);
        }
    }

    /// @return keys For each Q whether it is valid, and A.
    function fromPublished(uint256[2][] calldata published) external view returns (uint256[3][] memory keys) {
        keys = new uint256[3][](published.length);
        for (uint256 i = 0; i < published.length; i++) {
            (bool valid, uint256 x, uint256 y) = JubjubKey.fromPublished(published[i][0], published[i][1]);
            keys[i] = [valid ? uint256(1) : 0, x, y];
        }
    }

    function _ledger(uint256[11] calldata words, bool toSelf) private pure returns (Ledger memory ledger) {
        ledger.from = Account(words[0], words[1], words[2], words[3]);
        ledger.to = toSelf ? ledger.from : Account(words[4], words[5], words[6], words[7]);
        (ledger.pot, ledger.opened, ledger.deposited) = (words[8], words[9], words[10]);
    }

    function _write(uint256[12] memory result, uint256 outcome, Ledger memory ledger) private pure {
        result[0] = outcome;
        (result[1], result[2]) = (ledger.from.identity, ledger.from.amounts);
        (result[3], result[4]) = (ledger.from.keyX, ledger.from.keyY);
        (result[5], result[6]) = (ledger.to.identity, ledger.to.amounts);
        (result[7], result[8]) = (ledger.to.keyX, ledger.to.keyY);
        (result[9], result[10], result[11]) = (ledger.pot, ledger.opened, ledger.deposited);
    }
}
