// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "../interfaces/IERC20.sol";
import {IMarginVault} from "../interfaces/IMarginVault.sol";
import {TokenTransfer} from "../libraries/TokenTransfer.sol";
import {LoanBook} from "./LoanBook.sol";
import {MarginRequirement} from "./MarginRequirement.sol";
import {SpotPrice} from "./SpotPrice.sol";

/// @notice Lends against claims on a rollup, see `IMarginVault`.
contract MarginVault is IMarginVault {
    using LoanBook for LoanBook.Book;
    using MarginRequirement for Requirement;
    using MarginRequirement for Terms;
    using TokenTransfer for address;

    struct Position {
        uint128 collateral;
        uint256 debtShares;
    }

    uint256 private constant ONE = 10_000;

    /// @dev Keeps every product of the requirement within 256 bits.
    uint256 private constant MOST_DEBT = 1e36;

    uint256 private immutable _factor;
    address private immutable _claimToken;
    address private immutable _loanToken;

    /// @dev Written once, by the constructor.
    Terms private _terms;
    LoanBook.Book private _book;
    mapping(address lender => uint256 shares) private _shares;
    mapping(address borrower => Position) private _positions;

    bool private transient _entered;

    modifier lock() {
        if (_entered) revert Reentered();
        _entered = true;
        _;
        _entered = false;
    }

    constructor(Terms memory t) {
        if (
            t.redHaircutBps > ONE || t.bonusBps > ONE || t.reserveShareBps > ONE || t.jumpCoverBps > ONE
                || t.debtCap > MOST_DEBT || t.claimToken == t.loanToken
        ) revert InvalidTerms();
        _factor = SpotPrice.factor(
            36 + uint256(IERC20(t.loanToken).decimals()), uint256(IERC20(t.claimToken).decimals()) + t.spot.decimals()
        );
        (_terms, _claimToken, _loanToken) = (t, t.claimToken, t.loanToken);
        _book.accruedAt = uint64(block.timestamp);
    }

    /* LENDERS */

    /// @inheritdoc IMarginVault
    function supply(uint256 amount, address lender) external lock returns (uint256 shares) {
        LoanBook.Book memory book = _accrued();
        shares = book.supply(amount);
        if (shares == 0) revert ZeroAmount();
        (_book, _shares[lender]) = (book, _shares[lender] + shares);
        emit Supplied(msg.sender, lender, amount, shares);
        _pull(_loanToken, amount);
    }

    /// @inheritdoc IMarginVault
    function withdraw(uint256 shares, address recipient) external lock returns (uint256 amount) {
        LoanBook.Book memory book = _accrued();
        amount = book.assetsDown(shares);
        if (amount == 0) revert ZeroAmount();
        if (shares > _shares[msg.sender]) revert NotEnough(shares, _shares[msg.sender]);
        if (amount > book.cash) revert NotEnough(amount, book.cash);
        book.lenderShares -= shares;
        book.cash -= uint128(amount);
        _book = book;
        _shares[msg.sender] -= shares;
        emit Withdrawn(msg.sender, recipient, amount, shares);
        _push(_loanToken, recipient, amount);
    }

    /// @inheritdoc IMarginVault
    function fundReserve(uint256 amount) external lock {
        LoanBook.Book memory book = _accrued();
        book.cash = LoanBook.toAmount(book.cash + amount);
        book.reserve = LoanBook.toAmount(book.reserve + amount);
        _book = book;
        emit ReserveFunded(msg.sender, amount);
        _pull(_loanToken, amount);
    }

    /* BORROWERS */

    /// @inheritdoc IMarginVault
    function addCollateral(uint256 amount, address borrower) external lock {
        Position storage position = _positions[borrower];
        position.collateral = LoanBook.toAmount(position.collateral + amount);
        emit CollateralAdded(msg.sender, borrower, amount);
        _pull(_claimToken, amount);
    }

    /// @inheritdoc IMarginVault
    function removeCollateral(uint256 amount, address recipient) external lock {
        Position storage position = _positions[msg.sender];
        if (amount > position.collateral) revert NotEnough(amount, position.collateral);
        position.collateral -= uint128(amount);
        if (position.debtShares > 0) {
            LoanBook.Book memory book = _accrued();
            _book = book;
            _requireInitial(book, position, requirement());
        }
        emit CollateralRemoved(msg.sender, recipient, amount);
        _push(_claimToken, recipient, amount);
    }

    /// @inheritdoc IMarginVault
    function borrow(uint256 amount, address recipient) external lock {
        LoanBook.Book memory book = _accrued();
        if (amount > book.cash) revert NotEnough(amount, book.cash);
        Position storage position = _positions[msg.sender];
        position.debtShares += book.lend(amount);
        _book = book;
        Requirement memory q = requirement();
        _requireInitial(book, position, q);
        if (book.debt > _terms.debtCap) revert BeyondLimit(book.debt, _terms.debtCap);
        uint256 loss = LoanBook.ceilDiv(q.jumpLoss(book.debt) * _terms.jumpCoverBps, ONE);
        if (loss > book.reserve) revert ReserveTooSmall(loss, book.reserve);
        emit Borrowed(msg.sender, recipient, amount);
        _push(_loanToken, recipient, amount);
    }

    /// @inheritdoc IMarginVault
    function repay(uint256 amount, address borrower) external lock returns (uint256 paid) {
        LoanBook.Book memory book = _accrued();
        Position storage position = _positions[borrower];
        (paid, position.debtShares) = book.repay(amount, position.debtShares);
        _book = book;
        emit Repaid(msg.sender, borrower, paid);
        _pull(_loanToken, paid);
    }

    /* LIQUIDATORS */

    /// @inheritdoc IMarginVault
    function liquidate(address borrower, uint256 amount, address recipient)
        external
        lock
        returns (uint256 repaid, uint256 seized)
    {
        if (amount == 0) revert ZeroAmount();
        LoanBook.Book memory book = _accrued();
        Position memory position = _positions[borrower];
        Requirement memory q = requirement();
        uint256 debt = book.debtUp(position.debtShares);
        uint256 most = q.limit(position.collateral, q.maintenanceBps);
        if (debt <= most) revert Healthy(debt, most);
        (repaid, seized) = q.seize(amount < debt ? amount : debt, position.collateral, _terms.bonusBps);
        (repaid, position.debtShares) = book.repay(repaid, position.debtShares);
        position.collateral -= uint128(seized);
        emit Liquidated(borrower, msg.sender, repaid, seized, q.regime);
        if (position.collateral == 0 && position.debtShares > 0) {
            (uint256 loss, uint256 borne) = book.writeOff(position.debtShares);
            position.debtShares = 0;
            emit BadDebt(borrower, loss, borne);
        }
        (_book, _positions[borrower]) = (book, position);
        _pull(_loanToken, repaid);
        _push(_claimToken, recipient, seized);
    }

    /* READING */

    /// @inheritdoc IMarginVault
    function requirement() public view returns (Requirement memory) {
        return _terms.current(_factor);
    }

    /// @inheritdoc IMarginVault
    function terms() external view returns (Terms memory) {
        return _terms;
    }

    /// @inheritdoc IMarginVault
    function debtOf(address borrower) external view returns (uint256) {
        return _accrued().debtUp(_positions[borrower].debtShares);
    }

    /// @inheritdoc IMarginVault
    function collateralOf(address borrower) external view returns (uint256) {
        return _positions[borrower].collateral;
    }

    /// @inheritdoc IMarginVault
    function sharesOf(address lender) external view returns (uint256) {
        return _shares[lender];
    }

    /// @inheritdoc IMarginVault
    function assetsOf(uint256 shares) external view returns (uint256) {
        return _accrued().assetsDown(shares);
    }

    /// @inheritdoc IMarginVault
    function totals() external view returns (uint256 cash, uint256 debt, uint256 reserve) {
        LoanBook.Book memory book = _accrued();
        return (book.cash, book.debt, book.reserve);
    }

    /* INTERNAL */

    function _accrued() private view returns (LoanBook.Book memory book) {
        book = _book;
        book.accrue(_terms.rateBps, _terms.reserveShareBps);
    }

    function _requireInitial(LoanBook.Book memory book, Position storage position, Requirement memory q) private view {
        uint256 debt = book.debtUp(position.debtShares);
        uint256 most = q.limit(position.collateral, q.initialBps);
        if (debt > most) revert BeyondLimit(debt, most);
    }

    function _pull(address token, uint256 amount) private {
        uint256 before = token.balanceOf(address(this));
        token.transferFrom(msg.sender, address(this), amount);
        uint256 received = token.balanceOf(address(this)) - before;
        if (received != amount) revert TransferNotExact(token, amount, received);
    }

    function _push(address token, address recipient, uint256 amount) private {
        if (recipient == address(0)) revert ZeroAddress();
        if (!token.tryTransfer(recipient, amount)) revert TokenTransfer.TransferFailed(token);
    }
}
