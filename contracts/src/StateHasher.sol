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

    /// @inheritdoc IStateHasher
    function stateRoot(
        AccountLeaf calldata account,
        uint32 index,
        uint256[] calldata path,
        uint256 feeRoot,
        uint256 counters
    ) external pure returns (uint256) {
        if (path.length % 3 != 0) revert WrongPathLength(path.length);
        uint256 depth = path.length / 3;
        uint256 rest = index;
        uint256 node = _leaf(account);
        for (uint256 level = 1; level <= depth; level++) {
            uint256[4] memory children;
            uint256 next = 3 * level - 3;
            for (uint256 i = 0; i < 4; i++) {
                children[i] = i == rest & 3 ? node : path[next++];
            }
            node = _node(level, children);
            rest >>= 2;
        }
        if (rest != 0) revert IndexOutOfRange(index);
        return _root(node, feeRoot, counters);
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
        return _root(_climb(nodes, places, siblings, depth), feeRoot, counters);
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

    /// @dev Replaces, level by level and in place, the nodes at rising places by their parents, until one is left.
    function _climb(uint256[] memory nodes, uint256[] memory places, uint256[] calldata siblings, uint256 depth)
        private
        pure
        returns (uint256)
    {
        uint256 sibling = 0;
        uint256 count = nodes.length;
        for (uint256 level = 1; level <= depth; level++) {
            uint256 parents = 0;
            uint256 i = 0;
            while (i < count) {
                uint256 parent = places[i] >> 2;
                uint256[4] memory children;
                for (uint256 child = 0; child < 4; child++) {
                    if (i < count && places[i] == parent << 2 | child) {
                        children[child] = nodes[i++];
                    } else {
                        if (sibling == siblings.length) revert WrongSiblingCount(siblings.length);
                        children[child] = siblings[sibling++];
                    }
                }
                nodes[parents] = _node(level, children);
                places[parents++] = parent;
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

    function _node(uint256 level, uint256[4] memory c) private pure returns (uint256) {
        return Poseidon2.compress(HashDomains.node(level), c[0], c[1], c[2], c[3]);
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
