// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SettlementHub} from "../../src/SettlementHub.sol";
import {RollupActor} from "../utils/RollupActor.sol";
import {Test} from "../utils/Test.sol";
import {GoodToken} from "../utils/Tokens.sol";

/// @notice The hub keeps what was used of a quota, packed with the escrow. The oracle keeps what is left, as docs/spec/hub.md says it.
contract OutflowQuotaTest is Test {
    address private constant ALICE = address(0xa11ce);
    uint256 private constant FLOOR = 1_000;
    uint256 private constant SHARE = 1_000;
    uint256 private constant PERIOD = 1 days;

    struct Bucket {
        uint256 size;
        uint256 left;
        uint256 updatedAt;
    }

    SettlementHub private hub = new SettlementHub();
    GoodToken private token = new GoodToken();
    RollupActor private rollup;
    Bucket private bucket;

    function setUp() public {
        rollup = _newRollup(FLOOR);
        _deposit(20_000);
    }

    /// @custom:invariant iSOL-002
    function testFuzz_quotaLeft_isThatOfTheBucketWrittenOut(uint64[16] calldata steps) public {
        for (uint256 i = 0; i < steps.length; i++) {
            uint256 amount = steps[i] >> 8;
            vm.warp(block.timestamp + amount % 1 hours);
            if (steps[i] % 4 == 0) {
                _deposit(1 + amount % 10_000);
                continue;
            }
            (uint256 waiting, uint256 entries) = hub.waiting(address(rollup), address(token));
            uint256 before = hub.escrow(address(rollup), address(token));
            if (steps[i] % 4 == 1) {
                hub.processPayouts(address(rollup), address(token), amount % 4);
            } else if (before > waiting) {
                uint256 most = before - waiting < 3_000 ? before - waiting : 3_000;
                rollup.payOut(uint32(i), ALICE, address(token), 1 + amount % most, ALICE);
            } else {
                continue;
            }
            _refresh(before, entries == 0);
            bucket.left -= before - hub.escrow(address(rollup), address(token));
            assertEq(hub.quotaLeft(address(rollup), address(token)), _leftNow());
        }
    }

    function test_register_withAFloorAboveAllEscrow_isNoLimit() public {
        rollup = _newRollup(type(uint256).max);
        _deposit((1 << 119) - 1);
        assertEq(hub.quotaLeft(address(rollup), address(token)), type(uint128).max);
        rollup.payOut(0, ALICE, address(token), 1 << 118, ALICE);
        assertEq(token.balanceOf(ALICE), 1 << 118);
        assertEq(hub.quotaLeft(address(rollup), address(token)), type(uint128).max - (1 << 118));
    }

    /// @notice The largest numbers that the packed words hold, side by side.
    function test_payOut_ofAFullEscrow_leavesItsNeighboursInTheWordAlone() public {
        rollup = _newRollup(1);
        uint256 all = (1 << 120) - 1;
        _deposit(all);
        rollup.payOut(0, ALICE, address(token), all, ALICE);
        uint256 quota = all / 10;
        assertEq(hub.escrow(address(rollup), address(token)), all - quota);
        (uint256 waiting, uint256 entries) = hub.waiting(address(rollup), address(token));
        assertEq(waiting, all - quota);
        assertEq(entries, 1);
        assertEq(hub.quotaLeft(address(rollup), address(token)), 0);
        vm.warp(block.timestamp + PERIOD);
        assertEq(hub.processPayouts(address(rollup), address(token), 1), quota);
        assertEq(token.balanceOf(ALICE), 2 * quota);
    }

    /// @dev What is left now, if nobody looks: the hub's view resizes where nothing waits.
    function _leftNow() private returns (uint256) {
        (, uint256 entries) = hub.waiting(address(rollup), address(token));
        Bucket memory kept = bucket;
        _refresh(hub.escrow(address(rollup), address(token)), entries == 0);
        uint256 left = bucket.left;
        bucket = kept;
        return left;
    }

    function _refresh(uint256 escrow, bool isQuiet) private {
        if (isQuiet) {
            uint256 size = escrow * SHARE / 10_000;
            if (size < FLOOR) size = FLOOR;
            uint256 used = bucket.size - bucket.left;
            bucket.left = size > used ? size - used : 0;
            bucket.size = size;
        }
        uint256 elapsed = block.timestamp - bucket.updatedAt;
        bucket.left += elapsed >= PERIOD ? bucket.size : bucket.size * elapsed / PERIOD;
        if (bucket.left > bucket.size) bucket.left = bucket.size;
        bucket.updatedAt = block.timestamp;
    }

    function _newRollup(uint256 floor) private returns (RollupActor) {
        address[] memory tokens = new address[](1);
        tokens[0] = address(token);
        return new RollupActor(hub, tokens, floor, uint16(SHARE), uint64(PERIOD));
    }

    function _deposit(uint256 amount) private {
        token.mint(ALICE, amount);
        address vault = hub.vaultOf(address(rollup), address(token));
        vm.prank(ALICE);
        token.approve(vault, amount);
        rollup.deposit(address(token), ALICE, amount);
    }
}
