// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultKind, FaultKinds} from "../types/FaultKind.sol";
import {Account, Ledger} from "../types/Ledger.sol";
import {OperationWord, OperationWords} from "../types/OperationWord.sol";
import {WordRules} from "./WordRules.sol";

/// @notice What users' operations require and do, signatures apart. Spec: docs/spec/operations.md#validity-and-effect, iSTF-001.
/// @dev Each returns the fault of an operation that does not apply, the first in the order of the C# transition; the ledger then means nothing.
library OperationEffects {
    /// @dev What an operation depends on besides the state.
    struct Terms {
        uint256 capacity;
        uint256 batchTime;
        address committer;
        OperationWord word;
        /// @dev Of an extension: the owner of an Open, and A.
        address newOwner;
        uint256 keyX;
        uint256 keyY;
    }

    uint256 private constant BALANCE_END = 1 << 120;
    uint256 private constant WITHDRAWN_END = 1 << 128;

    /// @notice Applies the effect of a slot: for a pair with an extension, that of the second.
    function applyTo(Ledger memory ledger, Terms memory terms) internal pure returns (FaultKind) {
        OperationWord word = terms.word;
        uint256 kind = word.kind();
        if (!word.isSigned() && kind != OperationWords.COLLECT) return FaultKinds.UNKNOWN_KIND;
        if (!WordRules.isWellFormed(word, terms.capacity)) return FaultKinds.MALFORMED_WORD;
        if (kind == OperationWords.COLLECT) return _collect(ledger, terms.committer, word.amount());
        if (word.validUntil() < terms.batchTime) return FaultKinds.EXPIRED;
        FaultKind fault = _pay(ledger, word.amount(), word.fee());
        if (fault != FaultKinds.NONE) return fault;
        if (kind == OperationWords.WITHDRAW) return _addWithdrawn(ledger.from, word.amount());
        if (kind == OperationWords.OPEN) return _open(ledger, terms);
        if (kind == OperationWords.CHANGE_KEY) {
            (ledger.from.keyX, ledger.from.keyY) = (terms.keyX, terms.keyY);
            return FaultKinds.NONE;
        }
        return creditPayee(ledger, word.amount());
    }

    /// @notice Credits `to` with what `from` has paid.
    function creditPayee(Ledger memory ledger, uint256 amount) internal pure returns (FaultKind) {
        Account memory to = ledger.to;
        if (to.isEmpty() || to.token() != ledger.from.token()) return FaultKinds.ACCOUNT_MISMATCH;
        if (to.balance() + amount >= BALANCE_END) return FaultKinds.UNAFFORDABLE;
        to.credit(amount);
        return FaultKinds.NONE;
    }

    function _pay(Ledger memory ledger, uint256 amount, uint256 fee) private pure returns (FaultKind) {
        Account memory from = ledger.from;
        if (from.isEmpty()) return FaultKinds.ACCOUNT_MISMATCH;
        if (from.hasNullKey()) return FaultKinds.WRONG_SIGNATURE;
        if (from.balance() < amount + fee || from.isNonceExhausted() || ledger.pot + fee >= BALANCE_END) {
            return FaultKinds.UNAFFORDABLE;
        }
        from.debit(amount + fee);
        from.identity++;
        ledger.pot += fee;
        return FaultKinds.NONE;
    }

    function _addWithdrawn(Account memory from, uint256 amount) private pure returns (FaultKind) {
        if (from.withdrawn() + amount >= WITHDRAWN_END) return FaultKinds.UNAFFORDABLE;
        from.amounts += amount;
        return FaultKinds.NONE;
    }

    function _open(Ledger memory ledger, Terms memory terms) private pure returns (FaultKind) {
        if (ledger.opened >= terms.capacity / 2) return FaultKinds.INDEX_SPACE_FULL;
        ledger.opened++;
        ledger.to = Account({
            identity: uint256(uint160(terms.newOwner)) << 64 | ledger.from.token() << 32,
            amounts: terms.word.amount() << 128,
            keyX: terms.keyX,
            keyY: terms.keyY
        });
        return FaultKinds.NONE;
    }

    function _collect(Ledger memory ledger, address committer, uint256 amount) private pure returns (FaultKind) {
        Account memory from = ledger.from;
        if (from.isEmpty()) return FaultKinds.ACCOUNT_MISMATCH;
        if (from.owner() != committer || amount == 0 || amount != ledger.pot) return FaultKinds.WRONG_COLLECT;
        if (from.balance() + amount >= BALANCE_END) return FaultKinds.UNAFFORDABLE;
        from.credit(amount);
        ledger.pot = 0;
        return FaultKinds.NONE;
    }
}
