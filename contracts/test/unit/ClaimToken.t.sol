// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ClaimToken} from "../../src/solvency/ClaimToken.sol";
import {Test} from "../utils/Test.sol";

contract ClaimTokenTest is Test {
    address private constant ALICE = address(0xa11ce);
    address private constant BOB = address(0xb0b);

    ClaimToken private token = new ClaimToken(address(this), address(1), 6, "Claim", "c");

    function test_issue_and_redeem_change_the_supply() public {
        token.issue(ALICE, 10);
        assertEq(token.totalSupply(), 10);
        vm.prank(ALICE);
        token.transfer(address(this), 4);
        token.redeem(4);
        assertEq(token.totalSupply(), 6);
        assertEq(token.balanceOf(ALICE), 6);
        assertEq(token.balanceOf(address(this)), 0);
    }

    function test_issue_and_redeem_byAnotherThanTheIssuer_revert() public {
        token.issue(ALICE, 10);
        vm.expectRevert(abi.encodeWithSelector(ClaimToken.NotTheIssuer.selector, ALICE));
        vm.prank(ALICE);
        token.issue(ALICE, 1);
        vm.expectRevert(abi.encodeWithSelector(ClaimToken.NotTheIssuer.selector, ALICE));
        vm.prank(ALICE);
        token.redeem(1);
    }

    function test_transfer_ofMoreThanThereIsOrIsAllowed_reverts() public {
        token.issue(ALICE, 10);
        vm.expectRevert(abi.encodeWithSelector(ClaimToken.NotEnough.selector, ALICE, 11, 10));
        vm.prank(ALICE);
        token.transfer(BOB, 11);
        vm.prank(ALICE);
        token.approve(BOB, 3);
        vm.expectRevert(abi.encodeWithSelector(ClaimToken.NotEnough.selector, ALICE, 4, 3));
        vm.prank(BOB);
        token.transferFrom(ALICE, BOB, 4);
        vm.prank(BOB);
        token.transferFrom(ALICE, BOB, 2);
        assertEq(token.allowance(ALICE, BOB), 1);
        assertEq(token.balanceOf(BOB), 2);
        vm.expectRevert(abi.encodeWithSelector(ClaimToken.NotEnough.selector, address(this), 1, 0));
        token.redeem(1);
    }
}
