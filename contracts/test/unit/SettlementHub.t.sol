// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISettlementHub} from "../../src/interfaces/ISettlementHub.sol";
import {TokenTransfer} from "../../src/libraries/TokenTransfer.sol";
import {SettlementHub} from "../../src/SettlementHub.sol";
import {TokenVault} from "../../src/TokenVault.sol";
import {RollupActor} from "../utils/RollupActor.sol";
import {Test} from "../utils/Test.sol";
import {BlockingToken, FalseToken, FeeToken, GoodToken, HookToken, SilentToken} from "../utils/Tokens.sol";

contract SettlementHubTest is Test {
    address private constant ALICE = address(0xa11ce);
    address private constant BOB = address(0xb0b);
    uint64 private constant DAY = 1 days;

    SettlementHub private hub = new SettlementHub();
    GoodToken private good = new GoodToken();
    RollupActor private rollup;
    RollupActor private other;

    function setUp() public {
        rollup = _newRollup(address(good), 1e30);
        other = _newRollup(address(good), 1e30);
        _depositGood(rollup, 1_000);
        _depositGood(other, 5_000);
    }

    /* MONEY IN */

    function test_deposit_credits_the_rollup_and_no_other() public view {
        assertEq(hub.escrow(address(rollup), address(good)), 1_000);
        assertEq(hub.escrow(address(other), address(good)), 5_000);
        assertEq(good.balanceOf(hub.vaultOf(address(rollup), address(good))), 1_000);
    }

    function test_deposit_ofATokenThatTakesAFee_credits_what_arrived() public {
        FeeToken token = new FeeToken();
        RollupActor r = _newRollup(address(token), 1e30);
        token.mint(ALICE, 1_000);
        _approve(token, r, 1_000);
        assertEq(r.deposit(address(token), ALICE, 1_000), 990);
        assertEq(hub.escrow(address(r), address(token)), 990);
    }

    function test_deposit_ofATokenThatReturnsNothing_succeeds() public {
        SilentToken token = new SilentToken();
        RollupActor r = _newRollup(address(token), 1e30);
        token.mint(ALICE, 10);
        assertEq(r.deposit(address(token), ALICE, 10), 10);
        r.payOut(0, BOB, address(token), 4, BOB);
        assertEq(token.balanceOf(BOB), 4);
    }

    function test_deposit_fromAnApprovalOfAnotherVault_reverts() public {
        good.mint(ALICE, 10);
        _approve(good, other, 10);
        vm.expectRevert(abi.encodeWithSelector(TokenTransfer.TransferFailed.selector, address(good)));
        rollup.deposit(address(good), ALICE, 10);
    }

    function test_deposit_ofAnUnlistedToken_reverts() public {
        GoodToken unlisted = new GoodToken();
        vm.expectRevert(
            abi.encodeWithSelector(ISettlementHub.TokenNotListed.selector, address(rollup), address(unlisted))
        );
        rollup.deposit(address(unlisted), ALICE, 1);
    }

    function test_deposit_atTheCap_reverts() public {
        uint256 rest = (1 << 120) - 1_000;
        good.mint(ALICE, rest);
        _approve(good, rollup, rest);
        vm.expectRevert(
            abi.encodeWithSelector(ISettlementHub.EscrowCapReached.selector, address(rollup), address(good))
        );
        rollup.deposit(address(good), ALICE, rest);
        assertEq(rollup.deposit(address(good), ALICE, rest - 1), rest - 1);
    }

    function test_deposit_ofEther_needs_the_whole_amount() public {
        RollupActor r = _newRollup(address(0), 1e30);
        assertEq(r.deposit{value: 5}(address(0), ALICE, 5), 5);
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.NothingReceived.selector, address(0)));
        r.deposit{value: 4}(address(0), ALICE, 5);
        r.payOut(0, BOB, address(0), 3, BOB);
        assertEq(BOB.balance, 3);
    }

    /* MONEY OUT */

    function test_payOut_pays_the_difference_once() public {
        assertEq(rollup.payOut(7, ALICE, address(good), 300, BOB), 300);
        assertEq(rollup.payOut(7, ALICE, address(good), 300, BOB), 0);
        assertEq(rollup.payOut(7, ALICE, address(good), 299, BOB), 0);
        assertEq(rollup.payOut(7, ALICE, address(good), 301, BOB), 1);
        assertEq(good.balanceOf(BOB), 301);
        assertEq(hub.claimed(address(rollup), 7, ALICE, address(good)), 301);
        assertEq(hub.claimed(address(rollup), 7, BOB, address(good)), 0);
    }

    /// @custom:invariant iSOL-002
    function test_payOut_ofMoreThanTheRollupHas_reverts() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISettlementHub.EscrowTooLow.selector, address(rollup), address(good), uint256(1_000), uint256(1_001)
            )
        );
        rollup.payOut(0, ALICE, address(good), 1_001, BOB);
        assertEq(hub.claimed(address(rollup), 0, ALICE, address(good)), 0);
    }

    function test_payOut_beyondTheQuota_waits_and_is_paid_in_order() public {
        RollupActor r = _newRollup(address(good), 100);
        _depositGood(r, 1_000);
        assertEq(r.payOut(0, ALICE, address(good), 250, ALICE), 250);
        assertEq(r.payOut(1, BOB, address(good), 50, BOB), 50);
        assertEq(good.balanceOf(ALICE), 100);
        assertEq(good.balanceOf(BOB), 0);
        (uint256 amount, uint256 entries) = hub.waiting(address(r), address(good));
        assertEq(amount, 200);
        assertEq(entries, 2);
        assertEq(hub.processPayouts(address(r), address(good), 10), 0);

        vm.warp(block.timestamp + DAY / 2);
        assertEq(hub.processPayouts(address(r), address(good), 10), 50);
        assertEq(good.balanceOf(ALICE), 150);
        vm.warp(block.timestamp + DAY);
        assertEq(hub.processPayouts(address(r), address(good), 10), 100);
        vm.warp(block.timestamp + DAY);
        assertEq(hub.processPayouts(address(r), address(good), 10), 50);
        assertEq(good.balanceOf(ALICE), 250);
        assertEq(good.balanceOf(BOB), 50);
        assertEq(hub.escrow(address(r), address(good)), 700);
    }

    function test_payOut_behindWaitingEntries_does_not_overtake() public {
        RollupActor r = _newRollup(address(good), 100);
        _depositGood(r, 1_000);
        r.payOut(0, ALICE, address(good), 150, ALICE);
        vm.warp(block.timestamp + DAY);
        r.payOut(1, BOB, address(good), 10, BOB);
        assertEq(good.balanceOf(BOB), 0);
    }

    /// @notice Deposits after an attack began cannot raise what it takes out.
    function test_quota_keeps_its_size_while_entries_wait() public {
        address[] memory tokens = new address[](1);
        tokens[0] = address(good);
        RollupActor r = new RollupActor(hub, tokens, 1, 5_000, DAY);
        _depositGood(r, 1_000);
        r.payOut(0, ALICE, address(good), 700, ALICE);
        assertEq(good.balanceOf(ALICE), 500);
        _depositGood(r, 1_000);
        assertEq(hub.quotaLeft(address(r), address(good)), 0);
        vm.warp(block.timestamp + DAY);
        assertEq(hub.quotaLeft(address(r), address(good)), 500);
        assertEq(hub.processPayouts(address(r), address(good), 10), 200);
        // Quiet again: half of the 1,300 that are left, less what is used.
        assertEq(hub.quotaLeft(address(r), address(good)), 450);
    }

    function test_register_ofAFloorAboveTheSlot_is_no_limit() public {
        RollupActor r = _newRollup(address(good), type(uint256).max);
        _depositGood(r, 1_000);
        assertEq(hub.quotaLeft(address(r), address(good)), type(uint128).max);
        r.payOut(0, ALICE, address(good), 1_000, ALICE);
        assertEq(good.balanceOf(ALICE), 1_000);
    }

    function test_waitingPayouts_are_not_promised_twice() public {
        RollupActor r = _newRollup(address(good), 100);
        _depositGood(r, 1_000);
        r.payOut(0, ALICE, address(good), 900, ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISettlementHub.EscrowTooLow.selector, address(r), address(good), uint256(900), uint256(101)
            )
        );
        r.refund(address(good), BOB, 101);
    }

    function test_aBlockedRecipient_holds_nobody_up() public {
        BlockingToken token = new BlockingToken();
        RollupActor r = _newRollup(address(token), 100);
        token.mint(ALICE, 1_000);
        _approve(token, r, 1_000);
        r.deposit(address(token), ALICE, 1_000);
        r.payOut(9, BOB, address(token), 100, BOB);
        r.payOut(0, ALICE, address(token), 40, ALICE);
        r.payOut(1, BOB, address(token), 140, BOB);
        token.setBlocked(ALICE, true);
        vm.warp(block.timestamp + DAY);
        hub.processPayouts(address(r), address(token), 10);
        // 100 at once, then the second day's quota less the 40 that are set aside for Alice.
        assertEq(token.balanceOf(BOB), 160);

        vm.prank(ALICE);
        assertEq(hub.collectRefused(address(r), address(token), BOB), 40);
        assertEq(token.balanceOf(BOB), 200);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.NothingToCollect.selector, ALICE));
        hub.collectRefused(address(r), address(token), BOB);
    }

    function test_aTokenThatReturnsFalse_is_not_believed() public {
        FalseToken token = new FalseToken();
        RollupActor r = _newRollup(address(token), 100);
        token.mint(ALICE, 10);
        _approve(token, r, 10);
        r.deposit(address(token), ALICE, 10);
        r.payOut(0, ALICE, address(token), 10, ALICE);
        assertEq(token.balanceOf(ALICE), 0);
        assertEq(token.balanceOf(hub.vaultOf(address(r), address(token))), 10);
    }

    function test_aTokenWithAHook_cannot_come_back_in() public {
        HookToken token = new HookToken();
        RollupActor r = _newRollup(address(token), 1e30);
        token.mint(ALICE, 100);
        _approve(token, r, 100);
        r.deposit(address(token), ALICE, 100);
        token.setHook(address(r), abi.encodeCall(RollupActor.payOut, (0, ALICE, address(token), 100, BOB)));
        r.payOut(0, ALICE, address(token), 10, BOB);
        assertTrue(!token.lastCallSucceeded(), "the call from inside the transfer was refused");
        assertEq(token.balanceOf(BOB), 10);
    }

    /* BETWEEN ROLLUPS */

    function test_transferLedger_moves_escrow_and_money() public {
        other.transferLedger(address(rollup), address(good), 500);
        assertEq(hub.escrow(address(rollup), address(good)), 1_500);
        assertEq(good.balanceOf(hub.vaultOf(address(rollup), address(good))), 1_500);
        assertEq(hub.escrow(address(other), address(good)), 4_500);
    }

    function test_lesson14_a_transfer_to_oneself_makes_no_money() public {
        rollup.transferLedger(address(rollup), address(good), 1_000);
        assertEq(hub.escrow(address(rollup), address(good)), 1_000);
        assertEq(good.balanceOf(hub.vaultOf(address(rollup), address(good))), 1_000);
    }

    function test_transferLedger_ofMoreThanThereIs_reverts() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISettlementHub.EscrowTooLow.selector, address(rollup), address(good), uint256(1_000), uint256(1_001)
            )
        );
        rollup.transferLedger(address(other), address(good), 1_001);
    }

    /* ACCESS */

    function test_register_twice_reverts() public {
        address[] memory tokens = new address[](0);
        vm.prank(address(rollup));
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.AlreadyRegistered.selector, address(rollup)));
        hub.register(tokens, 0, 0, DAY);
    }

    function test_strangers_have_no_escrow() public {
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.TokenNotListed.selector, ALICE, address(good)));
        hub.payOut(0, ALICE, address(good), 1, ALICE, 0);
    }

    function test_vault_obeys_the_hub_only() public {
        TokenVault vault = TokenVault(payable(hub.vaultOf(address(rollup), address(good))));
        vm.expectRevert(abi.encodeWithSelector(TokenVault.NotTheHub.selector, address(this)));
        vault.push(ALICE, 1);
        vm.expectRevert(abi.encodeWithSelector(TokenVault.NotTheHub.selector, address(this)));
        vault.pull(ALICE, 1);
    }

    /// @notice Whatever is claimed in whatever order, an account gets its largest total and no more.
    function testFuzz_payOut_pays_the_largest_total(uint16[8] calldata totals) public {
        uint256 largest = 0;
        for (uint256 i = 0; i < totals.length; i++) {
            uint256 total = totals[i] % 1_001;
            rollup.payOut(3, ALICE, address(good), total, ALICE);
            if (total > largest) largest = total;
        }
        assertEq(good.balanceOf(ALICE), largest);
        assertEq(hub.escrow(address(rollup), address(good)), 1_000 - largest);
    }

    function _newRollup(address token, uint256 floor) private returns (RollupActor) {
        address[] memory tokens = new address[](1);
        tokens[0] = token;
        return new RollupActor(hub, tokens, floor, 0, DAY);
    }

    function _depositGood(RollupActor r, uint256 amount) private {
        good.mint(ALICE, amount);
        _approve(good, r, amount);
        r.deposit(address(good), ALICE, amount);
    }

    function _approve(GoodToken token, RollupActor r, uint256 amount) private {
        address vault = hub.vaultOf(address(r), address(token));
        vm.prank(ALICE);
        token.approve(vault, amount);
    }
}
