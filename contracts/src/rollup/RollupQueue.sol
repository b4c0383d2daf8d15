// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../interfaces/IRollup.sol";
import {QueueTimes} from "../libraries/QueueTimes.sol";
import {RollupChain} from "./RollupChain.sol";

/// @notice The way in: a hash chain of deposits and forced operations that batches consume in order.
/// @dev Whatever a circuit range-checks is checked here, so that no item can stand in the way (iFRC-001). Spec: docs/spec/rollup.md#queue.
abstract contract RollupQueue is RollupChain {
    using QueueTimes for QueueTimes.Log;

    uint8 internal constant DEPOSIT = 1;
    uint8 internal constant FORCED_TRANSFER = 2;
    uint8 internal constant FORCED_EXIT = 3;
    uint8 internal constant FORCED_KEY = 4;

    mapping(uint64 number => uint256) internal _links;
    QueueTimes.Log private _times;

    /// @inheritdoc IRollup
    function deposit(uint8 token, uint256 amount, address owner, uint32 hint, uint256 keyX, uint256 keyY)
        external
        payable
        returns (uint64)
    {
        if (owner == address(0)) revert ZeroAddress();
        if (keyX | keyY != 0) {
            if (msg.sender != owner) revert NotTheOwner(msg.sender, owner);
            _requireKey(keyX, keyY);
        }
        uint256 received = HUB.deposit{value: msg.value}(tokenAt(token), msg.sender, amount);
        Counts memory counts = _counts;
        // The upper half of the tree has an account for each deposit, whatever layer 2 holds: none is ever void.
        uint64 capacity = uint64(1) << (2 * DEPTH - 1);
        if (counts.queueLength - counts.forcedItems >= capacity) revert TooManyDeposits(capacity);
        // Most often nothing is near the limit, and the forced items need not be told apart.
        if (counts.queueLength - _head.queueEnd >= MAX_OPEN_ITEMS / 2) {
            (uint256 open,) = openItems();
            if (open >= MAX_OPEN_ITEMS / 2) revert QueueFull(open);
        }
        return _append(counts, QueueItem(DEPOSIT, owner, token, hint, 0, uint128(received), keyX, keyY));
    }

    /// @inheritdoc IRollup
    function forceTransfer(uint32 from, uint32 to, uint128 amount) external payable returns (uint64) {
        _requireIndex(to);
        if (amount >> 120 != 0) revert AmountOutOfRange(amount);
        return _force(QueueItem(FORCED_TRANSFER, msg.sender, 0, from, to, amount, 0, 0));
    }

    /// @inheritdoc IRollup
    function forceExit(uint32 from) external payable returns (uint64) {
        return _force(QueueItem(FORCED_EXIT, msg.sender, 0, from, 0, 0, 0, 0));
    }

    /// @inheritdoc IRollup
    function forceKey(uint32 from, uint256 keyX, uint256 keyY) external payable returns (uint64) {
        _requireKey(keyX, keyY);
        return _force(QueueItem(FORCED_KEY, msg.sender, 0, from, 0, 0, keyX, keyY));
    }

    /// @inheritdoc IRollup
    function forcedFee() public view returns (uint256) {
        (, uint256 open) = openItems();
        return FORCED_FEE * (1 + open);
    }

    /// @inheritdoc IRollup
    function openItems() public view returns (uint256 deposits, uint256 forced) {
        Counts memory counts = _counts;
        uint64 consumed = _head.queueEnd;
        if (consumed == counts.queueLength) return (0, 0);
        forced = counts.forcedItems - _times.forcedBefore(consumed);
        deposits = counts.queueLength - consumed - forced;
    }

    /// @inheritdoc IRollup
    function queueLength() external view returns (uint64) {
        return _counts.queueLength;
    }

    /// @inheritdoc IRollup
    function queueLink(uint64 number) external view returns (uint256) {
        if (number > _counts.queueLength) revert NoSuchItem(number);
        return _links[number];
    }

    /// @inheritdoc IRollup
    function enqueuedAt(uint64 number) external view returns (uint64) {
        if (number >= _counts.queueLength) revert NoSuchItem(number);
        return _times.enteredAt(number);
    }

    /// @dev Whether the item exists and is older than `age` by at least zero seconds.
    function _isOlder(uint64 number, uint64 age) internal view returns (bool) {
        return number < _counts.queueLength && block.timestamp >= _times.enteredAt(number) + age;
    }

    function _nextLink(uint256 link, QueueItem memory item) internal view returns (uint256) {
        uint256 packed = uint256(item.kind) << 232 | uint256(uint160(item.owner)) << 72 | uint256(item.token) << 64
            | uint256(item.from) << 32 | item.to;
        return HASHER.queueLink(link, packed, item.amount, item.keyX, item.keyY);
    }

    function _force(QueueItem memory item) private returns (uint64 number) {
        _requireIndex(item.from);
        (, uint256 open) = openItems();
        if (open >= MAX_OPEN_ITEMS - MAX_OPEN_ITEMS / 2) revert QueueFull(open);
        uint256 fee = FORCED_FEE * (1 + open);
        if (msg.value < fee) revert FeeTooLow(msg.value, fee);
        Counts memory counts = _counts;
        number = _append(counts, item);
        // The fee stays here, in no ledger: nothing can pay it out again.
        if (msg.value > fee) _send(msg.sender, msg.value - fee);
    }

    function _append(Counts memory counts, QueueItem memory item) private returns (uint64 number) {
        if (counts.frozen) revert Frozen();
        number = counts.queueLength;
        _times.push(number, counts.forcedItems);
        if (item.kind != DEPOSIT) counts.forcedItems++;
        counts.queueLength = number + 1;
        _counts = counts;
        uint256 link = _nextLink(_links[number], item);
        _links[number + 1] = link;
        emit QueueItemAdded(number, item.owner, item, link);
    }

    function _requireIndex(uint32 index) private view {
        if (uint256(index) >> (2 * DEPTH) != 0) revert IndexOutOfRange(index);
    }

    function _requireKey(uint256 keyX, uint256 keyY) private view {
        if (!VERIFIER.isKey(keyX, keyY)) revert InvalidKey(keyX, keyY);
    }
}
