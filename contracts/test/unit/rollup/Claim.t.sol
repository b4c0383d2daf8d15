// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../../src/interfaces/IRollup.sol";
import {AccountLeaf, IStateHasher} from "../../../src/interfaces/IStateHasher.sol";
import {Header} from "../../../src/types/Header.sol";
import {RollupFixture} from "../../utils/RollupFixture.sol";
import {SmallTree} from "../../utils/SmallTree.sol";

/// @notice Money out against final roots.
contract RollupClaimTest is RollupFixture {
    uint256 private constant R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    SmallTree private tree = new SmallTree(3);
    Header private last;

    function setUp() public override {
        super.setUp();
        last = _genesis();
        _depositEther(ALICE, 100);
        tree.set(63, _alice(60, 40));
        tree.set(7, AccountLeaf(BOB, 0, 1, 0, 5, KEY_X, KEY_Y));
        tree.setCounters(1, 1);
        _finaliseTree(1);
    }

    function test_claim_pays_what_was_withdrawn_once() public {
        uint256 root = tree.root();
        assertEq(rollup.claim(root, _prove(63, _alice(60, 40)), address(0)), 40);
        assertEq(ALICE.balance, 40);
        assertEq(rollup.claim(root, _prove(63, _alice(60, 40)), ALICE), 0);
        assertEq(ALICE.balance, 40);
        assertEq(hub.claimed(address(rollup), 63, ALICE, address(0)), 40);
    }

    function test_lesson8_what_was_withdrawn_is_paid_once_whichever_root_shows_it() public {
        uint256 oldRoot = tree.root();
        IRollup.AccountProof memory old = _prove(63, _alice(60, 40));
        tree.set(63, _alice(10, 90));
        _finaliseTree(0);
        assertEq(rollup.claim(oldRoot, old, ALICE), 40);
        assertEq(rollup.claim(tree.root(), _prove(63, _alice(10, 90)), ALICE), 50);
        assertEq(rollup.claim(oldRoot, old, ALICE), 0);
        assertEq(ALICE.balance, 90);
    }

    function test_claim_toAnotherRecipient_is_the_owners_choice() public {
        uint256 root = tree.root();
        IRollup.AccountProof memory proof = _prove(63, _alice(60, 40));
        vm.prank(WATCHER);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotTheOwner.selector, WATCHER, ALICE));
        rollup.claim(root, proof, WATCHER);
        vm.prank(ALICE);
        rollup.claim(root, proof, WATCHER);
        assertEq(WATCHER.balance, 40);
    }

    function test_claim_underARootThatIsNotFinal_reverts() public {
        tree.set(63, _alice(0, 100));
        uint256 root = tree.root();
        IRollup.AccountProof memory proof = _prove(63, _alice(0, 100));
        _expectNotFinal(root, proof);
        _commitNext(last, 0, 1, root);
        _expectNotFinal(root, proof);
    }

    function test_claim_ofAnotherAccount_reverts() public {
        uint256 root = tree.root();
        IRollup.AccountProof memory proof = _prove(63, _alice(60, 41));
        _expectNotFinal(root, proof);
        proof = _prove(62, _alice(60, 40));
        _expectNotFinal(root, proof);
        proof = _prove(63, _alice(60, 40));
        proof.counters++;
        _expectNotFinal(root, proof);
        proof.counters--;
        proof.feeRoot++;
        _expectNotFinal(root, proof);
    }

    function test_lesson7_an_index_with_bits_above_the_tree_is_refused() public {
        uint256 root = tree.root();
        IRollup.AccountProof memory proof = _prove(63, _alice(60, 40));
        proof.index += 64;
        vm.expectRevert(abi.encodeWithSelector(IStateHasher.IndexOutOfRange.selector, uint256(127)));
        rollup.claim(root, proof, ALICE);
        proof.index -= 64;
        proof.path = new uint256[](12);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongPathLength.selector, uint256(12)));
        rollup.claim(root, proof, ALICE);
    }

    function test_lesson6_a_final_root_plus_r_is_no_final_root() public {
        _expectNotFinal(tree.root() + R, _prove(63, _alice(60, 40)));
    }

    function test_lesson6_fields_wider_than_their_type_are_refused() public {
        uint256 root = tree.root();
        bytes memory honest = abi.encodeCall(IRollup.claim, (root, _prove(63, _alice(60, 40)), ALICE));
        // Words from the selector on: root, offset, recipient, index, owner, token, nonce, balance, withdrawn.
        uint16[6] memory widths = [uint16(32), 160, 8, 32, 128, 128];
        for (uint256 i = 0; i < 6; i++) {
            bytes memory data = bytes.concat(honest);
            uint256 place = 4 + 32 * (3 + i) + 31 - widths[i] / 8;
            data[place] = bytes1(uint8(data[place]) ^ 1);
            (bool ok, bytes memory answer) = address(rollup).call(data);
            assertTrue(!ok && answer.length == 0, "the decoder refuses");
        }
        (bool paid,) = address(rollup).call(honest);
        assertTrue(paid, "without the bit it is paid");
    }

    /* MANY */

    function test_claimMany_pays_each_owner_once() public {
        (IRollup.AccountsProof memory proof, uint256 root) = _both();
        uint256[] memory paid = rollup.claimMany(root, proof);
        assertEq(paid[0], 5);
        assertEq(paid[1], 40);
        assertEq(BOB.balance, 5);
        assertEq(ALICE.balance, 40);
        paid = rollup.claimMany(root, proof);
        assertEq(paid[0] + paid[1], 0);
        assertEq(rollup.claim(root, _prove(63, _alice(60, 40)), ALICE), 0);
    }

    function test_claimMany_withARecipientWhoRefuses_pays_the_others() public {
        AccountLeaf memory refusing = AccountLeaf(address(good), 0, 0, 0, 5, 0, 0);
        tree.set(7, refusing);
        _finaliseTree(0);
        (IRollup.AccountsProof memory proof, uint256 root) = _both();
        proof.accounts[0] = refusing;
        uint256[] memory paid = rollup.claimMany(root, proof);
        assertEq(paid[0], 5);
        assertEq(ALICE.balance, 40);
        vm.prank(address(good));
        assertEq(hub.collectRefused(address(rollup), address(0), WATCHER), 5);
        assertEq(WATCHER.balance, 5);
    }

    function test_claimMany_ofAnythingElse_reverts() public {
        (IRollup.AccountsProof memory proof, uint256 root) = _both();
        proof.accounts[1].withdrawn++;
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotFinalRoot.selector, root));
        rollup.claimMany(root, proof);
        proof.accounts[1].withdrawn--;
        (proof.indices[0], proof.indices[1]) = (63, 7);
        vm.expectRevert(IStateHasher.IndicesNotAscending.selector);
        rollup.claimMany(root, proof);
        (proof.indices[0], proof.indices[1]) = (63, 63);
        vm.expectRevert(IStateHasher.IndicesNotAscending.selector);
        rollup.claimMany(root, proof);
        (proof.indices[0], proof.indices[1]) = (7, 127);
        vm.expectRevert();
        rollup.claimMany(root, proof);
        (proof.indices[0], proof.indices[1]) = (7, 63);
        _commitNext(last, 0, 1, 99);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotFinalRoot.selector, uint256(99)));
        rollup.claimMany(99, proof);
    }

    function _both() private view returns (IRollup.AccountsProof memory proof, uint256 root) {
        proof.indices = new uint32[](2);
        (proof.indices[0], proof.indices[1]) = (7, 63);
        proof.accounts = new AccountLeaf[](2);
        proof.accounts[0] = AccountLeaf(BOB, 0, 1, 0, 5, KEY_X, KEY_Y);
        proof.accounts[1] = _alice(60, 40);
        proof.siblings = tree.siblingsOf(proof.indices);
        (proof.feeRoot, proof.counters) = (tree.feeRoot(), tree.counters());
        root = tree.root();
    }

    function _finaliseTree(uint32 queueCount) private {
        last = _commitNext(last, queueCount, queueCount + 1, tree.root());
        _finalise(last);
    }

    function _prove(uint32 index, AccountLeaf memory account) private view returns (IRollup.AccountProof memory) {
        return IRollup.AccountProof(index, account, tree.path(index), tree.feeRoot(), tree.counters());
    }

    function _alice(uint128 balance, uint128 withdrawn) private pure returns (AccountLeaf memory) {
        return AccountLeaf(ALICE, 0, 2, balance, withdrawn, 0, 0);
    }

    function _expectNotFinal(uint256 root, IRollup.AccountProof memory proof) private {
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotFinalRoot.selector, root));
        rollup.claim(root, proof, ALICE);
    }
}
