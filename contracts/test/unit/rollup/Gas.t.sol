// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {AccountLeaf} from "../../../src/interfaces/IStateHasher.sol";
import {Header} from "../../../src/types/Header.sol";
import {Profile} from "../../../src/types/Profile.sol";
import {RollupFixture} from "../../utils/RollupFixture.sol";
import {SmallTree} from "../../utils/SmallTree.sol";

/// @notice Gas of a rollup of depth 12 as budgets. Execution only: a transaction adds 21,000, and 16 for each byte of its data that is not zero, 4 for others.
contract RollupGasTest is RollupFixture {
    uint32 private constant INDEX = 0x123456;

    SmallTree private tree = new SmallTree(12);
    Header private genesis;

    function _profile() internal pure override returns (Profile memory p) {
        p = super._profile();
        (p.depth, p.maxOpenItems) = (12, 1024);
    }

    function setUp() public override {
        super.setUp();
        genesis = rollup.genesis();
        vm.deal(ALICE, 100 ether);
        vm.deal(BOB, 1);
        good.mint(ALICE, 1 ether);
        good.mint(BOB, 1);
        address vault = hub.vaultOf(address(rollup), address(good));
        vm.prank(ALICE);
        good.approve(vault, 1 ether);
    }

    function test_gas_of_deposits() public {
        vm.startPrank(ALICE);
        rollup.deposit{value: 1}(0, 1, ALICE, 0, 0, 0);
        vm.snapshotGasLastCall("Rollup", "deposit of ETH, the first of all");
        rollup.deposit{value: 1}(0, 1, ALICE, 0, 0, 0);
        vm.snapshotGasLastCall("Rollup", "deposit of ETH");
        rollup.deposit(1, 1, ALICE, 0, 0, 0);
        vm.snapshotGasLastCall("Rollup", "deposit of an ERC-20, the first of all");
        rollup.deposit(1, 1, ALICE, 0, KEY_X, KEY_Y);
        vm.snapshotGasLastCall("Rollup", "deposit of an ERC-20 with a key");
    }

    function test_gas_of_forced_operations() public {
        vm.startPrank(ALICE);
        rollup.forceExit{value: 1 ether}(0);
        vm.snapshotGasLastCall("Rollup", "forceExit, the first of all");
        rollup.forceExit{value: 1 ether}(0);
        vm.snapshotGasLastCall("Rollup", "forceExit");
        rollup.forceKey{value: 1 ether}(0, KEY_X, KEY_Y);
        vm.snapshotGasLastCall("Rollup", "forceKey");
    }

    function test_gas_of_a_batch() public {
        _depositEther(ALICE, 1);
        _depositEther(ALICE, 1);
        Header memory header = _commitNext(genesis, 1, 1024, 1);
        vm.snapshotGasLastCall("Rollup", "commit of 1 blob, the first of all");
        Header memory second = _commitNext(header, 0, 1024, 2);
        vm.snapshotGasLastCall("Rollup", "commit of 1 blob");
        Header memory third = _commitNext(second, 1, 6144, 3);
        vm.snapshotGasLastCall("Rollup", "commit of 6 blobs");
        vm.warp(block.timestamp + 8 days);
        rollup.finalise(header);
        rollup.finalise(second);
        vm.snapshotGasLastCall("Rollup", "finalise");
        verifier.setWrong(3);
        vm.prank(WATCHER);
        rollup.proveFraud(third, second, _proof(20, 0));
        vm.snapshotGasLastCall("Rollup", "proveFraud without its verifier's work");
    }

    function test_gas_of_a_claim() public {
        AccountLeaf memory ether_ = AccountLeaf(BOB, 0, 1, 2 ether, 1 ether, KEY_X, KEY_Y);
        AccountLeaf memory token = AccountLeaf(BOB, 1, 1, 2, 1, KEY_X, KEY_Y);
        _depositEther(ALICE, 5 ether);
        vm.prank(ALICE);
        rollup.deposit(1, 1_000, ALICE, 0, 0, 0);
        tree.set(INDEX, ether_);
        tree.set(INDEX + 64, token);
        _finaliseTree(genesis);
        IRollup.AccountProof memory proof = _prove(INDEX, ether_);
        uint256 root = tree.root();
        rollup.claim(root, proof, address(0));
        vm.snapshotGasLastCall("Rollup", "claim of ETH at depth 12");
        proof = _prove(INDEX + 64, token);
        rollup.claim(root, proof, address(0));
        vm.snapshotGasLastCall("Rollup", "claim of an ERC-20 at depth 12");
    }

    function test_gas_of_an_escape() public {
        AccountLeaf memory account = AccountLeaf(BOB, 0, 1, 2 ether, 1 ether, KEY_X, KEY_Y);
        _depositEther(ALICE, 5 ether);
        tree.set(INDEX, account);
        _finaliseTree(genesis);
        _depositEther(ALICE, 1);
        vm.warp(block.timestamp + 6 days);
        rollup.freeze();
        IRollup.AccountProof memory proof = _prove(INDEX, account);
        rollup.escape(proof, address(0));
        vm.snapshotGasLastCall("Rollup", "escape at depth 12");
        rollup.refundDeposit(1, IRollup.QueueItem(1, ALICE, 0, 0, 0, 1, 0, 0));
        vm.snapshotGasLastCall("Rollup", "refundDeposit");
    }

    /// @notice 64 neighbours, as the accounts that deposits open one after another: the figure is for all of them.
    function test_gas_of_many_claims() public {
        _depositEther(ALICE, 5 ether);
        IRollup.AccountsProof memory proof;
        proof.indices = new uint32[](64);
        proof.accounts = new AccountLeaf[](64);
        for (uint32 i = 0; i < 64; i++) {
            address owner = address(uint160(0xbeef0000 + i));
            vm.deal(owner, 1);
            proof.indices[i] = 4 ** 12 - 64 + i;
            proof.accounts[i] = AccountLeaf(owner, 0, i, 1_000, 1 + i, KEY_X, KEY_Y);
            tree.set(proof.indices[i], proof.accounts[i]);
        }
        _finaliseTree(genesis);
        proof.siblings = tree.siblingsOf(proof.indices);
        (proof.feeRoot, proof.counters) = (tree.feeRoot(), tree.counters());
        uint256 root = tree.root();
        rollup.claimMany(root, proof);
        vm.snapshotGasLastCall("Rollup", "claimMany of ETH, 64 neighbours at depth 12");
        assertEq(address(uint160(0xbeef0000 + 63)).balance, 65);
    }

    function _finaliseTree(Header memory parent) private {
        uint32 open = uint32(rollup.queueLength());
        _finalise(_commitNext(parent, open, open + 1, tree.root()));
    }

    function _prove(uint32 index, AccountLeaf memory account) private view returns (IRollup.AccountProof memory) {
        return IRollup.AccountProof(index, account, tree.path(index), tree.feeRoot(), tree.counters());
    }
}
