// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FairPriceFeed} from "../../src/solvency/FairPriceFeed.sol";
import {FixedLtvVault} from "../utils/FixedLtvVault.sol";
import {MarginFixture} from "../utils/MarginFixture.sol";

/// @notice The same borrowers, prices and reports in two vaults: ours, and one with a fixed loan-to-value of 93 %. In both, liquidators act in each block
/// in which the vault lets them.
contract MarginDrillTest is MarginFixture {
    FixedLtvVault private fixed_;

    function setUp() public {
        setUpVault();
        fixed_ = new FixedLtvVault(new FairPriceFeed(oracle, CHAIN, ASSET, STALE, spot, 1 days));
        // Alice borrows all that she may, Bob keeps his distance.
        post(ALICE, 1_000 * UNIT);
        borrow(ALICE, 1_726_800 * UNIT);
        post(BOB, 1_000 * UNIT);
        borrow(BOB, 400_000 * UNIT);
        fixed_.addCollateral(1_000 * UNIT);
        fixed_.borrow();
    }

    /// @notice Shaped like Taiko, June 2026: a prover registers itself, a forged state is proven within the day, the money leaves 3.3 h later.
    /// @custom:invariant iMRG-004
    function test_taiko_with_a_warning_costs_nobody_and_breaks_the_fixed_one() public {
        (,, uint256 reserve) = vault.totals();
        later(12, attention()); // an identity nobody has verified
        _step();
        assertEq(vault.debtOf(ALICE), 0);
        assertTrue(vault.debtOf(BOB) > 0, "he keeps his distance");
        later(1 hours, mismatch()); // it proves what the auditors do not find
        _step();
        assertEq(vault.debtOf(BOB), 0);
        assertTrue(fixed_.debt() > 0, "the price alone does not warn");
        later(55 minutes, mismatch());
        later(55 minutes, mismatch());
        later(55 minutes, mismatch());
        later(33 minutes, theft());
        _step();
        (, uint256 debt, uint256 reserveLeft) = vault.totals();
        assertTrue(debt <= 1, "nothing is owed but what rounding added");
        assertTrue(reserveLeft >= reserve, "the reserve was not touched");
        assertTrue(vault.assetsOf(vault.sharesOf(LENDER)) >= 10_000_000 * UNIT, "lenders are whole");
        assertTrue(vault.collateralOf(ALICE) > 90 * UNIT, "the borrower keeps what is above debt and bonus");
        // 93 lent on 100; 54.40 of them are left, less the bonus: 39 of 93 are lost.
        assertEq(fixed_.badDebt(), 1_859_442 * UNIT - uint256(1_088_000 * UNIT) * 10_000 / 10_100);
    }

    /// @notice Shaped like Nomad, August 2022: full cover in one block, 54.54 % in the next. No rule about margins helps; the reserve bears it, because no
    /// more was lent than it can bear.
    /// @custom:invariant iMRG-004
    function test_nomad_without_a_warning_costs_the_reserve_and_no_lender() public {
        (,, uint256 reserve) = vault.totals();
        later(12, theft());
        _step();
        (, uint256 debt, uint256 reserveLeft) = vault.totals();
        assertTrue(debt <= 1, "nothing is owed but what rounding added");
        assertTrue(reserveLeft < reserve && reserveLeft > 0, "the reserve bears the loss, and is enough");
        assertTrue(vault.assetsOf(vault.sharesOf(LENDER)) >= 10_000_000 * UNIT, "lenders are whole");
        assertTrue(fixed_.badDebt() > 780_000 * UNIT, "the fixed one loses as much as with a warning");
    }

    function _step() private {
        _liquidateIfAllowed(ALICE);
        _liquidateIfAllowed(BOB);
        fixed_.liquidate();
    }

    function _liquidateIfAllowed(address borrower) private {
        uint256 debt = vault.debtOf(borrower);
        dollars.mint(address(this), debt);
        dollars.approve(address(vault), debt);
        try vault.liquidate(borrower, type(uint128).max, address(0x11d)) {} catch {}
    }
}
