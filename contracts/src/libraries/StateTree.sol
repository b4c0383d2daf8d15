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

    /// @notice An account without owner has other fields: an empty leaf says nothing of them.
    error NotEmpty();

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
        uint256 written;
        /// @dev The children of one node, before and after.
        uint256[4] before;
        uint256[4] later;
        bool changes;
        /// @dev The node itself. The array shrinks in place: what is overwritten was read before.
        Node target;
        /// @dev The domain's constant of the level.
        uint256 constant_;
    }

    /// @notice The leaf of an account: zero when it is empty.
    function leaf(Account memory account) internal pure returns (uint256) {
        if (account.isEmpty()) {
            if (account.identity | account.amounts | account.keyX | account.keyY != 0) revert NotEmpty();
            return 0;
        }
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
            walk.constant_ = HashDomain.unwrap(HashDomains.node(level)) << 64 | 4;
            (walk.read, walk.written) = (0, 0);
            do {
                _gather(walk, siblings);
                uint256 hash = _compress(walk.before, walk.constant_);
                walk.target.before = hash;
                walk.target.later = walk.changes ? _compress(walk.later, walk.constant_) : hash;
            } while (walk.read < walk.count);
            walk.count = walk.written;
        }
        if (walk.taken != siblings.length) revert WrongSiblings(siblings.length);
        return (nodes[0].before, nodes[0].later);
    }

    /// @dev Puts the four children of the next node side by side, before and after, and finds the place of the node. Behind the last sibling it
    /// reads whatever is there: the caller compares the number taken in the end.
    function _gather(Walk memory walk, uint256[] calldata siblings) private pure {
        assembly ("memory-safe") {
            let nodes := add(mload(walk), 0x20)
            let node := add(nodes, shl(5, mload(add(walk, 0x40))))
            let end := add(nodes, shl(5, mload(add(walk, 0x20))))
            let sibling := add(siblings.offset, shl(5, mload(add(walk, 0x60))))
            let written := mload(add(walk, 0x80))
            let before := mload(add(walk, 0xa0))
            let toLater := sub(mload(add(walk, 0xc0)), before)
            let next := mload(mload(node))
            let index := and(next, not(3))
            let difference := 0
            {
                let target := mload(add(nodes, shl(5, written)))
                mstore(target, shr(2, index))
                mstore(add(walk, 0x100), target)
                mstore(add(walk, 0x80), add(written, 1))
            }
            for { let behind := add(before, 0x80) } lt(before, behind) { before := add(before, 0x20) } {
                switch eq(index, next)
                case 0 {
                    let x := calldataload(sibling)
                    mstore(before, x)
                    mstore(add(before, toLater), x)
                    sibling := add(sibling, 0x20)
                }
                default {
                    let found := mload(node)
                    let x := mload(add(found, 0x20))
                    let y := mload(add(found, 0x40))
                    mstore(before, x)
                    mstore(add(before, toLater), y)
                    difference := or(difference, xor(x, y))
                    node := add(node, 0x20)
                    // No index is as large as what stands for the end.
                    next := not(0)
                    if lt(node, end) { next := mload(mload(node)) }
                }
                index := add(index, 1)
            }
            mstore(add(walk, 0x40), shr(5, sub(node, nodes)))
            mstore(add(walk, 0x60), shr(5, sub(sibling, siblings.offset)))
            mstore(add(walk, 0xe0), iszero(iszero(difference)))
        }
    }

    function _compress(uint256[4] memory children, uint256 constant_) private pure returns (uint256 hash) {
        uint256 a;
        uint256 b;
        uint256 c;
        uint256 d;
        assembly ("memory-safe") {
            a := mload(children)
            b := mload(add(children, 0x20))
            c := mload(add(children, 0x40))
            d := mload(add(children, 0x60))
        }
        (hash,,,) = Poseidon2Permutation.permute4(a, b, c, addmod(d, constant_, R));
        return addmod(hash, a, R);
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
