// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IClaimIssuer} from "../../src/interfaces/IClaimIssuer.sol";
import {IRollup} from "../../src/interfaces/IRollup.sol";
import {ISettlementHub} from "../../src/interfaces/ISettlementHub.sol";
import {TokenTransfer} from "../../src/libraries/TokenTransfer.sol";
import {ClaimIssuerFixture} from "../utils/ClaimIssuerFixture.sol";
import {BlockingToken, FeeToken, HookToken} from "../utils/Tokens.sol";

/// @notice Receipts for assets that take fees, refuse recipients, or call back.
contract ClaimIssuerTokensTest is ClaimIssuerFixture {
    /// @custom:invariant iCLM-001
    function test_deposit_ofATokenThatTakesFees_issues_what_the_hub_counted() public {
        _open(new FeeToken());
        (, uint256 issued) = _issue(ALICE, 10_000);
        // One percent to the inlet, one of the rest to the vault.
        assertEq(issued, 9_801);
        assertEq(claims.totalSupply(), 9_801);
        assertEq(hub.escrow(address(rollup), address(asset)), 9_801);
    }

    /* CALLS BACK */

    /// @dev The issuer is paid while the depositor's money is on its way: none of it counts as the depositor's.
    /// @custom:invariant iCLM-001
    function test_deposit_withAClaimInTheMiddle_issues_the_deposit_alone() public {
        HookToken hook = _openHook();
        _issue(ALICE, 50);
        _settle(0, 50);
        bytes memory claim = abi.encodeCall(IRollup.claim, (tree.root(), _prove(0, 50), address(0)));
        hook.setHook(address(rollup), claim);
        (, uint256 issued) = _issue(BOB, 10);
        assertEq(issued, 10);
        assertEq(claims.totalSupply(), 60);
        assertEq(hook.balanceOf(address(issuer)), 50);
        assertEq(hub.escrow(address(rollup), address(hook)), 10);
    }

    function test_deposit_withADepositInTheMiddle_issues_once() public {
        HookToken hook = _openHook();
        hook.setHook(address(issuer), abi.encodeCall(IClaimIssuer.deposit, (0, HOME)));
        (, uint256 issued) = _issue(BOB, 10);
        assertTrue(!hook.lastCallSucceeded(), "refused");
        assertEq(issued, 10);
        assertEq(claims.totalSupply(), 10);
    }

    function test_pay_withAnotherInTheMiddle_pays_once() public {
        HookToken hook = _openHook();
        _issue(ALICE, 50);
        _redeem(ALICE, 20);
        _redeem(ALICE, 30);
        _settle(0, 50);
        _claim(0, 50);
        hook.setHook(address(issuer), abi.encodeCall(IClaimIssuer.pay, (0, address(0))));
        assertEq(issuer.pay(0, address(0)), 20);
        assertTrue(!hook.lastCallSucceeded(), "refused");
        hook.setHook(address(issuer), abi.encodeCall(IClaimIssuer.pay, (1, address(0))));
        assertEq(issuer.pay(1, address(0)), 30);
        assertTrue(!hook.lastCallSucceeded(), "refused");
        assertEq(hook.balanceOf(ALICE), 50);
    }

    function test_anyCall_inTheMiddleOfAnother_reverts() public {
        HookToken hook = _openHook();
        _issue(ALICE, 50);
        bytes[4] memory calls = [
            abi.encodeCall(IClaimIssuer.redeem, (1)),
            abi.encodeCall(IClaimIssuer.exit, (HOME)),
            abi.encodeCall(IClaimIssuer.collectRefused, ()),
            abi.encodeCall(IClaimIssuer.pay, (0, address(0)))
        ];
        for (uint256 i = 0; i < 4; i++) {
            hook.setHook(
                address(new Insistent()), abi.encodeCall(Insistent.expectReentered, (address(issuer), calls[i]))
            );
            _issue(ALICE, 1);
            assertTrue(hook.lastCallSucceeded(), "refused for that reason");
        }
    }

    /* REFUSES */

    function test_pay_ofABlockedRedeemer_holds_nobody_up() public {
        BlockingToken blocking = new BlockingToken();
        _open(blocking);
        _issue(ALICE, 10);
        _issue(BOB, 20);
        _redeem(ALICE, 10);
        _redeem(BOB, 20);
        _settle(0, 30);
        _claim(0, 30);
        blocking.setBlocked(ALICE, true);
        vm.expectRevert(abi.encodeWithSelector(TokenTransfer.TransferFailed.selector, address(blocking)));
        issuer.pay(0, address(0));
        assertEq(issuer.pay(1, address(0)), 20);
        assertEq(blocking.balanceOf(address(issuer)), 10);
        vm.prank(ALICE);
        issuer.pay(0, WATCHER);
        assertEq(blocking.balanceOf(WATCHER), 10);
    }

    function test_collectRefused_gets_what_the_hub_set_aside() public {
        BlockingToken blocking = new BlockingToken();
        _open(blocking);
        _issue(ALICE, 10);
        _redeem(ALICE, 10);
        _settle(0, 10);
        blocking.setBlocked(address(issuer), true);
        assertEq(_claim(0, 10), 10);
        vm.expectRevert(abi.encodeWithSelector(IClaimIssuer.NothingToPay.selector, uint256(0)));
        issuer.pay(0, address(0));
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.NothingToCollect.selector, address(issuer)));
        issuer.collectRefused();
        blocking.setBlocked(address(issuer), false);
        vm.prank(BOB);
        assertEq(issuer.collectRefused(), 10);
        assertEq(issuer.pay(0, address(0)), 10);
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.NothingToCollect.selector, address(issuer)));
        issuer.collectRefused();
    }

    function _openHook() private returns (HookToken hook) {
        hook = new HookToken();
        _open(hook);
    }
}

/// @notice Succeeds if its call is refused as one in the middle of another.
contract Insistent {
    error NotRefused(bytes answer);

    function expectReentered(address target, bytes calldata data) external {
        (bool ok, bytes memory answer) = target.call(data);
        if (ok || bytes4(answer) != IClaimIssuer.Reentered.selector) revert NotRefused(answer);
    }
}
