// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../../src/interfaces/IAggregatorV3.sol";

/// @notice What lending markets did with bridged collateral in 2026: a fixed loan-to-value of 93 %, liquidation at 95 %, a bonus of 1 %. One borrower, one
/// lender, amounts only; it knows the same fair price as the vault that it is compared with, and nothing of regimes.
contract FixedLtvVault {
    uint256 private constant LTV = 9_300;
    uint256 private constant LIQUIDATION = 9_500;
    uint256 private constant BONUS = 100;
    uint256 private constant ONE = 10_000;

    IAggregatorV3 private immutable _price;
    uint256 public collateral;
    uint256 public debt;
    uint256 public badDebt;

    constructor(IAggregatorV3 price_) {
        _price = price_;
    }

    function addCollateral(uint256 amount) external {
        collateral += amount;
    }

    /// @notice Borrows all that it may.
    function borrow() external {
        debt = value() * LTV / ONE;
    }

    /// @notice Liquidates as soon as its rule allows; what is left without collateral is lost.
    function liquidate() external returns (bool) {
        if (debt * ONE <= value() * LIQUIDATION) return false;
        uint256 covered = value() * ONE / (ONE + BONUS);
        if (covered < debt) badDebt += debt - covered;
        (collateral, debt) = (0, 0);
        return true;
    }

    /// @notice Collateral of 18 decimals at a price of 8, in units of 18.
    function value() public view returns (uint256) {
        (, int256 answer,,,) = _price.latestRoundData();
        return collateral * uint256(answer) / 1e8;
    }
}
