// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMarginVault} from "../../src/interfaces/IMarginVault.sol";
import {ClaimIssuer} from "../../src/solvency/ClaimIssuer.sol";
import {ClaimToken} from "../../src/solvency/ClaimToken.sol";
import {ClaimIssuerFixture} from "../utils/ClaimIssuerFixture.sol";
import {MarginFixture} from "../utils/MarginFixture.sol";
import {GoodToken} from "../utils/Tokens.sol";

/// @notice The rollup under the loan.
contract ClaimPosition is ClaimIssuerFixture {
    function open(GoodToken asset_) external payable returns (ClaimIssuer) {
        _open(asset_);
        return issuer;
    }

    /// @notice The exit of the whole position is final and claimed.
    function payExit(uint128 amount) external returns (uint256) {
        _settle(0, amount);
        return _claim(0, amount);
    }
}

/// @notice A vault that lends against receipts of an issuer with a position on a rollup: from the deposit to what a liquidator redeems.
contract ClaimIssuerLoanTest is MarginFixture {
    ClaimPosition private position = new ClaimPosition();
    ClaimIssuer private issuer;

    function setUp() public {
        setUpVault();
    }

    function newClaims() internal override returns (ClaimToken) {
        vm.etch(ASSET, address(new GoodToken()).code);
        issuer = position.open{value: 20 ether}(GoodToken(ASSET));
        return ClaimToken(issuer.token());
    }

    function issue(uint256 amount) internal override {
        GoodToken(ASSET).mint(address(this), amount);
        GoodToken(ASSET).approve(issuer.inlet(), amount);
        issuer.deposit(amount, type(uint32).max);
    }

    function test_borrow_againstIssuedReceipts_succeeds() public {
        post(ALICE, 100 * UNIT);
        IMarginVault.Requirement memory q = vault.requirement();
        uint256 most = 200_000 * UNIT * q.initialBps / 10_000;
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IMarginVault.BeyondLimit.selector, most + 1, most));
        vault.borrow(most + 1, ALICE);
        borrow(ALICE, most);
        assertEq(dollars.balanceOf(ALICE), most);
    }

    function test_liquidate_ofIssuedReceipts_ends_in_the_asset_on_L1() public {
        post(ALICE, 100 * UNIT);
        borrow(ALICE, 150_000 * UNIT);
        later(1 hours, mismatch());
        (, uint256 seized) = liquidate(ALICE, type(uint256).max);
        address liquidator = address(0x11d);
        assertEq(claims.balanceOf(liquidator), seized);
        vm.startPrank(liquidator);
        claims.approve(address(issuer), seized);
        uint256 number = issuer.redeem(seized);
        vm.stopPrank();
        issuer.exit{value: 1e15}(63);
        assertEq(position.payExit(uint128(100 * UNIT)), 100 * UNIT);
        assertEq(issuer.pay(number, address(0)), seized);
        assertEq(GoodToken(ASSET).balanceOf(liquidator), seized);
        // What is left backs the receipts that are left in the vault.
        assertEq(GoodToken(ASSET).balanceOf(address(issuer)), claims.totalSupply());
    }
}
