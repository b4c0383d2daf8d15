// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../src/interfaces/IRollup.sol";
import {AccountLeaf} from "../../src/interfaces/IStateHasher.sol";
import {Profile} from "../../src/types/Profile.sol";
import {RollupFixture} from "./RollupFixture.sol";
import {SmallTree} from "./SmallTree.sol";

/// @notice A rollup of depth 12, and what a whole transaction to it takes: execution with cold storage, 21,000, and the data.
/// @dev One call in each test: what `setUp` touched is cold again.
abstract contract RollupGasFixture is RollupFixture {
    uint32 internal constant INDEX = 0x123456;

    SmallTree internal tree = new SmallTree(12);

    /// @dev The queue begins with ETH and a token of one who can pay for more; who is paid is no new account.
    function setUp() public virtual override {
        super.setUp();
        vm.deal(ALICE, 100 ether);
        vm.deal(BOB, 1);
        good.mint(ALICE, 1 ether);
        good.mint(BOB, 1);
        address vault = hub.vaultOf(address(rollup), address(good));
        vm.startPrank(ALICE);
        good.approve(vault, 1 ether);
        rollup.deposit{value: 50 ether}(0, 50 ether, ALICE, 0, 0, 0);
        rollup.deposit(1, 1_000, ALICE, 0, 0, 0);
        vm.stopPrank();
    }

    function _profile() internal view override returns (Profile memory p) {
        p = super._profile();
        (p.depth, p.maxOpenItems) = (12, 1024);
    }

    function _prove(uint32 index, AccountLeaf memory account) internal view returns (IRollup.AccountProof memory) {
        return IRollup.AccountProof(index, account, tree.path(index), tree.feeRoot(), tree.counters());
    }

    function _measure(string memory name, address sender, uint256 value, bytes memory data) internal {
        vm.prank(sender);
        (bool ok,) = address(rollup).call{value: value}(data);
        uint256 gas = vm.lastCallGas().gasTotalUsed + 21_000;
        for (uint256 i = 0; i < data.length; i++) {
            gas += data[i] == 0 ? 4 : 16;
        }
        assertTrue(ok, name);
        vm.snapshotValue("Rollup", name, gas);
    }
}
