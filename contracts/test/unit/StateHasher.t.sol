// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccountLeaf, IStateHasher} from "../../src/interfaces/IStateHasher.sol";
import {Poseidon2} from "../../src/libraries/Poseidon2.sol";
import {StateHasher} from "../../src/StateHasher.sol";
import {PlainPoseidon2} from "../utils/PlainPoseidon2.sol";
import {SmallTree} from "../utils/SmallTree.sol";
import {Test} from "../utils/Test.sol";

/// @notice Roots against the tree that is written out, and against the answers of the C# state.
contract StateHasherTest is Test {
    uint256 private constant R = PlainPoseidon2.R;

    StateHasher private immutable hasher = new StateHasher();
    SmallTree private tree = new SmallTree(3);

    function test_stateRoot_atDepthTwelve_costs_fourteen_compressions() public {
        tree = new SmallTree(12);
        uint32 index = 0x123456;
        tree.set(index, _account(1));
        uint256[] memory path = tree.path(index);
        (uint256 feeRoot, uint256 counters, uint256 root) = (tree.feeRoot(), tree.counters(), tree.root());
        uint256 shown = hasher.stateRoot(_account(1), index, path, feeRoot, counters);
        vm.snapshotGasLastCall("StateHasher", "stateRoot12");
        assertEq(shown, root);
    }

    function testFuzz_stateRoot_ofAnyAccount_equals_the_tree(uint256 seed, uint8 count) public {
        uint32[] memory indices = _fill(seed, 1 + count % 6);
        for (uint256 i = 0; i < indices.length; i++) {
            uint256 root = hasher.stateRoot(
                _account(indices[i]), indices[i], tree.path(indices[i]), tree.feeRoot(), tree.counters()
            );
            assertEq(root, tree.root());
        }
    }

    function testFuzz_stateRootOfMany_equals_the_tree(uint256 seed, uint8 count) public {
        uint32[] memory indices = _fill(seed, 1 + count % 12);
        uint256 root = hasher.stateRootOfMany(
            _accounts(indices), indices, tree.siblingsOf(indices), 3, tree.feeRoot(), tree.counters()
        );
        assertEq(root, tree.root());
    }

    function test_stateRootOfMany_ofAFullTree_needs_no_sibling() public {
        uint32[] memory indices = new uint32[](64);
        for (uint32 i = 0; i < 64; i++) {
            tree.set(i, _account(i));
            indices[i] = i;
        }
        (uint256 feeRoot, uint256 counters, uint256 root) = (tree.feeRoot(), tree.counters(), tree.root());
        uint256 shown = hasher.stateRootOfMany(_accounts(indices), indices, new uint256[](0), 3, feeRoot, counters);
        vm.snapshotGasLastCall("StateHasher", "stateRootOfMany64");
        assertEq(shown, root);
    }

    function test_emptyRoot_equals_the_answers_of_the_state() public view {
        assertEq(hasher.emptyRoot(1), 0x0c26394522b66cc75b00dacb64eea4e724a89b24eaa874e32dfae83f0498ef0a);
        assertEq(hasher.emptyRoot(2), 0x23dc101f3ffd45fb5fcdb3baf3aebc41bff2873bc5545e0bfe59b73c809d0329);
        assertEq(hasher.emptyRoot(12), 0x3b1bc6510e23851c2f8b48fa76edce3ea8dbf88c2308fe576e8a2c83f3ec61b4);
        assertEq(hasher.emptyRoot(15), 0x4c5226572e743a4037d6940a65efb4d051c2ab6a84c61b7510d8cf190db468b1);
    }

    /// @notice Two deposits and a forced exit, as `RollupState` has them.
    function test_stateRoot_ofASmallHistory_equals_the_answers_of_the_state() public {
        tree = new SmallTree(12);
        uint32 top = 4 ** 12 - 1;
        tree.set(top, AccountLeaf(address(0xa11ce), 0, 0, 5, 0, 0, 0));
        tree.setCounters(0, 1);
        assertEq(tree.root(), 0x68bdb572cb3f5a05d32db903b6839cc8d3324e820543acb5441871be30a57d5a);
        AccountLeaf memory second = AccountLeaf(address(0xb0b), 1, 0, 7, 0, 0, 0);
        tree.set(top - 1, second);
        tree.setCounters(0, 2);
        assertEq(tree.root(), 0x6d0eb3574ccbca0737049e721a099419c234598ddcbf994d34b7276edb141b43);
        tree.set(top, AccountLeaf(address(0xa11ce), 0, 0, 0, 5, 0, 0));
        uint256 root = hasher.stateRoot(second, top - 1, tree.path(top - 1), tree.feeRoot(), tree.counters());
        assertEq(root, 0x0d13a468e45736eefaef98daed98f28e7727e3876953cc66e1ae102f4e4ed77b);
    }

    /* THE NO */

    function testFuzz_stateRoot_withOneBitChanged_differs(uint8 field, uint8 bit) public {
        tree.set(5, _account(5));
        AccountLeaf memory account = _account(5);
        uint256[] memory path = tree.path(5);
        (uint32 index, uint256 feeRoot, uint256 counters) = (5, tree.feeRoot(), tree.counters());
        uint256 mask = uint256(1) << (bit % 240);
        field = field % 11;
        if (field == 0) account.owner = address(uint160(account.owner) ^ uint160(mask % 2 ** 160 | (mask >> 160)));
        if (field == 1) account.token ^= uint8(1) << (bit % 8);
        if (field == 2) account.nonce ^= uint32(1) << (bit % 32);
        if (field == 3) account.balance ^= uint128(1) << (bit % 128);
        if (field == 4) account.withdrawn ^= uint128(1) << (bit % 128);
        if (field == 5) account.keyX ^= mask;
        if (field == 6) account.keyY ^= mask;
        if (field == 7) index ^= uint32(1) << (bit % 6);
        if (field == 8) path[bit % 9] ^= mask;
        if (field == 9) feeRoot ^= mask;
        if (field == 10) counters ^= mask;
        (bool ok, bytes memory answer) = address(hasher)
            .staticcall(abi.encodeCall(IStateHasher.stateRoot, (account, index, path, feeRoot, counters)));
        assertTrue(!ok || abi.decode(answer, (uint256)) != tree.root(), "another root, or a word that is not below r");
    }

    function test_lesson6_words_plus_r_are_refused() public {
        AccountLeaf memory account = _account(1);
        uint256[] memory path = new uint256[](3);
        bytes memory refusal = abi.encodeWithSelector(Poseidon2.NotCanonical.selector, R);
        vm.expectRevert(refusal);
        hasher.stateRoot(account, 0, path, R, 0);
        vm.expectRevert(refusal);
        hasher.stateRoot(account, 0, path, 0, R);
        path[2] = R;
        vm.expectRevert(refusal);
        hasher.stateRoot(account, 0, path, 0, 0);
        path[2] = 0;
        account.keyX = R;
        vm.expectRevert(refusal);
        hasher.stateRoot(account, 0, path, 0, 0);
        vm.expectRevert(refusal);
        hasher.queueLink(R, 0, 0, 0, 0);
        vm.expectRevert(refusal);
        hasher.queueLink(0, 0, 0, R, 0);
    }

    function test_lesson7_an_index_above_the_path_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(IStateHasher.IndexOutOfRange.selector, uint256(16)));
        hasher.stateRoot(_account(1), 16, new uint256[](6), 0, 0);
    }

    function test_stateRoot_ofAPathWithoutThreeSiblingsALevel_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStateHasher.WrongPathLength.selector, uint256(7)));
        hasher.stateRoot(_account(1), 0, new uint256[](7), 0, 0);
    }

    function test_stateRootOfMany_ofIndicesThatDoNotRise_reverts() public {
        uint32[] memory indices = new uint32[](2);
        for (uint256 i = 0; i < 2; i++) {
            (indices[0], indices[1]) = (3, uint32(3 - i));
            vm.expectRevert(IStateHasher.IndicesNotAscending.selector);
            hasher.stateRootOfMany(_accounts(indices), indices, new uint256[](6), 2, 0, 0);
        }
        vm.expectRevert(IStateHasher.IndicesNotAscending.selector);
        hasher.stateRootOfMany(new AccountLeaf[](1), indices, new uint256[](6), 2, 0, 0);
        vm.expectRevert(IStateHasher.IndicesNotAscending.selector);
        hasher.stateRootOfMany(new AccountLeaf[](0), new uint32[](0), new uint256[](0), 2, 0, 0);
    }

    function test_stateRootOfMany_withASiblingTooManyOrTooFew_reverts() public {
        uint32[] memory indices = new uint32[](1);
        for (uint256 length = 5; length <= 7; length += 2) {
            vm.expectRevert(abi.encodeWithSelector(IStateHasher.WrongSiblingCount.selector, length));
            hasher.stateRootOfMany(_accounts(indices), indices, new uint256[](length), 2, 0, 0);
        }
    }

    function test_stateRootOfMany_ofAnIndexOutsideTheTree_reverts() public {
        uint32[] memory indices = new uint32[](1);
        indices[0] = 16;
        vm.expectRevert(abi.encodeWithSelector(IStateHasher.IndexOutOfRange.selector, uint256(1)));
        hasher.stateRootOfMany(_accounts(indices), indices, new uint256[](6), 2, 0, 0);
        (indices = new uint32[](2))[1] = 16;
        vm.expectRevert(abi.encodeWithSelector(IStateHasher.IndexOutOfRange.selector, uint256(1)));
        hasher.stateRootOfMany(_accounts(indices), indices, new uint256[](12), 2, 0, 0);
    }

    function _fill(uint256 seed, uint256 count) private returns (uint32[] memory indices) {
        indices = new uint32[](count);
        uint32 index = uint32(seed % 5);
        for (uint256 i = 0; i < count; i++) {
            indices[i] = index;
            tree.set(index, _account(index));
            index += 1 + uint32(uint256(keccak256(abi.encode(seed, i))) % 5);
        }
        tree.setCounters(seed % 7, count);
    }

    function _accounts(uint32[] memory indices) private pure returns (AccountLeaf[] memory accounts) {
        accounts = new AccountLeaf[](indices.length);
        for (uint256 i = 0; i < indices.length; i++) {
            accounts[i] = _account(indices[i]);
        }
    }

    function _account(uint256 i) private pure returns (AccountLeaf memory) {
        return AccountLeaf(address(uint160(0xa11ce0000 + i)), uint8(i), uint32(3 * i), 1_000, 7, 11, 13);
    }
}
