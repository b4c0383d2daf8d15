// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMarginVault} from "../../src/interfaces/IMarginVault.sol";
import {ISolvencyOracle} from "../../src/interfaces/ISolvencyOracle.sol";
import {MarginFixture} from "../utils/MarginFixture.sol";
import {Test} from "../utils/Test.sol";

/// @notice Two borrowers and a lender who do anything, under spot prices that fall by up to 6 % in a block and reports of any regime. After each block
/// liquidators take what they may. With `theft`, claims lose 45 % of their cover from one block to the next.
contract MarginHandler is MarginFixture {
    address[2] public borrowers = [ALICE, BOB];
    int256 public price = SPOT;
    uint256 public lost;
    uint256 public borne;
    bool public stolen;
    bool public brokenLimit;
    bool public brokenShare;

    constructor() {
        setUpVault();
    }

    /* PEOPLE */

    function supplySome(uint256 amount) external {
        supply(LENDER, bound(amount, 1, 1e24));
    }

    function withdrawSome(uint256 shares) external {
        uint256 before = vault.assetsOf(1e18);
        shares = bound(shares, 0, vault.sharesOf(LENDER));
        vm.prank(LENDER);
        try vault.withdraw(shares, LENDER) {} catch {}
        if (vault.assetsOf(1e18) < before) brokenShare = true;
    }

    function postSome(uint8 who, uint256 amount) external {
        post(borrowers[who % 2], bound(amount, 1, 1_000 * UNIT));
    }

    function removeSome(uint8 who, uint256 amount) external {
        address borrower = borrowers[who % 2];
        amount = bound(amount, 0, vault.collateralOf(borrower));
        vm.prank(borrower);
        try vault.removeCollateral(amount, borrower) {
            _requireWithin(borrower);
        } catch {}
    }

    function borrowSome(uint8 who, uint256 amount) external {
        address borrower = borrowers[who % 2];
        amount = bound(amount, 1, 2_000_000 * UNIT);
        vm.prank(borrower);
        try vault.borrow(amount, borrower) {
            _requireWithin(borrower);
        } catch {}
    }

    /// @notice As much as may be borrowed: where positions are most fragile.
    function borrowMost(uint8 who) external {
        address borrower = borrowers[who % 2];
        IMarginVault.Requirement memory q = vault.requirement();
        uint256 most = vault.collateralOf(borrower) * q.spotPrice / 1e36 * q.initialBps / 10_000;
        uint256 debt = vault.debtOf(borrower);
        if (most <= debt) return;
        vm.prank(borrower);
        try vault.borrow(most - debt, borrower) {
            _requireWithin(borrower);
        } catch {}
    }

    function repaySome(uint8 who, uint256 amount) external {
        repay(borrowers[who % 2], bound(amount, 0, 1e24));
    }

    function liquidateSome(uint8 who, uint256 amount) external {
        _liquidate(borrowers[who % 2], bound(amount, 1, 1e24));
    }

    /* BLOCKS */

    function block_(uint16 fall, bool rises, uint16 time, uint8 day) external {
        int256 move = price * int256(uint256(fall % 600)) / 10_000;
        price = rises && price < 10 * SPOT ? price + move : price - move;
        if (price < 1e8) price = SPOT;
        _next(
            time % 3_000,
            stolen || day % 64 == 3 ? theft() : day % 16 == 2 ? mismatch() : day % 4 == 1 ? attention() : quiet()
        );
        if (day % 64 == 3) stolen = true;
    }

    function _next(uint256 time, ISolvencyOracle.Report memory r) private {
        later(1 + time, r);
        spot.set(price, block.timestamp);
        for (uint256 i = 0; i < 2; i++) {
            _liquidate(borrowers[i], type(uint128).max);
        }
    }

    function _liquidate(address borrower, uint256 amount) private {
        uint256 debt = vault.debtOf(borrower);
        (,, uint256 reserve) = vault.totals();
        dollars.mint(address(this), debt);
        dollars.approve(address(vault), debt);
        try vault.liquidate(borrower, amount, address(0x11d)) returns (uint256 repaid, uint256) {
            if (vault.collateralOf(borrower) > 0) return;
            (,, uint256 left) = vault.totals();
            if (debt > repaid) lost += debt - repaid;
            borne += reserve - left;
        } catch {}
    }

    function _requireWithin(address borrower) private {
        IMarginVault.Requirement memory q = vault.requirement();
        uint256 most = vault.collateralOf(borrower) * q.spotPrice / 1e36 * q.initialBps / 10_000;
        if (vault.debtOf(borrower) > most) brokenLimit = true;
    }

    /* READING */

    function facts()
        external
        view
        returns (uint256 cash, uint256 debt, uint256 reserve, uint256 owed, uint256 collateral, uint256 lenders)
    {
        (cash, debt, reserve) = vault.totals();
        for (uint256 i = 0; i < 2; i++) {
            owed += vault.debtOf(borrowers[i]);
            collateral += vault.collateralOf(borrowers[i]);
        }
        lenders = vault.assetsOf(vault.sharesOf(LENDER));
    }

    function balances() external view returns (uint256 loan, uint256 claim) {
        return (dollars.balanceOf(address(vault)), claims.balanceOf(address(vault)));
    }
}

contract MarginVaultInvariant is Test {
    MarginHandler private handler;

    function setUp() public {
        handler = new MarginHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @custom:invariant iMRG-001
    function invariant_money_is_where_the_books_say() external view {
        (uint256 cash, uint256 debt, uint256 reserve, uint256 owed, uint256 collateral, uint256 lenders) =
            handler.facts();
        (uint256 loan, uint256 claim) = handler.balances();
        assertEq(loan, cash);
        assertEq(claim, collateral);
        assertTrue(owed + 1e6 >= debt, "what borrowers owe is what is lent, but for dust");
        assertTrue(reserve + lenders <= cash + debt, "lenders and reserve own no more than there is");
    }

    /// @custom:invariant iMRG-002
    function invariant_nobody_gets_beyond_the_initial_requirement() external view {
        assertTrue(!handler.brokenLimit(), "within the limit after borrowing and after taking out");
    }

    /// @custom:invariant iMRG-003
    function invariant_a_share_is_worth_no_less_after_a_withdrawal() external view {
        assertTrue(!handler.brokenShare(), "rounding goes against whoever leaves");
    }

    /// @notice Without a theft no block is worse than the margin: no debt is ever written off. With one, the reserve bears what it can.
    /// @custom:invariant iMRG-004
    function invariant_losses_come_from_thefts_only_and_the_reserve_bears_them_first() external view {
        if (!handler.stolen()) assertEq(handler.lost(), 0);
        (,, uint256 reserve,,,) = handler.facts();
        assertTrue(handler.borne() + 2 >= handler.lost() || reserve == 0, "the reserve first");
    }
}
