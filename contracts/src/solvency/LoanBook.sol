// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Who has what in a pool of one token that is lent: lenders and borrowers by shares, the reserve by amount.
/// @dev Lenders own cash + debt − reserve (iMRG-001). A million virtual shares and one virtual unit on each side make it worthless to move the price
/// of a share with tiny amounts.
library LoanBook {
    uint256 private constant VIRTUAL_SHARES = 1e6;
    uint256 private constant VIRTUAL_UNIT = 1;
    uint256 private constant ONE = 10_000;

    /// @notice An amount of 2^128 or more.
    error AmountTooLarge(uint256 amount);

    struct Book {
        uint128 cash;
        uint128 debt;
        uint128 reserve;
        uint64 accruedAt;
        uint256 lenderShares;
        uint256 debtShares;
    }

    /// @notice Adds the interest since the last time, rounded up; the reserve's part is rounded down.
    function accrue(Book memory b, uint256 rateBps, uint256 reserveShareBps) internal view {
        uint256 elapsed = block.timestamp - b.accruedAt;
        if (elapsed == 0) return;
        b.accruedAt = uint64(block.timestamp);
        uint256 interest = ceilDiv(b.debt * rateBps * elapsed, ONE * 365 days);
        b.debt = toAmount(b.debt + interest);
        b.reserve = toAmount(b.reserve + interest * reserveShareBps / ONE);
    }

    function lenderAssets(Book memory b) internal pure returns (uint256) {
        return uint256(b.cash) + b.debt - b.reserve;
    }

    function supply(Book memory b, uint256 amount) internal pure returns (uint256 shares) {
        shares = amount * (b.lenderShares + VIRTUAL_SHARES) / (lenderAssets(b) + VIRTUAL_UNIT);
        b.lenderShares += shares;
        b.cash = toAmount(b.cash + amount);
    }

    function assetsDown(Book memory b, uint256 shares) internal pure returns (uint256) {
        return shares * (lenderAssets(b) + VIRTUAL_UNIT) / (b.lenderShares + VIRTUAL_SHARES);
    }

    function debtUp(Book memory b, uint256 shares) internal pure returns (uint256) {
        return ceilDiv(shares * (b.debt + VIRTUAL_UNIT), b.debtShares + VIRTUAL_SHARES);
    }

    /// @return shares What the borrower owes for it, rounded up.
    function lend(Book memory b, uint256 amount) internal pure returns (uint256 shares) {
        shares = ceilDiv(amount * (b.debtShares + VIRTUAL_SHARES), b.debt + VIRTUAL_UNIT);
        b.debtShares += shares;
        b.debt = toAmount(b.debt + amount);
        b.cash = toAmount(uint256(b.cash) - amount);
    }

    /// @notice Takes `amount`, at most the debt of `shares`.
    /// @return paid How much of it is used.
    /// @return left The shares still owed; what is paid off is rounded down.
    function repay(Book memory b, uint256 amount, uint256 shares) internal pure returns (uint256 paid, uint256 left) {
        uint256 owed = debtUp(b, shares);
        paid = amount < owed ? amount : owed;
        uint256 off = paid == owed ? shares : paid * (b.debtShares + VIRTUAL_SHARES) / (b.debt + VIRTUAL_UNIT);
        left = shares - off;
        b.debtShares -= off;
        b.debt -= uint128(paid < b.debt ? paid : b.debt); // the last unit may be one that rounding added
        b.cash = toAmount(b.cash + paid);
    }

    /// @notice Gives up a debt: the reserve bears it, then the lenders.
    function writeOff(Book memory b, uint256 shares) internal pure returns (uint256 loss, uint256 borneByReserve) {
        uint256 owed = debtUp(b, shares);
        loss = owed < b.debt ? owed : b.debt;
        borneByReserve = loss < b.reserve ? loss : b.reserve;
        b.debtShares -= shares;
        b.debt -= uint128(loss);
        b.reserve -= uint128(borneByReserve);
    }

    function ceilDiv(uint256 a, uint256 b) internal pure returns (uint256) {
        return a == 0 ? 0 : (a - 1) / b + 1;
    }

    function toAmount(uint256 amount) internal pure returns (uint128) {
        if (amount > type(uint128).max) revert AmountTooLarge(amount);
        return uint128(amount);
    }
}
