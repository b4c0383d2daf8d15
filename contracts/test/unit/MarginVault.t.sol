// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMarginVault} from "../../src/interfaces/IMarginVault.sol";
import {ISolvencyOracle} from "../../src/interfaces/ISolvencyOracle.sol";
import {TokenTransfer} from "../../src/libraries/TokenTransfer.sol";
import {MarginVault} from "../../src/solvency/MarginVault.sol";
import {SpotPrice} from "../../src/solvency/SpotPrice.sol";
import {MarginFixture} from "../utils/MarginFixture.sol";
import {FeeToken, HookToken} from "../utils/Tokens.sol";

contract MarginVaultTest is MarginFixture {
    /// @dev What 100 claims carry at 2,000 with a collateral factor of 86.34 %.
    uint256 private constant MOST = 172_680 * UNIT;

    function setUp() public {
        setUpVault();
    }

    /* LENDERS */

    function test_supply_and_withdraw_give_back_no_more_than_was_given() public {
        uint256 shares = supply(BOB, 1_000);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.NotEnough.selector, shares + 1e6, shares));
        vm.prank(BOB);
        vault.withdraw(shares + 1e6, BOB);
        vm.prank(BOB);
        assertEq(vault.withdraw(shares, BOB), 1_000);
        assertEq(dollars.balanceOf(BOB), 1_000);
        assertEq(vault.sharesOf(BOB), 0);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.ZeroAmount.selector));
        vm.prank(BOB);
        vault.withdraw(0, BOB);
    }

    /// @notice Whoever inflates the price of a share with a gift to the reserve or a tiny first supply gains nothing.
    function testFuzz_supply_after_a_tiny_first_one_is_worth_what_was_given(uint96 first, uint96 second) public {
        vault = new MarginVault(defaultTerms());
        supply(ALICE, bound(first, 1, 1e6));
        fund(1e24);
        uint256 amount = bound(second, 1e6, 1e28);
        uint256 shares = supply(BOB, amount);
        uint256 worth = vault.assetsOf(shares);
        assertTrue(worth <= amount && worth + 2 >= amount, "worth what was given, rounded down");
    }

    function test_withdraw_of_what_is_lent_reverts() public {
        post(ALICE, 1_400 * UNIT);
        borrow(ALICE, 2_400_000 * UNIT);
        uint256 shares = vault.sharesOf(LENDER);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.NotEnough.selector, 10_000_000 * UNIT, 9_600_000 * UNIT));
        vm.prank(LENDER);
        vault.withdraw(shares, LENDER);
        vm.prank(LENDER);
        assertEq(vault.withdraw(shares * 96 / 100, LENDER), 9_600_000 * UNIT);
    }

    /* BORROWING */

    /// @custom:invariant iMRG-002
    function test_borrow_up_to_the_initial_requirement_succeeds_and_no_further() public {
        post(ALICE, 100 * UNIT);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.BeyondLimit.selector, MOST + 1, MOST));
        borrow(ALICE, MOST + 1);
        vm.prank(ALICE);
        vault.borrow(MOST, ALICE);
        vm.snapshotGasLastCall("MarginVault", "borrow");
        assertEq(dollars.balanceOf(ALICE), MOST);
        assertEq(vault.debtOf(ALICE), MOST);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.BeyondLimit.selector, MOST + 1, MOST));
        borrow(ALICE, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IMarginVault.BeyondLimit.selector, MOST, (100 * UNIT - 1) * 2_000 * 8_634 / 10_000)
        );
        vm.prank(ALICE);
        vault.removeCollateral(1, ALICE);
    }

    /// @custom:invariant iMRG-002
    function test_borrow_and_removeCollateral_in_red_or_silence_revert() public {
        post(ALICE, 100 * UNIT);
        borrow(ALICE, 1_000 * UNIT);
        later(12, mismatch());
        _expectClosed(1_000 * UNIT + _interest(1_000 * UNIT, 12));
        pass(STALE + 1);
        _expectClosed(vault.debtOf(ALICE));
        // Adding collateral, repaying and leaving without debt are always possible.
        post(ALICE, 1 * UNIT);
        repay(ALICE, type(uint128).max);
        assertEq(vault.debtOf(ALICE), 0);
        vm.prank(ALICE);
        vault.removeCollateral(101 * UNIT, ALICE);
        assertEq(claims.balanceOf(ALICE), 101 * UNIT);
    }

    function test_borrow_in_amber_asks_more_and_succeeds() public {
        post(ALICE, 100 * UNIT);
        later(12, attention());
        borrow(ALICE, 151_460 * UNIT);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.BeyondLimit.selector, 151_460 * UNIT + 1, 151_460 * UNIT));
        borrow(ALICE, 1);
    }

    function test_borrow_beyond_the_cap_or_what_the_reserve_bears_reverts() public {
        post(ALICE, 100_000 * UNIT);
        vm.expectRevert(
            abi.encodeWithSelector(IMarginVault.BeyondLimit.selector, 5_000_000 * UNIT + 1, 5_000_000 * UNIT)
        );
        borrow(ALICE, 5_000_000 * UNIT + 1);
        // At a maintenance of 88.34 % and an LGD of 85 %, a jump costs 73.34 of 88.34.
        uint256 loss = (2_500_000 * UNIT * 7_334 + 8_833) / 8_834;
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.ReserveTooSmall.selector, loss, 2_000_000 * UNIT));
        borrow(ALICE, 2_500_000 * UNIT);
        borrow(ALICE, 2_400_000 * UNIT);
    }

    function test_borrow_more_than_there_is_reverts() public {
        post(ALICE, 100_000 * UNIT);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.NotEnough.selector, 12_000_001 * UNIT, 12_000_000 * UNIT));
        borrow(ALICE, 12_000_001 * UNIT);
    }

    function test_borrow_without_a_good_spot_price_reverts() public {
        post(ALICE, 100 * UNIT);
        spot.set(SPOT, block.timestamp - 1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(SpotPrice.InvalidSpot.selector, SPOT, block.timestamp - 1 days - 1));
        borrow(ALICE, 1);
    }

    /* INTEREST */

    function test_interest_is_rounded_up_and_the_reserve_takes_its_part() public {
        post(ALICE, 100 * UNIT);
        borrow(ALICE, 100_000 * UNIT);
        pass(365 days);
        assertEq(vault.debtOf(ALICE), 110_000 * UNIT);
        (uint256 cash, uint256 debt, uint256 reserve) = vault.totals();
        assertEq(debt, 110_000 * UNIT);
        assertEq(reserve, 2_001_000 * UNIT);
        assertEq(cash, 11_900_000 * UNIT);
        assertEq(vault.assetsOf(vault.sharesOf(LENDER)), 10_009_000 * UNIT - 1);
        assertEq(repay(ALICE, 1_000_000 * UNIT), 110_000 * UNIT);
        assertEq(vault.debtOf(ALICE), 0);
    }

    function testFuzz_repay_in_parts_never_costs_less(uint96 amount, uint96 part, uint32 time) public {
        uint256 borrowed = bound(amount, 1, MOST);
        post(ALICE, 100 * UNIT);
        borrow(ALICE, borrowed);
        pass(bound(time, 0, 365 days));
        uint256 owed = vault.debtOf(ALICE);
        uint256 first = repay(ALICE, bound(part, 0, owed));
        uint256 left = vault.debtOf(ALICE);
        assertTrue(first + left >= owed && first + left <= owed + 1, "parts add up, rounded up");
        assertEq(repay(ALICE, type(uint128).max), left);
        assertEq(vault.debtOf(ALICE), 0);
        assertTrue(owed >= borrowed + _interest(borrowed, 0), "never less than borrowed");
    }

    /* LIQUIDATION */

    function test_liquidate_of_a_healthy_position_reverts() public {
        post(ALICE, 100 * UNIT);
        borrow(ALICE, MOST);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.Healthy.selector, MOST, 176_680 * UNIT));
        vault.liquidate(ALICE, 1, BOB);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.Healthy.selector, 0, 0));
        vault.liquidate(BOB, 1, BOB);
    }

    function test_liquidate_when_the_regime_worsens_leaves_the_rest_to_the_borrower() public {
        post(ALICE, 100 * UNIT);
        borrow(ALICE, MOST);
        later(12, attention());
        uint256 debt = vault.debtOf(ALICE);
        dollars.mint(address(this), debt);
        dollars.approve(address(vault), debt);
        (uint256 repaid, uint256 seized) = vault.liquidate(ALICE, debt, BOB);
        vm.snapshotGasLastCall("MarginVault", "liquidate");
        assertEq(repaid, debt);
        assertEq(seized, debt * 10_500 * 1e36 / (10_000 * (2_000e36 * 9_997 / 10_000)));
        assertEq(claims.balanceOf(BOB), seized);
        assertEq(vault.collateralOf(ALICE), 100 * UNIT - seized);
        assertEq(vault.debtOf(ALICE), 0);
        vm.prank(ALICE);
        vault.removeCollateral(100 * UNIT - seized, ALICE);
    }

    function test_liquidate_in_part_leaves_the_rest() public {
        post(ALICE, 100 * UNIT);
        borrow(ALICE, MOST);
        later(12, attention());
        uint256 debt = vault.debtOf(ALICE);
        (uint256 repaid,) = liquidate(ALICE, 1_000 * UNIT);
        assertEq(repaid, 1_000 * UNIT);
        assertEq(vault.debtOf(ALICE), debt - 1_000 * UNIT);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.ZeroAmount.selector));
        vault.liquidate(ALICE, 0, BOB);
    }

    function test_liquidate_in_silence_waits_for_the_grace_period() public {
        post(ALICE, 100 * UNIT);
        borrow(ALICE, 150_000 * UNIT);
        pass(STALE + 6 hours);
        uint256 debt = vault.debtOf(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.Healthy.selector, debt, 176_680 * UNIT));
        vault.liquidate(ALICE, 1, BOB);
        assertEq(vault.requirement().regime, GREEN);
        pass(1);
        assertEq(vault.requirement().regime, RED);
        assertEq(vault.requirement().maintenanceBps, 4_761);
        (uint256 repaid, uint256 seized) = liquidate(ALICE, type(uint128).max);
        assertEq(vault.debtOf(ALICE), 0);
        // At the last published discount, not at a worthless price.
        assertTrue(seized < repaid / 1_900, "a fair price");
    }

    /// @custom:invariant iMRG-003
    function test_liquidate_of_a_position_without_cover_is_borne_by_the_reserve_then_by_lenders() public {
        post(ALICE, 1_300 * UNIT);
        borrow(ALICE, 2_000_000 * UNIT);
        later(12, theft());
        uint256 debt = vault.debtOf(ALICE);
        (,, uint256 reserve) = vault.totals();
        uint256 lenders = vault.assetsOf(vault.sharesOf(LENDER));
        (uint256 repaid, uint256 seized) = liquidate(ALICE, type(uint128).max);
        assertEq(seized, 1_300 * UNIT);
        assertEq(repaid, _ceil(1_300 * UNIT * 2_000 * 5_440 / 10_000 * 10_000, 10_500));
        (uint256 cash, uint256 left, uint256 reserveLeft) = vault.totals();
        assertEq(left, 0);
        assertEq(reserve - reserveLeft, debt - repaid);
        assertEq(vault.assetsOf(vault.sharesOf(LENDER)), lenders);
        assertEq(dollars.balanceOf(address(vault)), cash);
        assertEq(vault.collateralOf(ALICE) + vault.debtOf(ALICE), 0);
    }

    /// @custom:invariant iMRG-003
    function test_liquidate_with_a_loss_above_the_reserve_is_shared_by_lenders() public {
        IMarginVault.Terms memory t = defaultTerms();
        t.jumpCoverBps = 0;
        vault = new MarginVault(t);
        supply(LENDER, 3_000_000 * UNIT);
        fund(100_000 * UNIT);
        post(ALICE, 1_300 * UNIT);
        borrow(ALICE, 2_000_000 * UNIT);
        later(12, theft());
        uint256 debt = vault.debtOf(ALICE);
        uint256 lenders = vault.assetsOf(vault.sharesOf(LENDER));
        (,, uint256 reserve) = vault.totals();
        (uint256 repaid,) = liquidate(ALICE, type(uint128).max);
        uint256 left = vault.assetsOf(vault.sharesOf(LENDER));
        assertTrue(lenders - left <= debt - repaid - reserve + 1, "no more than the loss");
        assertTrue(lenders - left + 1 >= debt - repaid - reserve, "and no less");
    }

    /* HOSTILE TOKENS AND TERMS */

    function test_supply_of_a_token_that_keeps_a_part_reverts() public {
        FeeToken token = new FeeToken();
        IMarginVault.Terms memory t = defaultTerms();
        t.loanToken = address(token);
        vault = new MarginVault(t);
        token.mint(address(this), 1_000);
        token.approve(address(vault), 1_000);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.TransferNotExact.selector, address(token), 1_000, 990));
        vault.supply(1_000, BOB);
    }

    function test_supply_without_an_approval_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(TokenTransfer.TransferFailed.selector, address(dollars)));
        vault.supply(1_000, BOB);
    }

    function test_withdraw_called_back_in_the_middle_of_a_supply_fails() public {
        HookToken token = new HookToken();
        IMarginVault.Terms memory t = defaultTerms();
        t.loanToken = address(token);
        vault = new MarginVault(t);
        token.mint(address(this), 2_000);
        token.approve(address(vault), 2_000);
        token.setHook(address(vault), abi.encodeCall(IMarginVault.fundReserve, (0)));
        vault.supply(1_000, BOB);
        assertTrue(!token.lastCallSucceeded(), "the vault was entered twice");
    }

    function test_constructor_with_impossible_terms_reverts() public {
        for (uint256 i = 0; i < 6; i++) {
            IMarginVault.Terms memory t = defaultTerms();
            if (i == 0) t.redHaircutBps = 10_001;
            if (i == 1) t.bonusBps = 10_001;
            if (i == 2) t.reserveShareBps = 10_001;
            if (i == 3) t.jumpCoverBps = 10_001;
            if (i == 4) t.debtCap = 1e36 + 1;
            if (i == 5) t.loanToken = t.claimToken;
            vm.expectRevert(abi.encodeWithSelector(IMarginVault.InvalidTerms.selector));
            new MarginVault(t);
        }
    }

    function test_requirement_without_any_report_is_closed() public {
        IMarginVault.Terms memory t = defaultTerms();
        t.chainKey = keccak256("another");
        vault = new MarginVault(t);
        IMarginVault.Requirement memory q = vault.requirement();
        assertTrue(!q.isOpen, "closed");
        assertEq(q.initialBps + q.maintenanceBps, 0);
        assertEq(q.regime, RED);
    }

    function test_terms_are_readable() public view {
        assertEq(keccak256(abi.encode(vault.terms())), keccak256(abi.encode(defaultTerms())));
    }

    function _expectClosed(uint256 debt) private {
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.BeyondLimit.selector, debt + 1, 0));
        borrow(ALICE, 1);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.BeyondLimit.selector, debt, 0));
        vm.prank(ALICE);
        vault.removeCollateral(1, ALICE);
    }

    function _interest(uint256 debt, uint256 time) private pure returns (uint256) {
        return _ceil(debt * 1_000 * time, 10_000 * 365 days);
    }

    function _ceil(uint256 a, uint256 b) private pure returns (uint256) {
        return (a + b - 1) / b;
    }
}
