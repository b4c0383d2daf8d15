// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {AccountLeaf} from "../../../src/interfaces/IStateHasher.sol";
import {Header} from "../../../src/types/Header.sol";
import {RollupGasFixture} from "../../utils/RollupGasFixture.sol";

/// @notice Gas of whole transactions to a rollup of depth 12, as budgets: execution with cold storage, 21,000, and the data. Blobs are apart.
/// @dev Each test makes one call: what `setUp` touched is cold again. Every third item of the queue costs 17,100 more, for a new slot of times.
contract RollupGasTest is RollupGasFixture {
    Header private first;
    Header private second;
    IRollup.AccountProof private etherProof;
    IRollup.AccountProof private tokenProof;
    IRollup.AccountsProof private manyProof;

    function setUp() public override {
        super.setUp();
        rollup.addBond{value: 20 ether}(SEQUENCER);
        vm.startPrank(ALICE);
        rollup.deposit(1, 1_000, ALICE, 0, 0, 0);
        rollup.deposit(1, 1_000, ALICE, 0, 0, 0);
        vm.stopPrank();
        _fillTree();
        first = _commitNext(_genesis(), 3, 1024, tree.root());
        second = _commitNext(first, 0, 1024, 2);
        vm.warp(block.timestamp + 8 days);
        rollup.finalise(first);
        // The first payout of a token makes the slots of its quota.
        rollup.claim(first.newRoot, _prove(1, _account(SEQUENCER, 0, 1)), address(0));
        rollup.claim(first.newRoot, _prove(2, _account(SEQUENCER, 1, 1)), address(0));
    }

    function test_gas_of_deposit_ofEther() public {
        _measure("deposit of ETH", ALICE, 1, abi.encodeCall(IRollup.deposit, (0, 1, ALICE, 0, 0, 0)));
    }

    function test_gas_of_deposit_ofEther_withAKey() public {
        _measure("deposit of ETH with a key", ALICE, 1, abi.encodeCall(IRollup.deposit, (0, 1, ALICE, 0, KEY_X, KEY_Y)));
    }

    function test_gas_of_deposit_ofAToken() public {
        _measure("deposit of an ERC-20", ALICE, 0, abi.encodeCall(IRollup.deposit, (1, 1, ALICE, 0, 0, 0)));
    }

    function test_gas_of_forceExit() public {
        _measure("forceExit", ALICE, 1 ether, abi.encodeCall(IRollup.forceExit, (0)));
    }

    function test_gas_of_forceKey() public {
        _measure("forceKey", ALICE, 1 ether, abi.encodeCall(IRollup.forceKey, (0, KEY_X, KEY_Y)));
    }

    function test_gas_of_commit_ofOneBlob() public {
        Header memory header = _next(second, 1, 1024, 3);
        vm.blobhashes(header.versionedHashes);
        _measure("commit of 1 blob, without its gas", SEQUENCER, 0, abi.encodeCall(IRollup.commit, (header)));
    }

    function test_gas_of_commit_ofSixBlobs() public {
        Header memory header = _next(second, 1, 6144, 3);
        vm.blobhashes(header.versionedHashes);
        _measure("commit of 6 blobs, without their gas", SEQUENCER, 0, abi.encodeCall(IRollup.commit, (header)));
    }

    function test_gas_of_finalise() public {
        _measure("finalise", WATCHER, 0, abi.encodeCall(IRollup.finalise, (second)));
    }

    /// @notice By the head's clock: the fourth item of the queue is in no batch.
    function test_gas_of_freeze() public {
        _measure("freeze", WATCHER, 0, abi.encodeCall(IRollup.freeze, ()));
    }

    function test_gas_of_proveFraud() public {
        verifier.setWrong(2);
        bytes memory data = abi.encodeCall(IRollup.proveFraud, (second, first, _proof(20, 0)));
        _measure("proveFraud without its verifier", WATCHER, 0, data);
    }

    function test_gas_of_claim_ofEther() public {
        bytes memory data = abi.encodeCall(IRollup.claim, (first.newRoot, etherProof, address(0)));
        _measure("claim of ETH", BOB, 0, data);
    }

    function test_gas_of_claim_ofAToken() public {
        bytes memory data = abi.encodeCall(IRollup.claim, (first.newRoot, tokenProof, address(0)));
        _measure("claim of an ERC-20", BOB, 0, data);
    }

    /// @notice 64 neighbours, as the accounts that deposits open one after another.
    function test_gas_of_claimMany() public {
        bytes memory data = abi.encodeCall(IRollup.claimMany, (first.newRoot, manyProof));
        _measure("claimMany of ETH, 64 neighbours", WATCHER, 0, data);
        assertEq(address(uint160(0xbeef0000 + 63)).balance, 65);
    }

    function _fillTree() private {
        manyProof.indices = new uint32[](64);
        for (uint32 i = 0; i < 64; i++) {
            address owner = address(uint160(0xbeef0000 + i));
            vm.deal(owner, 1);
            manyProof.indices[i] = 4 ** 12 - 64 + i;
            manyProof.accounts.push(AccountLeaf(owner, 0, i, 1_000, 1 + i, KEY_X, KEY_Y));
            tree.set(manyProof.indices[i], manyProof.accounts[i]);
        }
        tree.set(1, _account(SEQUENCER, 0, 1));
        tree.set(2, _account(SEQUENCER, 1, 1));
        tree.set(INDEX, _account(BOB, 0, 7));
        tree.set(INDEX + 64, _account(BOB, 1, 7));
        etherProof = _prove(INDEX, _account(BOB, 0, 7));
        tokenProof = _prove(INDEX + 64, _account(BOB, 1, 7));
        manyProof.siblings = tree.siblingsOf(manyProof.indices);
        (manyProof.feeRoot, manyProof.counters) = (tree.feeRoot(), tree.counters());
    }

    function _account(address owner, uint8 token, uint128 withdrawn) private pure returns (AccountLeaf memory) {
        return AccountLeaf(owner, token, 1, 2 ether, withdrawn, KEY_X, KEY_Y);
    }
}

