// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../interfaces/IRollup.sol";
import {AccountLeaf} from "../interfaces/IStateHasher.sol";
import {RollupBatches} from "./RollupBatches.sol";

/// @notice The ways out: claims against any final root, and, when a rollup is frozen, everything against its last one.
/// @dev What was paid is the hub's ledger, so nothing is paid twice by either way. Spec: docs/spec/rollup.md#ways-out.
abstract contract RollupExits is RollupBatches {
    mapping(uint64 number => bool) private _refunded;

    /// @inheritdoc IRollup
    function claim(uint256 root, AccountProof calldata proof, address recipient) external returns (uint256) {
        uint64 height = _requireFinal(root, _rootOf(proof));
        return _pay(proof.index, proof.account, proof.account.withdrawn, _payee(proof.account.owner, recipient), height);
    }

    /// @inheritdoc IRollup
    function claimMany(uint256 root, AccountsProof calldata proof) external returns (uint256[] memory paid) {
        uint256 shown =
            HASHER.stateRootOfMany(proof.accounts, proof.indices, proof.siblings, DEPTH, proof.feeRoot, proof.counters);
        uint64 height = _requireFinal(root, shown);
        paid = new uint256[](proof.accounts.length);
        for (uint256 i = 0; i < paid.length; i++) {
            AccountLeaf calldata account = proof.accounts[i];
            paid[i] = _pay(proof.indices[i], account, account.withdrawn, account.owner, height);
        }
    }

    /// @inheritdoc IRollup
    function freeze() external {
        Counts memory counts = _counts;
        if (counts.frozen) revert Frozen();
        if (!_isCommittedLate(counts.lastDrop) && !_isFinalLate()) revert NothingOverdue();
        _counts.frozen = true;
        emit RollupFrozen(msg.sender, _head.queueEnd);
    }

    /// @inheritdoc IRollup
    function escape(AccountProof calldata proof, address recipient) external returns (uint256 paid) {
        Final memory last = _requireSettled();
        uint256 root = _rootOf(proof);
        if (_finalRoots[root] != uint256(last.height) + 1) revert NotFinalRoot(root);
        AccountLeaf calldata account = proof.account;
        uint256 total = uint256(account.withdrawn) + account.balance;
        address payee = _payee(account.owner, recipient);
        paid = _pay(proof.index, account, total, payee, 0);
        if (paid > 0) emit Escaped(proof.index, account.owner, account.token, total, payee);
    }

    /// @inheritdoc IRollup
    function refundDeposit(uint64 number, QueueItem calldata item) external {
        Final memory last = _requireSettled();
        if (number < last.queueEnd || number >= _counts.queueLength) revert NoSuchItem(number);
        if (item.kind != DEPOSIT || _nextLink(_links[number], item) != _links[number + 1]) revert WrongItem(number);
        if (_refunded[number]) revert AlreadyRefunded(number);
        _refunded[number] = true;
        emit DepositRefunded(number, item.owner, item.token, item.amount);
        HUB.refund(tokenAt(item.token), item.owner, item.amount);
    }

    /// @dev The next item is too old for the head, and a drop was long enough ago to serve the queue again.
    function _isCommittedLate(uint64 lastDrop) private view returns (bool) {
        return _isOlder(_head.queueEnd, ESCAPE_AFTER + 1) && block.timestamp > lastDrop + INCLUSION_DELAY;
    }

    /// @dev The next item is too old for the last final batch, however often drops reset the other clock. A batch that only waits for
    /// somebody to finalise it is not late.
    function _isFinalLate() private view returns (bool) {
        Final memory last = _final;
        if (!_isOlder(last.queueEnd, ESCAPE_AFTER + 2 * (CHALLENGE_WINDOW + PROOF_DEADLINE) + 1)) return false;
        if (last.height < _head.height) {
            bytes32 oldest = _chain[last.height + 1];
            (uint8 votes,) = _votesNow(_records[oldest]);
            if (_isEnough(votes)) revert FinaliseFirst(oldest);
        }
        return true;
    }

    /// @dev One cut: frozen, and every batch dropped or final for good, so root and queue end can change no more.
    function _requireSettled() private view returns (Final memory last) {
        if (!_counts.frozen) revert NotFrozen();
        last = _final;
        if (_head.height != last.height) revert BatchesPending(_head.height - last.height);
        if (CAN_BE_EARLY) {
            bytes32 headerHash = _chain[last.height];
            uint256 committed = _records[headerHash].committedAt;
            if (!_isWindowOver(committed)) revert WindowOpen(headerHash, committed + CHALLENGE_WINDOW);
        }
    }

    function _rootOf(AccountProof calldata proof) private view returns (uint256) {
        if (proof.path.length != 3 * uint256(DEPTH)) revert WrongPathLength(proof.path.length);
        return HASHER.stateRoot(proof.account, proof.index, proof.path, proof.feeRoot, proof.counters);
    }

    function _payee(address owner, address recipient) private view returns (address) {
        if (recipient == address(0) || recipient == owner) return owner;
        if (msg.sender != owner) revert NotTheOwner(msg.sender, owner);
        return recipient;
    }

    /// @return height Under which payouts are recorded, so that they can be taken back with it; zero where nothing is.
    function _requireFinal(uint256 root, uint256 shown) private view returns (uint64 height) {
        uint256 mark = _finalRoots[root];
        if (!_isFinalMark(mark) || shown != root) revert NotFinalRoot(root);
        return CAN_BE_EARLY ? uint64(mark - 1) : 0;
    }

    function _pay(uint32 index, AccountLeaf calldata account, uint256 total, address payee, uint64 height)
        private
        returns (uint256 paid)
    {
        return HUB.payOut(index, account.owner, tokenAt(account.token), total, payee, height);
    }
}
