// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IClaimIssuer} from "../../src/interfaces/IClaimIssuer.sol";
import {IRollup} from "../../src/interfaces/IRollup.sol";
import {ISettlementHub} from "../../src/interfaces/ISettlementHub.sol";
import {TokenTransfer} from "../../src/libraries/TokenTransfer.sol";
import {ClaimInlet} from "../../src/solvency/ClaimInlet.sol";
import {ClaimIssuer} from "../../src/solvency/ClaimIssuer.sol";
import {ClaimToken} from "../../src/solvency/ClaimToken.sol";
import {ClaimIssuerFixture} from "../utils/ClaimIssuerFixture.sol";

/// @notice Receipts from deposits to payment on a rollup that behaves; see `ClaimIssuerTokensTest` for assets that do not.
contract ClaimIssuerTest is ClaimIssuerFixture {
    function test_constructor_ofEther_reverts() public {
        vm.expectRevert(IClaimIssuer.EtherIsNoAsset.selector);
        new ClaimIssuer(rollup, 0, "Claim", "c");
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoSuchToken.selector, uint8(2)));
        new ClaimIssuer(rollup, 2, "Claim", "c");
    }

    function test_constructor_makes_a_receipt_of_the_assets_decimals() public view {
        assertEq(claims.issuer(), address(issuer));
        assertEq(claims.asset(), address(good));
        assertEq(issuer.asset(), address(good));
        assertEq(issuer.rollup(), address(rollup));
        assertEq(claims.decimals(), 18);
    }

    /* DEPOSIT */

    function test_deposit_issues_what_is_in_the_queue_in_the_issuers_name() public {
        good.mint(ALICE, 100);
        vm.startPrank(ALICE);
        good.approve(issuer.inlet(), 100);
        IRollup.QueueItem memory item = IRollup.QueueItem(1, address(issuer), 1, HOME, 0, 100, 0, 0);
        uint256 packed = uint256(1) << 232 | uint256(uint160(address(issuer))) << 72 | 1 << 64 | uint256(HOME) << 32;
        vm.expectEmit(address(rollup));
        emit IRollup.QueueItemAdded(0, address(issuer), item, hasher.queueLink(0, packed, 100, 0, 0));
        vm.expectEmit(address(issuer));
        emit IClaimIssuer.Issued(ALICE, 0, 100);
        issuer.deposit(100, HOME);
        vm.snapshotGasLastCall("ClaimIssuer", "deposit");
        vm.stopPrank();
        assertEq(claims.balanceOf(ALICE), 100);
        assertEq(claims.totalSupply(), 100);
        assertEq(hub.escrow(address(rollup), address(good)), 100);
        assertEq(good.balanceOf(address(issuer)) + good.balanceOf(issuer.inlet()), 0);
    }

    /// @dev Below half the capacity anybody opens an account in the issuer's name under their own key; a credit to it would be theirs.
    function test_deposit_withAHintWhereStrangersOpenAccounts_reverts() public {
        good.mint(ALICE, 100);
        vm.startPrank(ALICE);
        good.approve(issuer.inlet(), 100);
        vm.expectRevert(abi.encodeWithSelector(IClaimIssuer.HintTooLow.selector, uint32(31), uint256(32)));
        issuer.deposit(100, 31);
        issuer.deposit(50, 32);
        issuer.deposit(50, type(uint32).max);
        vm.stopPrank();
    }

    function test_deposit_ofWhatIsNotApprovedOrNotThere_reverts() public {
        good.mint(ALICE, 100);
        vm.startPrank(ALICE);
        good.approve(issuer.inlet(), 99);
        vm.expectRevert(abi.encodeWithSelector(TokenTransfer.TransferFailed.selector, address(good)));
        issuer.deposit(100, HOME);
        good.approve(issuer.inlet(), 101);
        vm.expectRevert(abi.encodeWithSelector(TokenTransfer.TransferFailed.selector, address(good)));
        issuer.deposit(101, HOME);
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.NothingReceived.selector, address(good)));
        issuer.deposit(0, HOME);
        vm.stopPrank();
        assertEq(claims.totalSupply(), 0);
    }

    function test_deposit_ofSomebodyElsesApproval_reverts() public {
        good.mint(ALICE, 100);
        ClaimInlet inlet = ClaimInlet(issuer.inlet());
        vm.prank(ALICE);
        good.approve(address(inlet), 100);
        vm.startPrank(BOB);
        vm.expectRevert(abi.encodeWithSelector(TokenTransfer.TransferFailed.selector, address(good)));
        issuer.deposit(100, HOME);
        vm.expectRevert(abi.encodeWithSelector(ClaimInlet.NotTheIssuer.selector, BOB));
        inlet.deposit(ALICE, 100, HOME);
        vm.stopPrank();
    }

    function test_deposit_intoAFrozenRollup_reverts() public {
        _issue(ALICE, 10);
        vm.warp(block.timestamp + 5 days + 1);
        rollup.freeze();
        good.mint(BOB, 10);
        vm.startPrank(BOB);
        good.approve(issuer.inlet(), 10);
        vm.expectRevert(IRollup.Frozen.selector);
        issuer.deposit(10, HOME);
        vm.stopPrank();
        assertEq(good.balanceOf(BOB), 10);
    }

    function test_deposit_byAnotherInTheIssuersName_issues_nothing() public {
        _issue(ALICE, 10);
        address vault = hub.vaultOf(address(rollup), address(good));
        good.mint(BOB, 5);
        vm.startPrank(BOB);
        good.approve(vault, 5);
        rollup.deposit(1, 5, address(issuer), HOME, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotTheOwner.selector, BOB, address(issuer)));
        rollup.deposit(1, 5, address(issuer), HOME, KEY_X, KEY_Y);
        vm.stopPrank();
        assertEq(claims.totalSupply(), 10);
    }

    /* REDEEM */

    function test_redeem_burns_and_joins_the_line() public {
        _issue(ALICE, 100);
        vm.startPrank(ALICE);
        claims.approve(address(issuer), 70);
        vm.expectEmit(address(issuer));
        emit IClaimIssuer.Redeemed(ALICE, 0, 30);
        assertEq(issuer.redeem(30), 0);
        vm.snapshotGasLastCall("ClaimIssuer", "redeem");
        assertEq(issuer.redeem(40), 1);
        vm.stopPrank();
        assertEq(claims.totalSupply(), 30);
        assertEq(claims.balanceOf(address(issuer)), 0);
        assertEq(issuer.redeemed(), 70);
        IClaimIssuer.Redemption memory second = issuer.redemptionOf(1);
        assertEq(second.owner, ALICE);
        assertEq(second.from, 30);
        assertEq(second.to, 70);
    }

    function test_redeem_ofNothingOrTooMuchOrUnapproved_reverts() public {
        _issue(ALICE, 100);
        vm.startPrank(ALICE);
        vm.expectRevert(IClaimIssuer.ZeroAmount.selector);
        issuer.redeem(0);
        claims.approve(address(issuer), 99);
        vm.expectRevert(abi.encodeWithSelector(ClaimToken.NotEnough.selector, ALICE, 100, 99));
        issuer.redeem(100);
        claims.approve(address(issuer), 101);
        vm.expectRevert(abi.encodeWithSelector(ClaimToken.NotEnough.selector, ALICE, 101, 100));
        issuer.redeem(101);
        issuer.redeem(100);
        vm.expectRevert(abi.encodeWithSelector(ClaimToken.NotEnough.selector, ALICE, 1, 0));
        issuer.redeem(1);
        vm.stopPrank();
        assertEq(issuer.redeemed(), 100);
    }

    /* EXIT */

    function test_exit_pays_the_queues_price_and_gives_back_the_rest() public {
        _issue(ALICE, 100);
        vm.deal(BOB, 1 ether);
        vm.expectEmit(address(issuer));
        emit IClaimIssuer.ExitForced(HOME, 1, 1e15);
        vm.prank(BOB);
        assertEq(issuer.exit{value: 1 ether}(HOME), 1);
        vm.snapshotGasLastCall("ClaimIssuer", "exit");
        assertEq(BOB.balance, 1 ether - 1e15);
        assertEq(address(issuer).balance, 0);
        // Another account of the issuer's, at the price of a longer queue.
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IClaimIssuer.FeeTooLow.selector, 2e15 - 1, 2e15));
        issuer.exit{value: 2e15 - 1}(HOME - 1);
        vm.prank(BOB);
        issuer.exit{value: 2e15}(HOME - 1);
        assertEq(BOB.balance, 1 ether - 3e15);
    }

    function test_exit_whileOneWaits_reverts() public {
        _issue(ALICE, 100);
        issuer.exit{value: 1e15}(HOME);
        vm.expectRevert(abi.encodeWithSelector(IClaimIssuer.ExitUnderWay.selector, HOME, uint64(1)));
        issuer.exit{value: 1e15}(HOME);
        _settle(0, 100);
        issuer.exit{value: 1e15}(HOME);
        vm.expectRevert(abi.encodeWithSelector(IClaimIssuer.ExitUnderWay.selector, HOME, uint64(2)));
        issuer.exit{value: 1e15}(HOME);
    }

    function test_exit_outsideTheTreeOrOfAFrozenRollup_reverts() public {
        _issue(ALICE, 100);
        vm.expectRevert(abi.encodeWithSelector(IRollup.IndexOutOfRange.selector, uint32(64)));
        issuer.exit{value: 1e15}(64);
        vm.warp(block.timestamp + 5 days + 1);
        rollup.freeze();
        vm.expectRevert(IRollup.Frozen.selector);
        issuer.exit{value: 1e15}(HOME);
    }

    function test_exit_bySomebodyWhoRefusesEther_reverts() public {
        vm.deal(address(good), 1 ether);
        vm.prank(address(good));
        vm.expectRevert(abi.encodeWithSelector(IClaimIssuer.EtherRefused.selector, address(good)));
        issuer.exit{value: 1e15 + 1}(HOME);
        vm.prank(address(good));
        issuer.exit{value: 1e15}(HOME);
    }

    /* PAY */

    function test_pay_inTheOrderOfRedemptions_as_far_as_the_money_reaches() public {
        _issue(ALICE, 60);
        _issue(BOB, 40);
        _redeem(BOB, 40);
        _redeem(ALICE, 60);
        _expectNothing(0);
        // A withdrawal of 50 reaches all of the first and 10 of the second.
        _settle(50, 50);
        assertEq(_claim(50, 50), 50);
        assertEq(issuer.pay(1, address(0)), 10);
        _expectNothing(1);
        vm.expectEmit(address(issuer));
        emit IClaimIssuer.RedemptionPaid(0, BOB, 40);
        assertEq(issuer.pay(0, address(0)), 40);
        vm.snapshotGasLastCall("ClaimIssuer", "pay");
        _expectNothing(0);
        issuer.exit{value: 1e15}(HOME);
        _settle(0, 100);
        assertEq(_claim(0, 100), 50);
        assertEq(issuer.pay(1, ALICE), 50);
        _expectNothing(1);
        assertEq(good.balanceOf(ALICE), 60);
        assertEq(good.balanceOf(BOB), 40);
        assertEq(issuer.paid(), 100);
        assertEq(issuer.received(), 100);
    }

    function test_pay_toAnotherRecipient_is_the_owners_choice() public {
        _issue(ALICE, 10);
        _redeem(ALICE, 10);
        good.mint(address(issuer), 10);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IClaimIssuer.NotTheOwner.selector, BOB, ALICE));
        issuer.pay(0, BOB);
        vm.prank(ALICE);
        issuer.pay(0, WATCHER);
        assertEq(good.balanceOf(WATCHER), 10);
    }

    function test_pay_ofNoRedemption_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IClaimIssuer.NoSuchRedemption.selector, uint256(0)));
        issuer.pay(0, address(0));
        vm.expectRevert(abi.encodeWithSelector(IClaimIssuer.NoSuchRedemption.selector, uint256(0)));
        issuer.redemptionOf(0);
    }

    /// @dev An exit takes a whole balance: what redemptions do not need stays here and pays the next ones at once.
    function test_pay_ofWhatAnEarlierExitBrought_needs_no_other_exit() public {
        _issue(ALICE, 100);
        _redeem(ALICE, 10);
        issuer.exit{value: 1e15}(HOME);
        _settle(0, 100);
        _claim(0, 100);
        issuer.pay(0, address(0));
        _redeem(ALICE, 90);
        assertEq(issuer.pay(1, address(0)), 90);
        assertEq(claims.totalSupply(), 0);
    }

    /* THE END OF THE ROLLUP */

    /// @custom:invariant iCLM-001
    function test_pay_ofAFrozenRollup_from_an_escape_and_a_refund() public {
        _issue(ALICE, 60);
        _settle(60, 0);
        (uint64 item,) = _issue(BOB, 40);
        vm.warp(block.timestamp + 5 days + 1);
        rollup.freeze();
        _redeem(ALICE, 60);
        _redeem(BOB, 40);
        rollup.refundDeposit(item, IRollup.QueueItem(1, address(issuer), 1, HOME, 0, 40, 0, 0));
        assertEq(rollup.escape(_prove(60, 0), address(0)), 60);
        assertEq(issuer.pay(0, address(0)), 60);
        assertEq(issuer.pay(1, address(0)), 40);
    }

    /// @dev A wrong state that nobody disputed: what it took is lost to those who redeem last, not shared.
    function test_pay_ofAnInsolventRollup_leaves_the_loss_to_the_last() public {
        _issue(ALICE, 60);
        _issue(BOB, 40);
        _redeem(ALICE, 60);
        issuer.exit{value: 1e15}(HOME);
        _settle(0, 70);
        _claim(0, 70);
        _redeem(BOB, 40);
        assertEq(issuer.pay(0, address(0)), 60);
        assertEq(issuer.pay(1, address(0)), 10);
        _expectNothing(1);
    }

    function _expectNothing(uint256 number) private {
        vm.expectRevert(abi.encodeWithSelector(IClaimIssuer.NothingToPay.selector, number));
        issuer.pay(number, address(0));
    }
}
