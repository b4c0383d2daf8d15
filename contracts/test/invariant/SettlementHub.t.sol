// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SettlementHub} from "../../src/SettlementHub.sol";
import {RollupActor} from "../utils/RollupActor.sol";
import {Test} from "../utils/Test.sol";
import {GoodToken} from "../utils/Tokens.sol";

/// @notice Two rollups, one of which claims whatever it likes; what each put in and got out is counted beside the hub.
contract HubHandler is Test {
    SettlementHub public hub = new SettlementHub();
    GoodToken public token = new GoodToken();
    RollupActor[2] public rollups;
    uint256[2] public deposited;

    constructor() {
        address[] memory tokens = new address[](1);
        tokens[0] = address(token);
        for (uint256 i = 0; i < 2; i++) {
            rollups[i] = new RollupActor(hub, tokens, 1_000, 1_000, 1 days);
        }
    }

    function deposit(uint256 which, uint256 amount) external {
        (RollupActor r, uint256 i) = _pick(which);
        amount = bound(amount, 1, 1e6);
        address from = address(this);
        token.mint(from, amount);
        token.approve(hub.vaultOf(address(r), address(token)), amount);
        deposited[i] += r.deposit(address(token), from, amount);
    }

    function claim(uint256 which, uint8 index, uint256 total) external {
        (RollupActor r,) = _pick(which);
        try r.payOut(index, address(1), address(token), bound(total, 0, 1e6), _recipient(which)) {} catch {}
    }

    function process(uint256 which, uint8 entries) external {
        (RollupActor r,) = _pick(which);
        hub.processPayouts(address(r), address(token), entries);
    }

    function move(uint256 which, uint256 amount) external {
        (RollupActor r, uint256 i) = _pick(which);
        amount = bound(amount, 0, 1e5);
        try r.transferLedger(address(rollups[1 - i]), address(token), amount) {
            deposited[i] -= amount;
            deposited[1 - i] += amount;
        } catch {}
    }

    function wait(uint32 time) external {
        vm.warp(block.timestamp + time % 2 days);
    }

    function paid(uint256 i) external view returns (uint256) {
        return token.balanceOf(_recipient(i));
    }

    function _pick(uint256 which) private view returns (RollupActor, uint256) {
        return (rollups[which % 2], which % 2);
    }

    function _recipient(uint256 which) private pure returns (address) {
        return address(uint160(0x1000 + which % 2));
    }
}

contract SettlementHubInvariant is Test {
    HubHandler private handler;

    function setUp() public {
        handler = new HubHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @custom:invariant iSOL-002
    function invariant_no_rollup_is_paid_more_than_its_own() external view {
        for (uint256 i = 0; i < 2; i++) {
            address rollup = address(handler.rollups(i));
            address token = address(handler.token());
            uint256 escrow = handler.hub().escrow(rollup, token);
            assertEq(handler.paid(i) + escrow, handler.deposited(i));
            assertEq(handler.token().balanceOf(handler.hub().vaultOf(rollup, token)), escrow);
            (uint256 waiting,) = handler.hub().waiting(rollup, token);
            assertTrue(waiting <= escrow, "what waits is covered");
        }
    }
}
