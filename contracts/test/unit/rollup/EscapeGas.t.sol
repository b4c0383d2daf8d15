// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {AccountLeaf} from "../../../src/interfaces/IStateHasher.sol";
import {Header} from "../../../src/types/Header.sol";
import {RollupGasFixture} from "../../utils/RollupGasFixture.sol";

/// @notice Gas of the way out of a frozen rollup, as budgets: everybody has to be able to afford it.
contract RollupEscapeGasTest is RollupGasFixture {
    IRollup.AccountProof private etherProof;
    IRollup.AccountProof private tokenProof;

    function setUp() public override {
        super.setUp();
        vm.startPrank(ALICE);
        rollup.deposit{value: 1 ether}(0, 1 ether, ALICE, 0, 0, 0);
        rollup.deposit(1, 500, ALICE, 0, 0, 0);
        rollup.deposit{value: 1 ether}(0, 1 ether, ALICE, 0, 0, 0);
        vm.stopPrank();
        tree.set(1, _account(ALICE, 0));
        tree.set(2, _account(ALICE, 1));
        tree.set(INDEX, _account(BOB, 0));
        tree.set(INDEX + 64, _account(BOB, 1));
        (etherProof, tokenProof) = (_prove(INDEX, _account(BOB, 0)), _prove(INDEX + 64, _account(BOB, 1)));
        Header memory last = _commitNext(_genesis(), 2, 1024, tree.root());
        _finalise(last);
        rollup.freeze();
        // The first payout of a token makes the slots of its quota.
        rollup.escape(_prove(1, _account(ALICE, 0)), address(0));
        rollup.escape(_prove(2, _account(ALICE, 1)), address(0));
    }

    /// @custom:invariant iEXI-001
    function test_gas_of_escape_ofEther() public {
        _measure("escape of ETH", BOB, 0, abi.encodeCall(IRollup.escape, (etherProof, address(0))));
        assertEq(BOB.balance, 1 + 12);
    }

    /// @custom:invariant iEXI-001
    function test_gas_of_escape_ofAToken() public {
        _measure("escape of an ERC-20", BOB, 0, abi.encodeCall(IRollup.escape, (tokenProof, address(0))));
        assertEq(good.balanceOf(BOB), 1 + 12);
    }

    function test_gas_of_refundDeposit_ofEther() public {
        IRollup.QueueItem memory item = IRollup.QueueItem(1, ALICE, 0, 0, 0, 1 ether, 0, 0);
        _measure("refundDeposit of ETH", WATCHER, 0, abi.encodeCall(IRollup.refundDeposit, (2, item)));
    }

    function test_gas_of_refundDeposit_ofAToken() public {
        IRollup.QueueItem memory item = IRollup.QueueItem(1, ALICE, 1, 0, 0, 500, 0, 0);
        _measure("refundDeposit of an ERC-20", WATCHER, 0, abi.encodeCall(IRollup.refundDeposit, (3, item)));
    }

    function _account(address owner, uint8 token) private pure returns (AccountLeaf memory) {
        return AccountLeaf(owner, token, 1, 5, 7, KEY_X, KEY_Y);
    }
}
