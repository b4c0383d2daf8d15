// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IClaimIssuer} from "../../src/interfaces/IClaimIssuer.sol";
import {IRollup} from "../../src/interfaces/IRollup.sol";
import {ClaimIssuer} from "../../src/solvency/ClaimIssuer.sol";
import {ClaimToken} from "../../src/solvency/ClaimToken.sol";
import {Targets} from "../utils/Targets.sol";
import {RollupHandler} from "./Rollup.t.sol";

/// @notice The people of `RollupHandler` with receipts. Token 1 comes in for the issuer alone, so all of it on the rollup is the issuer's.
contract ClaimIssuerHandler is RollupHandler {
    ClaimIssuer public issuer;
    ClaimToken public claims;
    uint256 public gifts;
    uint256 private _strangers;
    uint256 private _redemptions;

    constructor() payable {
        issuer = new ClaimIssuer(rollup, 1, "Claim", "c");
        claims = ClaimToken(issuer.token());
        _keyless = address(issuer);
    }

    /* PEOPLE */

    /// @notice Few, since there is room for eight deposits in all.
    function depositEther(uint256 who, uint8 amount, uint32 hint) external {
        if (_strangers++ < 2) this.deposit(who, false, amount, hint, who);
    }

    function issue(uint256 who, uint8 amount, uint32 hint) external {
        (address from, uint256 value, uint32 account) = (_person(who), bound(amount, 1, 255), 8 + hint % 8);
        _fund(from, issuer.inlet(), value);
        vm.prank(from);
        try issuer.deposit(value, account) returns (uint64 item, uint256 issued) {
            assertEq(item, _items.length);
            assertEq(issued, value);
            _items.push(IRollup.QueueItem(1, address(issuer), 1, account, 0, uint128(value), 0, 0));
        } catch {
            assertTrue(rollup.isFrozen() || _items.length >= 8, "a deposit is refused for a reason");
        }
    }

    /// @notice A deposit in the issuer's name that asks for no receipt.
    function give(uint256 who, uint8 amount, uint32 hint) external {
        if (gifts != 0) return;
        (address from, uint256 value) = (_person(who), bound(amount, 1, 255));
        _fund(from, hub.vaultOf(address(rollup), address(good)), value);
        vm.prank(from);
        try rollup.deposit(1, value, address(issuer), hint % 16, 0, 0) {
            gifts += value;
            _items.push(IRollup.QueueItem(1, address(issuer), 1, hint % 16, 0, uint128(value), 0, 0));
        } catch {
            assertTrue(rollup.isFrozen() || _items.length >= 8, "a deposit is refused for a reason");
        }
    }

    function redeem(uint256 who, uint256 amount) public {
        address from = _person(who);
        uint256 most = claims.balanceOf(from);
        if (most == 0) return;
        vm.startPrank(from);
        claims.approve(address(issuer), most);
        assertEq(issuer.redeem(bound(amount, 1, most)), _redemptions++);
        vm.stopPrank();
    }

    function exit(uint256 who, uint32 index) public {
        address from = _person(who);
        vm.deal(from, from.balance + 1 ether);
        vm.prank(from);
        try issuer.exit{value: 1 ether}(index % 16) {
            _items.push(IRollup.QueueItem(3, address(issuer), 0, index % 16, 0, 0, 0, 0));
        } catch (bytes memory answer) {
            bytes4 reason = bytes4(answer);
            assertTrue(
                reason == IClaimIssuer.ExitUnderWay.selector || reason == IRollup.QueueFull.selector
                    || reason == IRollup.Frozen.selector,
                "an exit is refused for a reason"
            );
        }
    }

    /// @notice Pays a redemption, and no more than what came in beyond those before it.
    function pay(uint256 number) public {
        if (_redemptions == 0) return;
        number %= _redemptions;
        IClaimIssuer.Redemption memory before = issuer.redemptionOf(number);
        uint256 reached = issuer.received() < before.to ? issuer.received() : before.to;
        uint256 held = good.balanceOf(before.owner);
        try issuer.pay(number, address(0)) returns (uint256 amount) {
            assertEq(amount, reached - before.from);
            assertEq(good.balanceOf(before.owner), held + amount);
        } catch {
            assertTrue(reached <= before.from, "what is here is paid");
        }
    }

    /* WHAT MUST HOLD */

    function owedToHolders() external view returns (uint256) {
        return claims.totalSupply() + issuer.redeemed() - issuer.paid();
    }

    /// @notice On the rollup and in its queue, waiting in the hub, and here.
    function backing() external view returns (uint256) {
        (uint256 waiting,) = hub.waiting(address(rollup), address(good));
        return this.owed(1) + waiting + good.balanceOf(address(issuer));
    }

    /// @notice Everybody redeems everything, the position leaves the rollup, and all are paid.
    function allLeave() external {
        for (uint256 who = 0; who < PEOPLE; who++) {
            redeem(who, claims.balanceOf(_person(who)));
        }
        this.watch();
        while (_batches.length > 1) {
            this.finalise();
        }
        if (rollup.isFrozen()) {
            for (uint64 number = _batches[0].header.queueEnd; number < _items.length; number++) {
                this.refund(number);
            }
        } else {
            _serve();
            for (uint32 index = 8; index < 16; index++) {
                exit(0, index);
            }
            _serve();
        }
        for (uint32 index = 8; index < 16; index++) {
            this.claim(index);
            this.escape(index);
        }
        (uint256 waiting,) = hub.waiting(address(rollup), address(good));
        for (uint256 day = 0; waiting > 0; day++) {
            assertTrue(day < 200, "the quota lets everything out in time");
            vm.warp(block.timestamp + 1 days);
            this.process(true, 255);
            (waiting,) = hub.waiting(address(rollup), address(good));
        }
        for (uint256 number = _redemptions; number > 0; number--) {
            pay(number - 1);
        }
    }

    function _serve() private {
        this.commit(uint8(_items.length - _batches[0].header.queueEnd), 0, false);
        this.finalise();
    }

    function _fund(address from, address spender, uint256 value) private {
        good.mint(from, value);
        vm.prank(from);
        good.approve(spender, value);
    }
}

contract ClaimIssuerInvariant is Targets {
    ClaimIssuerHandler private handler;

    function setUp() public {
        handler = new ClaimIssuerHandler{value: 20_000 ether}();
    }

    function _handler() internal view override returns (address) {
        return address(handler);
    }

    function _selectors() internal pure override returns (bytes4[] memory selectors) {
        selectors = new bytes4[](15);
        (selectors[0], selectors[1]) = (ClaimIssuerHandler.issue.selector, ClaimIssuerHandler.redeem.selector);
        (selectors[2], selectors[3]) = (ClaimIssuerHandler.exit.selector, ClaimIssuerHandler.pay.selector);
        (selectors[4], selectors[5]) = (ClaimIssuerHandler.give.selector, ClaimIssuerHandler.depositEther.selector);
        (selectors[6], selectors[7]) = (RollupHandler.claim.selector, RollupHandler.process.selector);
        (selectors[8], selectors[9]) = (RollupHandler.commit.selector, RollupHandler.watch.selector);
        (selectors[10], selectors[11]) = (RollupHandler.finalise.selector, RollupHandler.wait.selector);
        (selectors[12], selectors[13]) = (RollupHandler.freeze.selector, RollupHandler.escape.selector);
        selectors[14] = RollupHandler.refund.selector;
    }

    /// @custom:invariant iCLM-001
    function invariant_receipts_and_redemptions_are_covered_to_the_unit() external view {
        assertEq(handler.backing(), handler.owedToHolders() + handler.gifts());
    }

    /// @notice However a run ended, all holders get out all they hold.
    /// @custom:invariant iCLM-001
    function afterInvariant() external {
        handler.allLeave();
        assertEq(handler.owedToHolders(), 0);
        assertEq(handler.backing(), handler.gifts());
    }
}
