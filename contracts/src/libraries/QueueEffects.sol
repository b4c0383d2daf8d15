// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultKinds} from "../types/FaultKind.sol";
import {Account, Ledger} from "../types/Ledger.sol";
import {QueuedItem, QueuedItems} from "../types/QueuedItem.sol";
import {OperationEffects} from "./OperationEffects.sol";

/// @notice What items of the queue do; where an item is void, nothing. Spec: docs/spec/operations.md#queued-operations, iSTF-001.
library QueueEffects {
    /// @notice L1 admits no such item.
    error NoSuchItem(uint256 kind);

    uint256 private constant BALANCE_END = 1 << 120;
    uint256 private constant WITHDRAWN_END = 1 << 128;

    /// @notice Whether a deposit credits the account that it hints at: `from`, empty where there is none. Else it opens another.
    function fits(Ledger memory ledger, QueuedItem memory item) internal pure returns (bool) {
        Account memory hinted = ledger.from;
        return hinted.owner() == item.owner() && hinted.token() == item.token()
            && (item.keyX | item.keyY == 0 || (item.keyX == hinted.keyX && item.keyY == hinted.keyY))
            && hinted.balance() + item.amount < BALANCE_END;
    }

    /// @notice Applies an item; returns false, with the ledger meaning nothing, when it is void.
    /// @param credits For a deposit, what `fits` says.
    function applyTo(Ledger memory ledger, QueuedItem memory item, bool credits) internal pure returns (bool) {
        uint256 kind = item.kind();
        if (kind == QueuedItems.DEPOSIT) return _deposit(ledger, item, credits);
        Account memory from = ledger.from;
        if (from.owner() != item.owner()) return false;
        if (kind == QueuedItems.FORCED_TRANSFER) {
            if (from.balance() < item.amount || from.isNonceExhausted()) return false;
            from.debit(item.amount);
            from.identity++;
            return OperationEffects.creditPayee(ledger, item.amount) == FaultKinds.NONE;
        }
        if (kind == QueuedItems.FORCED_EXIT) {
            uint256 withdrawn = from.withdrawn() + from.balance();
            if (withdrawn >= WITHDRAWN_END) return false;
            from.amounts = withdrawn;
            return true;
        }
        if (kind != QueuedItems.FORCED_KEY) revert NoSuchItem(kind);
        (from.keyX, from.keyY) = (item.keyX, item.keyY);
        return true;
    }

    function _deposit(Ledger memory ledger, QueuedItem memory item, bool credits) private pure returns (bool) {
        if (credits) {
            ledger.from.credit(item.amount);
        } else {
            ledger.deposited++;
            ledger.to = Account({
                identity: uint256(uint160(item.owner())) << 64 | item.token() << 32,
                amounts: item.amount << 128,
                keyX: item.keyX,
                keyY: item.keyY
            });
        }
        return true;
    }
}
