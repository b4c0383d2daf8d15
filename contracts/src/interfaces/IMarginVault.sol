// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "./IAggregatorV3.sol";
import {ISolvencyOracle} from "./ISolvencyOracle.sol";

/// @notice Lends one token against claims on a rollup's token, on the terms that a solvency oracle gives from one block to the next.
/// @dev Immutable, without an owner. Amounts are in the smallest units; every rounding goes against the borrower, then against the lender, never
/// against the vault. Warning: both tokens must deliver what they are told to; a lender who leaves before a loss is realised leaves it to the others.
/// Spec: docs/spec/margin.md.
interface IMarginVault {
    /// @param oracle Who says what claims are worth; `chainKey` and `asset` name the rollup's token.
    /// @param redHaircutBps The least haircut in RED, in BLACK and in long silence.
    /// @param bonusBps What a liquidator gets beyond the debt repaid.
    /// @param rateBps Interest per year of 365 days.
    /// @param reserveShareBps The reserve's part of the interest.
    /// @param jumpCoverBps How much of the loss at a jump without warning the reserve must be able to bear for new debt to be allowed.
    /// @param silenceGrace Seconds of silence, after reports went stale, before the requirements of RED hold.
    /// @param spot The asset's price in the loan token; its answers count for `spotMaxAge` seconds.
    /// @param claimToken The collateral.
    /// @param loanToken What is lent.
    /// @param debtCap The most that is lent at any time, in loan tokens; at most 1e36.
    struct Terms {
        ISolvencyOracle oracle;
        uint16 redHaircutBps;
        uint16 bonusBps;
        uint16 rateBps;
        uint16 reserveShareBps;
        uint16 jumpCoverBps;
        bytes32 chainKey;
        address asset;
        uint64 silenceGrace;
        IAggregatorV3 spot;
        uint64 spotMaxAge;
        address claimToken;
        address loanToken;
        uint128 debtCap;
    }

    /// @notice What the vault asks of borrowers now.
    /// @param isOpen Whether there may be new debt: fresh reports, GREEN or AMBER.
    /// @param regime The regime that the other numbers are of; RED in long silence.
    /// @param initialBps Debt over spot value up to which one may borrow or take out collateral; 0 when closed.
    /// @param maintenanceBps Debt over spot value above which anyone may liquidate.
    /// @param lgdBps Loss given a loss event.
    /// @param spotPrice The asset's price in the loan token, times 1e36.
    /// @param claimPrice The fair price of a claim in the loan token, times 1e36: what liquidators pay, less the bonus.
    struct Requirement {
        bool isOpen;
        uint8 regime;
        uint256 initialBps;
        uint256 maintenanceBps;
        uint256 lgdBps;
        uint256 spotPrice;
        uint256 claimPrice;
    }

    error InvalidTerms();
    error ZeroAmount();
    error Reentered();
    error ZeroAddress();

    /// @notice The token delivered something else than it was told.
    error TransferNotExact(address token, uint256 expected, uint256 received);

    /// @notice Not that much is there: it is lent, or it is not the caller's.
    error NotEnough(uint256 wanted, uint256 there);

    /// @notice The position would be, or is not, beyond what the requirement allows.
    error BeyondLimit(uint256 debt, uint256 limit);
    error Healthy(uint256 debt, uint256 limit);

    /// @notice A jump without warning would cost more than the reserve can bear.
    error ReserveTooSmall(uint256 loss, uint256 reserve);

    event Supplied(address indexed from, address indexed lender, uint256 amount, uint256 shares);
    event Withdrawn(address indexed lender, address indexed recipient, uint256 amount, uint256 shares);
    event ReserveFunded(address indexed from, uint256 amount);
    event CollateralAdded(address indexed from, address indexed borrower, uint256 amount);
    event CollateralRemoved(address indexed borrower, address indexed recipient, uint256 amount);
    event Borrowed(address indexed borrower, address indexed recipient, uint256 amount);
    event Repaid(address indexed from, address indexed borrower, uint256 amount);
    event Liquidated(
        address indexed borrower, address indexed liquidator, uint256 repaid, uint256 seized, uint8 regime
    );
    event BadDebt(address indexed borrower, uint256 loss, uint256 borneByReserve);

    /* LENDERS */

    /// @notice Lends to the vault; `lender` gets shares, rounded down.
    function supply(uint256 amount, address lender) external returns (uint256 shares);

    /// @notice Takes back what shares are worth, rounded down, as far as it is not lent.
    function withdraw(uint256 shares, address recipient) external returns (uint256 amount);

    /// @notice Adds to what bears losses before lenders do. Nobody takes it out again.
    function fundReserve(uint256 amount) external;

    /* BORROWERS */

    function addCollateral(uint256 amount, address borrower) external;

    /// @notice Takes out collateral; with debt, only while the vault is open and within the initial requirement.
    function removeCollateral(uint256 amount, address recipient) external;

    /// @notice Borrows, while the vault is open and within the initial requirement, the cap and what the reserve bears.
    function borrow(uint256 amount, address recipient) external;

    /// @notice Repays for a borrower, at most what is owed.
    function repay(uint256 amount, address borrower) external returns (uint256 paid);

    /* LIQUIDATORS */

    /// @notice Repays the debt of a position beyond the maintenance requirement and takes claims for it at the fair price less the bonus.
    /// @dev At once and up to the whole debt: where hours count, nobody waits. What collateral does not cover is written off: the reserve bears
    /// it, then the lenders. Warning: it needs a spot price; in silence the last published discount is used.
    function liquidate(address borrower, uint256 amount, address recipient)
        external
        returns (uint256 repaid, uint256 seized);

    /* READING */

    /// @dev Reverts without a spot price.
    function requirement() external view returns (Requirement memory);

    function terms() external view returns (Terms memory);

    /// @notice A borrower's debt with interest until now, rounded up.
    function debtOf(address borrower) external view returns (uint256);

    function collateralOf(address borrower) external view returns (uint256);
    function sharesOf(address lender) external view returns (uint256);

    /// @notice What shares are worth with interest until now, rounded down.
    function assetsOf(uint256 shares) external view returns (uint256);

    /// @return cash What is here. @return debt What is lent, with interest. @return reserve What bears losses first, part of cash and debt.
    function totals() external view returns (uint256 cash, uint256 debt, uint256 reserve);
}
