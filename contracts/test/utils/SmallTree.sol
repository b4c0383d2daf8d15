// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccountLeaf} from "../../src/interfaces/IStateHasher.sol";
import {HashDomain, HashDomains} from "../../src/types/HashDomain.sol";
import {Poseidon2Harness} from "./Poseidon2Harness.sol";

/// @notice A state with every node written out, slow and obvious: what the hasher of the contracts is compared with.
/// @dev Sparse: an absent node is the empty one of its level.
contract SmallTree {
    uint256 public immutable depth;
    uint256 public feeRoot;
    uint256 public counters;

    Poseidon2Harness private immutable _hasher = new Poseidon2Harness();
    mapping(uint256 level => mapping(uint256 place => uint256)) private _nodes;
    mapping(uint256 level => mapping(uint256 place => bool)) private _written;
    uint256[] private _empty;

    constructor(uint256 depth_) {
        depth = depth_;
        uint256 empty = 0;
        for (uint256 level = 0; level <= 15; level++) {
            if (level > 0) empty = _compress(HashDomains.node(level), [empty, empty, empty, empty]);
            _empty.push(empty);
        }
        feeRoot = _empty[4];
    }

    function set(uint32 index, AccountLeaf calldata account) external {
        uint256 place = index;
        _write(
            0,
            place,
            _compress(
                HashDomains.ACCOUNT_LEAF,
                [
                    uint256(uint160(account.owner)) * 2 ** 64 + uint256(account.token) * 2 ** 32 + account.nonce,
                    uint256(account.balance) * 2 ** 128 + account.withdrawn,
                    account.keyX,
                    account.keyY
                ]
            )
        );
        for (uint256 level = 1; level <= depth; level++) {
            place /= 4;
            uint256[4] memory children;
            for (uint256 i = 0; i < 4; i++) {
                children[i] = node(level - 1, 4 * place + i);
            }
            _write(level, place, _compress(HashDomains.node(level), children));
        }
    }

    function setCounters(uint256 opened, uint256 deposited) external {
        counters = opened * 2 ** 32 + deposited;
    }

    function root() external view returns (uint256) {
        return _compress(HashDomains.STATE_ROOT, [node(depth, 0), feeRoot, counters, 0]);
    }

    function path(uint256 index) external view returns (uint256[] memory siblings) {
        siblings = new uint256[](3 * depth);
        uint256 next = 0;
        for (uint256 level = 0; level < depth; level++) {
            uint256 place = index / 4 ** level;
            for (uint256 i = place / 4 * 4; i < place / 4 * 4 + 4; i++) {
                if (i != place) siblings[next++] = node(level, i);
            }
        }
    }

    /// @notice The siblings of several accounts together, as `IStateHasher.stateRootOfMany` takes them.
    function siblingsOf(uint32[] calldata indices) external view returns (uint256[] memory siblings) {
        siblings = new uint256[](3 * depth * indices.length);
        uint256 next = 0;
        for (uint256 level = 0; level < depth; level++) {
            for (uint256 k = 0; k < indices.length; k++) {
                uint256 parent = indices[k] / 4 ** (level + 1);
                if (k > 0 && parent == indices[k - 1] / 4 ** (level + 1)) continue;
                for (uint256 i = 4 * parent; i < 4 * parent + 4; i++) {
                    if (!_covers(indices, level, i)) siblings[next++] = node(level, i);
                }
            }
        }
        assembly ("memory-safe") {
            mstore(siblings, next)
        }
    }

    function node(uint256 level, uint256 place) public view returns (uint256) {
        return _written[level][place] ? _nodes[level][place] : _empty[level];
    }

    function _covers(uint32[] calldata indices, uint256 level, uint256 place) private pure returns (bool) {
        for (uint256 k = 0; k < indices.length; k++) {
            if (indices[k] / 4 ** level == place) return true;
        }
        return false;
    }

    function _write(uint256 level, uint256 place, uint256 value) private {
        (_nodes[level][place], _written[level][place]) = (value, true);
    }

    function _compress(HashDomain domain, uint256[4] memory x) private view returns (uint256) {
        return _hasher.compress4(HashDomain.unwrap(domain), x[0], x[1], x[2], x[3]);
    }
}
