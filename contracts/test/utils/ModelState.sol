// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../src/interfaces/IRollup.sol";
import {AccountLeaf} from "../../src/interfaces/IStateHasher.sol";
import {HashDomain, HashDomains} from "../../src/types/HashDomain.sol";
import {Poseidon2Harness} from "./Poseidon2Harness.sol";

/// @notice The state of a rollup of depth 2 as a list of sixteen accounts, changed as docs/spec/operations.md says, without fees, keys and signatures.
contract ModelState {
    uint256 private constant CAPACITY = 16;

    Poseidon2Harness private immutable _hasher;
    AccountLeaf[16] private _accounts;
    uint256 private _deposited;

    constructor(Poseidon2Harness hasher) {
        _hasher = hasher;
    }

    /// @notice Becomes a copy.
    function take(ModelState other) external {
        for (uint256 i = 0; i < CAPACITY; i++) {
            if (other.exists(i)) _accounts[i] = other.account(i);
        }
        _deposited = other.counters();
    }

    function applyItem(IRollup.QueueItem calldata item) external {
        AccountLeaf storage from = _accounts[item.from];
        if (item.kind == 1) {
            if (from.owner == item.owner && from.token == item.token) {
                from.balance += item.amount;
            } else {
                _accounts[CAPACITY - 1 - _deposited++] = AccountLeaf(item.owner, item.token, 0, item.amount, 0, 0, 0);
            }
        } else if (from.owner == item.owner) {
            if (item.kind == 2) _transfer(item.from, item.to, item.amount);
            if (item.kind == 3) _withdraw(item.from, from.balance);
        }
    }

    /// @notice A transfer and a withdrawal among those that the number picks, as far as they are possible; `keyless` can sign none.
    function applyOperations(uint256 seed, address keyless) external {
        uint256 payer = seed % CAPACITY;
        if (_accounts[payer].owner != keyless) {
            _transfer(payer, (seed >> 8) % CAPACITY, uint128((seed >> 16) % 64));
        }
        uint256 index = (seed >> 32) % CAPACITY;
        uint128 amount = uint128((seed >> 40) % 64);
        if (_accounts[index].owner != keyless && _accounts[index].balance >= amount) _withdraw(index, amount);
    }

    function exists(uint256 index) public view returns (bool) {
        return _accounts[index].owner != address(0);
    }

    function account(uint256 index) external view returns (AccountLeaf memory) {
        return _accounts[index];
    }

    function counters() public view returns (uint256) {
        return _deposited;
    }

    function feeRoot() public view returns (uint256 node) {
        for (uint256 level = 1; level <= 4; level++) {
            node = _compress(HashDomains.node(level), node, node, node, node);
        }
    }

    function root() external view returns (uint256) {
        uint256[4] memory nodes = _nodes();
        uint256 top = _compress(HashDomains.node(2), nodes[0], nodes[1], nodes[2], nodes[3]);
        return _compress(HashDomains.STATE_ROOT, top, feeRoot(), counters(), 0);
    }

    function path(uint256 index) external view returns (uint256[] memory siblings) {
        siblings = new uint256[](6);
        uint256[4] memory nodes = _nodes();
        uint256 next = 0;
        for (uint256 i = index & 12; i < (index & 12) + 4; i++) {
            if (i != index) siblings[next++] = _leaf(i);
        }
        for (uint256 i = 0; i < 4; i++) {
            if (i != index >> 2) siblings[next++] = nodes[i];
        }
    }

    function _transfer(uint256 from, uint256 to, uint128 amount) private {
        if (!exists(from) || !exists(to) || _accounts[from].token != _accounts[to].token) return;
        if (_accounts[from].balance < amount) return;
        _accounts[from].balance -= amount;
        _accounts[from].nonce++;
        _accounts[to].balance += amount;
    }

    function _withdraw(uint256 index, uint128 amount) private {
        if (!exists(index)) return;
        _accounts[index].balance -= amount;
        _accounts[index].withdrawn += amount;
    }

    function _nodes() private view returns (uint256[4] memory nodes) {
        for (uint256 i = 0; i < 4; i++) {
            nodes[i] =
                _compress(HashDomains.node(1), _leaf(4 * i), _leaf(4 * i + 1), _leaf(4 * i + 2), _leaf(4 * i + 3));
        }
    }

    function _leaf(uint256 index) private view returns (uint256) {
        AccountLeaf memory a = _accounts[index];
        if (a.owner == address(0)) return 0;
        uint256 identity = uint256(uint160(a.owner)) * 2 ** 64 + uint256(a.token) * 2 ** 32 + a.nonce;
        return
            _compress(HashDomains.ACCOUNT_LEAF, identity, uint256(a.balance) * 2 ** 128 + a.withdrawn, a.keyX, a.keyY);
    }

    function _compress(HashDomain domain, uint256 a, uint256 b, uint256 c, uint256 d) private view returns (uint256) {
        return _hasher.compress4(HashDomain.unwrap(domain), a, b, c, d);
    }
}
