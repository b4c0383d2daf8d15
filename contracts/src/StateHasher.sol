// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Poseidon2Permutation} from "./generated/Poseidon2Permutation.sol";
import {AccountLeaf, IStateHasher} from "./interfaces/IStateHasher.sol";
import {Poseidon2} from "./libraries/Poseidon2.sol";
import {HashDomains} from "./types/HashDomain.sol";

/// @notice The hashes of state and queue, see `IStateHasher`.
contract StateHasher is IStateHasher {
    uint256 private constant R = Poseidon2Permutation.R;
    uint256 private constant FEE_DEPTH = 4;

    /// @dev K of docs/spec/hashing.md#domains for four children that are leaves; each level above adds 2^64.
    uint256 private constant NODE_OF_LEVEL_1 = 0x0201 << 64 | 4;

    /// @inheritdoc IStateHasher
    function stateRoot(
        AccountLeaf calldata account,
        uint32 index,
        uint256[] calldata path,
        uint256 feeRoot,
        uint256 counters
    ) external pure returns (uint256) {
        if (path.length % 3 != 0 || path.length > 96) revert WrongPathLength(path.length);
        if (uint256(index) >> (path.length / 3 * 2) != 0) revert IndexOutOfRange(index);
        return _root(_climb(_leaf(account), index, path), feeRoot, counters);
    }

    /// @inheritdoc IStateHasher
    function stateRootOfMany(
        AccountLeaf[] calldata accounts,
        uint32[] calldata indices,
        uint256[] calldata siblings,
        uint8 depth,
        uint256 feeRoot,
        uint256 counters
    ) external pure returns (uint256) {
        uint256[] memory nodes = new uint256[](accounts.length);
        uint256[] memory places = new uint256[](accounts.length);
        if (accounts.length == 0 || accounts.length != indices.length) revert IndicesNotAscending();
        for (uint256 i = 0; i < accounts.length; i++) {
            if (i > 0 && indices[i] <= indices[i - 1]) revert IndicesNotAscending();
            places[i] = indices[i];
            nodes[i] = _leaf(accounts[i]);
        }
        return _root(_climbTogether(nodes, places, siblings, depth), feeRoot, counters);
    }

    /// @inheritdoc IStateHasher
    function emptyRoot(uint8 depth) external pure returns (uint256) {
        return _root(_emptyNode(depth), _emptyNode(FEE_DEPTH), 0);
    }

    /// @inheritdoc IStateHasher
    function queueLink(uint256 link, uint256 packed, uint256 amount, uint256 keyX, uint256 keyY)
        external
        pure
        returns (uint256)
    {
        uint256 key = keyX | keyY == 0 ? 0 : Poseidon2.compress(HashDomains.QUEUE_KEY, keyX, keyY);
        return Poseidon2.compress(HashDomains.QUEUE_LINK, link, packed, amount, key);
    }

    /// @dev One compression a level, and little else: the tests compare it with a tree that is written out.
    function _climb(uint256 node, uint256 index, uint256[] calldata path) private pure returns (uint256) {
        uint256 constant_ = NODE_OF_LEVEL_1;
        for (uint256 i = 0; i < path.length; i += 3) {
            uint256 a;
            uint256 b;
            uint256 c;
            assembly ("memory-safe") {
                let at := add(path.offset, shl(5, i))
                a := calldataload(at)
                b := calldataload(add(at, 32))
                c := calldataload(add(at, 64))
            }
            if (a >= R || b >= R || c >= R) revert Poseidon2.NotCanonical(a >= R ? a : b >= R ? b : c);
            uint256 position = index & 3;
            if (position == 0) node = _compress(constant_, node, a, b, c);
            else if (position == 1) node = _compress(constant_, a, node, b, c);
            else if (position == 2) node = _compress(constant_, a, b, node, c);
            else node = _compress(constant_, a, b, c, node);
            index >>= 2;
            constant_ += 1 << 64;
        }
        return node;
    }

    /// @dev Replaces, level by level and in place, the nodes at rising places by their parents, until one is left.
    function _climbTogether(uint256[] memory nodes, uint256[] memory places, uint256[] calldata siblings, uint256 depth)
        private
        pure
        returns (uint256)
    {
        uint256[4] memory c;
        uint256 sibling = 0;
        uint256 count = nodes.length;
        for (uint256 level = 0; level < depth; level++) {
            uint256 parents = 0;
            for (uint256 i = 0; i < count;) {
                uint256 place = places[i] & ~uint256(3);
                for (uint256 child = 0; child < 4; child++) {
                    if (i < count && places[i] == place | child) {
                        c[child] = nodes[i++];
                    } else {
                        if (sibling == siblings.length) revert WrongSiblingCount(siblings.length);
                        uint256 word = siblings[sibling++];
                        if (word >= R) revert Poseidon2.NotCanonical(word);
                        c[child] = word;
                    }
                }
                nodes[parents] = _compress(NODE_OF_LEVEL_1 + (level << 64), c[0], c[1], c[2], c[3]);
                places[parents++] = place >> 2;
            }
            count = parents;
        }
        if (places[count - 1] != 0) revert IndexOutOfRange(places[count - 1]);
        if (sibling != siblings.length) revert WrongSiblingCount(siblings.length);
        return nodes[0];
    }

    function _leaf(AccountLeaf calldata account) private pure returns (uint256) {
        return Poseidon2.compress(
            HashDomains.ACCOUNT_LEAF,
            uint256(uint160(account.owner)) << 64 | uint256(account.token) << 32 | account.nonce,
            uint256(account.balance) << 128 | account.withdrawn,
            account.keyX,
            account.keyY
        );
    }

    /// @dev The compression of words that are known to be below r.
    function _compress(uint256 constant_, uint256 a, uint256 b, uint256 c, uint256 d)
        private
        pure
        returns (uint256 hash)
    {
        (hash,,,) = Poseidon2Permutation.permute4(a, b, c, addmod(d, constant_, R));
        return addmod(hash, a, R);
    }

    function _emptyNode(uint256 depth) private pure returns (uint256 node) {
        for (uint256 level = 1; level <= depth; level++) {
            node = Poseidon2.compress(HashDomains.node(level), node, node, node, node);
        }
    }

    function _root(uint256 accountsRoot, uint256 feeRoot, uint256 counters) private pure returns (uint256) {
        return Poseidon2.compress(HashDomains.STATE_ROOT, accountsRoot, feeRoot, counters, 0);
    }
}
