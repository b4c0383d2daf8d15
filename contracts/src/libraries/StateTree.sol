// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Poseidon2Permutation} from "../generated/Poseidon2Permutation.sol";
import {HashDomain, HashDomains} from "../types/HashDomain.sol";
import {Account} from "../types/Ledger.sol";

/// @notice Roots over a few leaves at once, before and after they change, from one set of siblings. Spec: docs/spec/fraud-proofs.md#siblings.
/// @dev Nodes above two leaves are hashed once, and after the change only where something has changed. Words are below r: the caller
/// has checked those that come from outside.
library StateTree {
    /// @notice There are more or fewer siblings than the leaves need.
    error WrongSiblings(uint256 count);

    /// @notice An index is 4^depth or above.
    error IndexOutOfRange(uint256 index);

    uint256 private constant R = Poseidon2Permutation.R;
    uint256 private constant FEE_DEPTH = 4;

    /// @dev A leaf, then a node above it. Ascending by index, each index once.
    struct Node {
        uint256 index;
        uint256 before;
        uint256 later;
    }

    /// @dev Where the way up is. `_gather` knows this order.
    struct Walk {
        Node[] nodes;
        uint256 count;
        uint256 read;
        uint256 taken;
        uint256[4] before;
        uint256[4] later;
        bool changes;
    }

    /// @notice The leaf of an account: zero when it is empty.
    function leaf(Account memory account) internal pure returns (uint256) {
        if (account.isEmpty()) return 0;
        return _compress(HashDomains.ACCOUNT_LEAF, account.identity, account.amounts, account.keyX, account.keyY);
    }

    /// @notice The state's root.
    function root(uint256 accounts, uint256 pots, uint256 counters) internal pure returns (uint256) {
        return _compress(HashDomains.STATE_ROOT, accounts, pots, counters, 0);
    }

    /// @notice The next link of the queue's hash chain.
    function queueLink(uint256 link, uint256 packed, uint256 amount, uint256 keyHash) internal pure returns (uint256) {
        return _compress(HashDomains.QUEUE_LINK, link, packed, amount, keyHash);
    }

    /// @notice The roots of the fee tree before and after one pot changes.
    function potRoots(uint256 token, uint256 before, uint256 later, uint256[] calldata siblings)
        internal
        pure
        returns (uint256, uint256)
    {
        Node[] memory nodes = new Node[](1);
        nodes[0] = Node(token, before, later);
        return roots(nodes, FEE_DEPTH, siblings);
    }

    /// @notice The roots before and after leaves change; without leaves, the one sibling there is.
    /// @param nodes The leaves; used up.
    /// @param siblings Level by level from below, by ascending index: each node that is a child of one above a leaf, and above none itself.
    function roots(Node[] memory nodes, uint256 depth, uint256[] calldata siblings)
        internal
        pure
        returns (uint256 before, uint256 later)
    {
        if (nodes.length == 0) {
            if (siblings.length != 1) revert WrongSiblings(siblings.length);
            return (siblings[0], siblings[0]);
        }
        uint256 last = nodes[nodes.length - 1].index;
        if (last >> (2 * depth) != 0) revert IndexOutOfRange(last);
        Walk memory walk;
        (walk.nodes, walk.count) = (nodes, nodes.length);
        for (uint256 level = 1; level <= depth; level++) {
            uint256 written = 0;
            for (walk.read = 0; walk.read < walk.count; written++) {
                uint256 parent = nodes[walk.read].index >> 2;
                _gather(walk, siblings);
                // The array shrinks in place: what is overwritten was read before.
                Node memory node = nodes[written];
                node.index = parent;
                node.before = _hash(level, walk.before);
                node.later = walk.changes ? _hash(level, walk.later) : node.before;
            }
            walk.count = written;
        }
        if (walk.taken != siblings.length) revert WrongSiblings(siblings.length);
        return (nodes[0].before, nodes[0].later);
    }

    /// @dev Puts the four children of the next node side by side, before and after. Behind the last sibling it reads whatever is there: the caller
    /// compares the number taken in the end.
    function _gather(Walk memory walk, uint256[] calldata siblings) private pure {
        assembly ("memory-safe") {
            let nodes := add(mload(walk), 0x20)
            let count := mload(add(walk, 0x20))
            let read := mload(add(walk, 0x40))
            let sibling := add(siblings.offset, shl(5, mload(add(walk, 0x60))))
            let before := mload(add(walk, 0x80))
            let later := mload(add(walk, 0xa0))
            let index := and(mload(mload(add(nodes, shl(5, read)))), not(3))
            let difference := 0
            for { let end := add(before, 0x80) } lt(before, end) { before := add(before, 0x20) } {
                let node := 0
                if lt(read, count) {
                    node := mload(add(nodes, shl(5, read)))
                    node := mul(node, eq(mload(node), index))
                }
                switch node
                case 0 {
                    let x := calldataload(sibling)
                    mstore(before, x)
                    mstore(later, x)
                    sibling := add(sibling, 0x20)
                }
                default {
                    let x := mload(add(node, 0x20))
                    let y := mload(add(node, 0x40))
                    mstore(before, x)
                    mstore(later, y)
                    difference := or(difference, xor(x, y))
                    read := add(read, 1)
                }
                later := add(later, 0x20)
                index := add(index, 1)
            }
            mstore(add(walk, 0x40), read)
            mstore(add(walk, 0x60), shr(5, sub(sibling, siblings.offset)))
            mstore(add(walk, 0xc0), iszero(iszero(difference)))
        }
    }

    function _hash(uint256 level, uint256[4] memory children) private pure returns (uint256) {
        return _compress(HashDomains.node(level), children[0], children[1], children[2], children[3]);
    }

    function _compress(HashDomain domain, uint256 a, uint256 b, uint256 c, uint256 d)
        private
        pure
        returns (uint256 hash)
    {
        (hash,,,) = Poseidon2Permutation.permute4(a, b, c, addmod(d, HashDomain.unwrap(domain) << 64 | 4, R));
        return addmod(hash, a, R);
    }
}
