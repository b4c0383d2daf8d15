// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {AccountLeaf} from "../../../src/interfaces/IStateHasher.sol";
import {Header} from "../../../src/types/Header.sol";
import {RollupFixture} from "../../utils/RollupFixture.sol";
import {SmallTree} from "../../utils/SmallTree.sol";
import {BlockingToken, FalseToken, GoodToken, HookToken, SilentToken} from "../../utils/Tokens.sol";

/// @notice ERC-20s that misbehave, all the way through a rollup: in by a deposit, out by a claim.
contract RollupTokensTest is RollupFixture {
    uint128 private constant MOST = (1 << 120) - 1;

    SmallTree private tree = new SmallTree(3);

    function test_aTokenThatReturnsNothing_comes_in_and_out() public {
        SilentToken token = new SilentToken();
        _rollupOf(address(token));
        token.mint(ALICE, 10);
        vm.prank(ALICE);
        rollup.deposit(0, 10, ALICE, 0, 0, 0);
        assertEq(_claim(10), 10);
        assertEq(token.balanceOf(ALICE), 10);
    }

    function test_aTokenWithHugeDecimals_comes_in_and_out_whole() public {
        GoodToken token = new GoodToken();
        _rollupOf(address(token));
        _deposit(token, MOST);
        assertEq(_claim(MOST), MOST);
        assertEq(token.balanceOf(ALICE), MOST / 10);
        for (uint256 day = 0; token.balanceOf(ALICE) < MOST; day++) {
            // The quota was sized by a share of the escrow when nothing waited; a whole exit ends.
            assertTrue(day < 20, "the quota lets everything out in time");
            vm.warp(block.timestamp + 1 days);
            hub.processPayouts(address(rollup), address(token), 1);
        }
    }

    function test_aBlockedOwner_collects_later_and_elsewhere() public {
        BlockingToken token = new BlockingToken();
        _rollupOf(address(token));
        _deposit(token, 10);
        token.setBlocked(ALICE, true);
        assertEq(_claim(10), 10);
        assertEq(token.balanceOf(ALICE), 0);
        vm.prank(ALICE);
        hub.collectRefused(address(rollup), address(token), BOB);
        assertEq(token.balanceOf(BOB), 10);
    }

    function test_aTokenThatReturnsFalse_keeps_the_claim() public {
        FalseToken token = new FalseToken();
        _rollupOf(address(token));
        _deposit(token, 10);
        assertEq(_claim(10), 10);
        assertEq(token.balanceOf(hub.vaultOf(address(rollup), address(token))), 10);
        assertEq(hub.claimed(address(rollup), 63, ALICE, address(token)), 10);
    }

    function test_aTokenThatCallsBack_is_paid_once() public {
        HookToken token = new HookToken();
        _rollupOf(address(token));
        _deposit(token, 20);
        uint256 root = _finalise(10);
        IRollup.AccountProof memory proof = _proof(10);
        token.setHook(address(rollup), abi.encodeCall(IRollup.claim, (root, proof, ALICE)));
        assertEq(rollup.claim(root, proof, ALICE), 10);
        assertEq(token.balanceOf(ALICE), 10);
        // Inside the transfer everything was paid already, so the second claim had nothing to ask for, or was refused.
        assertEq(hub.escrow(address(rollup), address(token)), 10);
    }

    function test_aTokenThatFreezes_on_the_way_in_leaves_a_deposit_that_is_refused() public {
        HookToken token = new HookToken();
        _rollupOf(address(token));
        _deposit(token, 5);
        vm.warp(block.timestamp + 6 days);
        token.setHook(address(rollup), abi.encodeCall(IRollup.freeze, ()));
        token.mint(ALICE, 5);
        _approve(token, 5);
        vm.prank(ALICE);
        vm.expectRevert(IRollup.Frozen.selector);
        rollup.deposit(0, 5, ALICE, 0, 0, 0);
        assertEq(token.balanceOf(ALICE), 5);
        assertTrue(!rollup.isFrozen(), "the whole transaction is undone");
    }

    function _rollupOf(address token) private {
        address[] memory tokens = new address[](1);
        tokens[0] = token;
        rollup = _deploy(_profile(), tokens);
        rollup.addBond{value: 3 ether}(SEQUENCER);
    }

    function _deposit(GoodToken token, uint256 amount) private {
        token.mint(ALICE, amount);
        _approve(token, amount);
        vm.prank(ALICE);
        rollup.deposit(0, amount, ALICE, 0, 0, 0);
    }

    function _approve(GoodToken token, uint256 amount) private {
        address vault = hub.vaultOf(address(rollup), address(token));
        vm.prank(ALICE);
        token.approve(vault, amount);
    }

    function _claim(uint128 withdrawn) private returns (uint256) {
        uint256 root = _finalise(withdrawn);
        return rollup.claim(root, _proof(withdrawn), ALICE);
    }

    function _finalise(uint128 withdrawn) private returns (uint256 root) {
        tree.set(63, AccountLeaf(ALICE, 0, 0, 0, withdrawn, 0, 0));
        root = tree.root();
        Header memory header = _commitNext(_genesis(), 1, 2, root);
        _finalise(header);
    }

    function _proof(uint128 withdrawn) private view returns (IRollup.AccountProof memory) {
        AccountLeaf memory account = AccountLeaf(ALICE, 0, 0, 0, withdrawn, 0, 0);
        return IRollup.AccountProof(63, account, tree.path(63), tree.feeRoot(), tree.counters());
    }
}
