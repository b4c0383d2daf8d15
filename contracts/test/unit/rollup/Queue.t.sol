// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {ISettlementHub} from "../../../src/interfaces/ISettlementHub.sol";
import {Header} from "../../../src/types/Header.sol";
import {Profile} from "../../../src/types/Profile.sol";
import {RollupFixture} from "../../utils/RollupFixture.sol";
import {FeeToken, HookToken} from "../../utils/Tokens.sol";

/// @notice What gets into the queue, what does not, and what it costs.
contract RollupQueueTest is RollupFixture {
    uint256 private constant R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    function setUp() public override {
        super.setUp();
        vm.deal(ALICE, 100 ether);
        vm.deal(BOB, 100 ether);
    }

    /* DEPOSITS */

    function test_deposit_ofEther_succeeds() public {
        IRollup.QueueItem memory item = IRollup.QueueItem(1, BOB, 0, 7, 0, 5, 0, 0);
        uint256 link = _link(0, item);
        vm.expectEmit(address(rollup));
        emit IRollup.QueueItemAdded(0, BOB, item, link);
        vm.prank(ALICE);
        assertEq(rollup.deposit{value: 5}(0, 5, BOB, 7, 0, 0), 0);
        assertEq(rollup.queueLength(), 1);
        assertEq(rollup.queueLink(0), 0);
        assertEq(rollup.queueLink(1), link);
        assertEq(rollup.enqueuedAt(0), block.timestamp);
        assertEq(hub.escrow(address(rollup), address(0)), 5);
    }

    function test_deposit_withOnesOwnKey_succeeds() public {
        uint256 link = _link(0, IRollup.QueueItem(1, ALICE, 1, 0, 0, 9, KEY_X, KEY_Y));
        _approve(ALICE, 9);
        vm.prank(ALICE);
        rollup.deposit(1, 9, ALICE, 0, KEY_X, KEY_Y);
        assertEq(rollup.queueLink(1), link);
    }

    function test_deposit_withAKeyForSomebodyElse_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotTheOwner.selector, ALICE, BOB));
        vm.prank(ALICE);
        rollup.deposit{value: 1}(0, 1, BOB, 0, KEY_X, KEY_Y);
    }

    function test_lesson1_keys_no_account_can_hold_are_refused() public {
        vm.startPrank(ALICE);
        // Off the curve, the same point plus r, and the orders 1, 2, 4 and 8.
        _expectKeyRefused(KEY_X, KEY_Y + 1);
        _expectKeyRefused(KEY_X + R, KEY_Y);
        _expectKeyRefused(KEY_X, KEY_Y + R);
        _expectKeyRefused(0, 1);
        _expectKeyRefused(0, R - 1);
        _expectKeyRefused(0x8d51ccce760304d0ec030002760300000001000000000000, 0);
        _expectKeyRefused(R - 0x8d51ccce760304d0ec030002760300000001000000000000, 0);
        _expectKeyRefused(
            0x71d4df38ba9e7973eaaae086a16618d17aa41ac43dae8582d92e6a7927200d43,
            0x4958bdb21966982e16a13035ad4d72669106ee90f384a4a1ff0d2068eff496dd
        );
        _expectKeyRefused(type(uint256).max, 0);
    }

    function test_deposit_forNobody_reverts() public {
        vm.expectRevert(IRollup.ZeroAddress.selector);
        rollup.deposit{value: 1}(0, 1, address(0), 0, 0, 0);
    }

    function test_deposit_ofNothing_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.NothingReceived.selector, address(0)));
        rollup.deposit(0, 0, ALICE, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.NothingReceived.selector, address(good)));
        rollup.deposit(1, 0, ALICE, 0, 0, 0);
    }

    function test_deposit_ofAnUnlistedToken_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoSuchToken.selector, 2));
        rollup.deposit(2, 1, ALICE, 0, 0, 0);
    }

    function test_lesson1_an_amount_that_no_balance_can_hold_is_refused() public {
        good.mint(ALICE, 1 << 120);
        _approve(ALICE, 1 << 120);
        vm.startPrank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ISettlementHub.EscrowCapReached.selector, rollup, address(good)));
        rollup.deposit(1, 1 << 120, ALICE, 0, 0, 0);
        rollup.deposit(1, (1 << 120) - 1, ALICE, 0, 0, 0);
    }

    function test_deposit_ofATokenThatTakesAFee_queues_what_arrived() public {
        FeeToken token = new FeeToken();
        address[] memory tokens = new address[](1);
        tokens[0] = address(token);
        rollup = _deploy(_profile(), tokens);
        token.mint(ALICE, 1_000);
        address vault = hub.vaultOf(address(rollup), address(token));
        vm.startPrank(ALICE);
        token.approve(vault, 1_000);
        rollup.deposit(0, 1_000, ALICE, 0, 0, 0);
        assertEq(rollup.queueLink(1), _link(0, IRollup.QueueItem(1, ALICE, 0, 0, 0, 990, 0, 0)));
    }

    function test_deposit_ofATokenThatCallsBack_keeps_the_order() public {
        HookToken token = new HookToken();
        address[] memory tokens = new address[](2);
        tokens[0] = address(token);
        rollup = _deploy(_profile(), tokens);
        token.mint(ALICE, 10);
        token.setHook(address(rollup), abi.encodeCall(IRollup.deposit, (1, 0, ALICE, 0, 0, 0)));
        address vault = hub.vaultOf(address(rollup), address(token));
        vm.startPrank(ALICE);
        token.approve(vault, 10);
        rollup.deposit(0, 10, ALICE, 0, 0, 0);
        assertTrue(!token.lastCallSucceeded(), "the hub is locked");
        assertEq(rollup.queueLength(), 1);
        assertEq(rollup.queueLink(1), _link(0, IRollup.QueueItem(1, ALICE, 0, 0, 0, 10, 0, 0)));
    }

    function test_lesson1_a_deposit_that_finds_no_account_is_refused() public {
        Profile memory p = _profile();
        (p.depth, p.maxOpenItems) = (1, 100);
        rollup = _deploy(p, _tokens());
        _depositEther(ALICE, 1);
        _depositEther(ALICE, 1);
        vm.prank(ALICE);
        rollup.forceExit{value: 1 ether}(0);
        vm.expectRevert(abi.encodeWithSelector(IRollup.TooManyDeposits.selector, 2));
        rollup.deposit{value: 1}(0, 1, ALICE, 0, 0, 0);
    }

    /* FORCED OPERATIONS */

    function test_force_authorises_by_sender() public {
        IRollup.QueueItem[3] memory items = [
            IRollup.QueueItem(2, ALICE, 0, 3, 15, (1 << 120) - 1, 0, 0),
            IRollup.QueueItem(3, ALICE, 0, 4, 0, 0, 0, 0),
            IRollup.QueueItem(4, ALICE, 0, 5, 0, 0, KEY_X, KEY_Y)
        ];
        vm.startPrank(ALICE);
        rollup.forceTransfer{value: 1 ether}(3, 15, (1 << 120) - 1);
        rollup.forceExit{value: 1 ether}(4);
        rollup.forceKey{value: 1 ether}(5, KEY_X, KEY_Y);
        uint256 link = 0;
        for (uint64 i = 0; i < 3; i++) {
            link = _link(link, items[i]);
            assertEq(rollup.queueLink(i + 1), link);
        }
        // 1, 2 and 3 fees; the rest came back.
        assertEq(ALICE.balance, 100 ether - 6e15);
    }

    function test_lesson1_forced_operations_out_of_range_are_refused() public {
        vm.startPrank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IRollup.IndexOutOfRange.selector, 64));
        rollup.forceExit{value: 1 ether}(64);
        vm.expectRevert(abi.encodeWithSelector(IRollup.IndexOutOfRange.selector, 64));
        rollup.forceTransfer{value: 1 ether}(64, 0, 1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.IndexOutOfRange.selector, type(uint32).max));
        rollup.forceTransfer{value: 1 ether}(0, type(uint32).max, 1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.AmountOutOfRange.selector, uint256(1) << 120));
        rollup.forceTransfer{value: 1 ether}(0, 1, 1 << 120);
        vm.expectRevert(abi.encodeWithSelector(IRollup.IndexOutOfRange.selector, 64));
        rollup.forceKey{value: 1 ether}(64, KEY_X, KEY_Y);
        vm.expectRevert(abi.encodeWithSelector(IRollup.InvalidKey.selector, uint256(0), uint256(0)));
        rollup.forceKey{value: 1 ether}(0, 0, 0);
    }

    function test_force_belowTheFee_reverts() public {
        vm.startPrank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IRollup.FeeTooLow.selector, 1e15 - 1, 1e15));
        rollup.forceExit{value: 1e15 - 1}(0);
        rollup.forceExit{value: 1e15}(0);
        vm.expectRevert(abi.encodeWithSelector(IRollup.FeeTooLow.selector, 1e15, 2e15));
        rollup.forceExit{value: 1e15}(0);
    }

    function test_lesson2_deposits_do_not_raise_the_price_of_leaving() public {
        for (uint256 i = 0; i < 8; i++) {
            assertEq(rollup.forcedFee(), 1e15);
            _depositEther(BOB, 1);
        }
        vm.expectRevert(abi.encodeWithSelector(IRollup.QueueFull.selector, 8));
        rollup.deposit{value: 1}(0, 1, BOB, 0, 0, 0);
        vm.prank(ALICE);
        rollup.forceExit{value: 1e15}(0);
    }

    function test_lesson2_queue_spam_costs_more_with_each_item_and_passes() public {
        uint256 before = BOB.balance;
        for (uint256 i = 0; i < 8; i++) {
            vm.prank(BOB);
            rollup.forceExit{value: 1 ether}(0);
        }
        assertEq(before - BOB.balance, 1e15 * 8 * 9 / 2);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IRollup.QueueFull.selector, 8));
        rollup.forceExit{value: 1 ether}(0);

        // Each batch has to take what is due, and makes room.
        vm.warp(block.timestamp + 6 hours);
        _commitNext(_genesis(), 4, 4, 1);
        assertEq(rollup.forcedFee(), 5e15);
        vm.prank(ALICE);
        rollup.forceExit{value: 5e15}(0);
    }

    function test_forcedFee_counts_what_waits_behind_mixed_items() public {
        _depositEther(BOB, 1);
        _force(BOB);
        _depositEther(BOB, 1);
        _force(BOB);
        (uint256 deposits, uint256 forced) = rollup.openItems();
        assertEq(deposits, 2);
        assertEq(forced, 2);
        Header memory header = _genesis();
        uint8[4] memory forcedLeft = [2, 1, 1, 0];
        for (uint256 i = 0; i < 4; i++) {
            header = _commitNext(header, 1, 1, i);
            (deposits, forced) = rollup.openItems();
            assertEq(forced, forcedLeft[i]);
            assertEq(deposits, 3 - i - forced);
        }
    }

    function test_force_withEtherNobodyTakesBack_reverts() public {
        vm.deal(address(good), 1 ether);
        vm.prank(address(good));
        vm.expectRevert(abi.encodeWithSelector(IRollup.EtherRefused.selector, address(good)));
        rollup.forceExit{value: 1 ether}(0);
    }

    function test_enqueuedAt_and_queueLink_ofItemsThatAreNotThere_revert() public {
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoSuchItem.selector, 0));
        rollup.enqueuedAt(0);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoSuchItem.selector, 1));
        rollup.queueLink(1);
    }

    /// @notice Times and counts are packed three to a slot: each stays its own.
    function testFuzz_times_stay_their_own(uint16[7] calldata gaps, uint8 forced) public {
        uint256[7] memory times;
        for (uint256 i = 0; i < 7; i++) {
            vm.warp(block.timestamp + gaps[i]);
            times[i] = block.timestamp;
            if (forced >> i & 1 == 1) _force(BOB);
            else _depositEther(BOB, 1);
        }
        for (uint64 i = 0; i < 7; i++) {
            assertEq(rollup.enqueuedAt(i), times[i]);
        }
    }

    function _force(address who) private {
        vm.prank(who);
        rollup.forceExit{value: 1 ether}(0);
    }

    function _approve(address owner, uint256 amount) private {
        if (good.balanceOf(owner) < amount) good.mint(owner, amount);
        address vault = hub.vaultOf(address(rollup), address(good));
        vm.prank(owner);
        good.approve(vault, amount);
    }

    function _expectKeyRefused(uint256 x, uint256 y) private {
        vm.expectRevert(abi.encodeWithSelector(IRollup.InvalidKey.selector, x, y));
        rollup.deposit{value: 1}(0, 1, ALICE, 0, x, y);
    }

    function _link(uint256 link, IRollup.QueueItem memory item) private view returns (uint256) {
        uint256 packed = uint256(item.kind) * 2 ** 232 + uint256(uint160(item.owner)) * 2 ** 72 + uint256(item.token)
            * 2 ** 64 + uint256(item.from) * 2 ** 32 + item.to;
        return hasher.queueLink(link, packed, item.amount, item.keyX, item.keyY);
    }
}
