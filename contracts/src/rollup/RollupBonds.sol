// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../interfaces/IRollup.sol";
import {Header} from "../types/Header.sol";
import {RollupQueue} from "./RollupQueue.sol";

/// @notice What committers stand to lose, and what provers get of it.
/// @dev At least half of a lost bond is burned, so nobody gains by proving a fault of their own. Spec: docs/spec/rollup.md#bonds.
abstract contract RollupBonds is RollupQueue {
    /// @dev `convicted` is the generation that began when the committer was last found at fault.
    struct Bond {
        uint96 total;
        uint96 locked;
        uint64 convicted;
    }

    mapping(address committer => Bond) private _bonds;
    mapping(bytes32 commitment => uint64 rank) private _announced;
    mapping(bytes32 headerHash => Reward) private _rewards;
    uint64 private _ranks;

    /// @inheritdoc IRollup
    function addBond(address committer) external payable {
        if (committer == address(0)) revert ZeroAddress();
        _bonds[committer].total += uint96(msg.value); // all ETH there is fits 96 bits
        emit BondAdded(committer, msg.value);
    }

    /// @inheritdoc IRollup
    function withdrawBond(uint256 amount, address payable recipient) external {
        Bond storage bond = _bonds[msg.sender];
        uint256 free = bond.total - bond.locked;
        if (amount > free) revert BondTooLow(msg.sender, free, amount);
        bond.total -= uint96(amount);
        emit BondWithdrawn(msg.sender, amount);
        _send(recipient, amount);
    }

    /// @inheritdoc IRollup
    function releaseBond(Header calldata header) external {
        bytes32 headerHash = _hash(header);
        Record storage record = _records[headerHash];
        bool isSettled = !_isLive(headerHash, record.height)
            || (record.height <= _final.height && _isWindowOver(record.committedAt));
        if (!record.bondHeld || record.isDisputed || !isSettled) revert NoBondToRelease(headerHash);
        if (_bonds[header.committer].convicted > record.generation) {
            record.bondHeld = false;
            _burn(header.committer, headerHash, 0);
        } else {
            _unlock(record, header.committer, headerHash);
        }
    }

    /// @inheritdoc IRollup
    function bondOf(address committer) external view returns (uint256 total, uint256 locked) {
        Bond storage bond = _bonds[committer];
        return (bond.total, bond.locked);
    }

    /// @inheritdoc IRollup
    function announceFraud(bytes32 commitment) external {
        if (_announced[commitment] == 0) _announced[commitment] = ++_ranks;
        emit FraudAnnounced(msg.sender, commitment);
    }

    /// @inheritdoc IRollup
    function revealFraud(bytes32 headerHash, bytes32 salt) external {
        Reward storage reward = _rewards[headerHash];
        bytes32 commitment = keccak256(abi.encode(msg.sender, headerHash, reward.fault, reward.slot, salt));
        uint64 rank = _announced[commitment];
        if (rank == 0 || rank >= reward.rank || block.timestamp >= reward.collectableAt) {
            revert NoBetterRight(headerHash, msg.sender);
        }
        (reward.prover, reward.rank) = (msg.sender, rank);
        emit RewardAssigned(headerHash, msg.sender, reward.amount, reward.collectableAt);
    }

    /// @inheritdoc IRollup
    function collectReward(bytes32 headerHash) external {
        Reward memory reward = _rewards[headerHash];
        if (reward.amount == 0) revert NoReward(headerHash);
        if (block.timestamp < reward.collectableAt) revert RewardOpen(headerHash, reward.collectableAt);
        delete _rewards[headerHash];
        emit RewardCollected(headerHash, reward.prover, reward.amount);
        _send(reward.prover, reward.amount);
    }

    /// @inheritdoc IRollup
    function rewardOf(bytes32 headerHash) external view returns (Reward memory) {
        return _rewards[headerHash];
    }

    function _lock(address committer) internal {
        Bond storage bond = _bonds[committer];
        uint256 free = bond.total - bond.locked;
        if (free < BOND) revert BondTooLow(committer, free, BOND);
        bond.locked += BOND;
    }

    function _unlock(Record storage record, address committer, bytes32 headerHash) internal {
        record.bondHeld = false;
        _bonds[committer].locked -= BOND;
        emit BondReleased(committer, headerHash);
    }

    /// @dev Takes the culprit's bond, half of it for who showed the fault; an earlier announcement can still take that over. Rank zero: none can.
    function _convict(address committer, bytes32 headerHash, uint64 newGeneration, Reward memory reward) internal {
        reward.amount = BOND / 2; // rounded down: at least half is burned
        reward.collectableAt = uint64(block.timestamp) + INCLUSION_DELAY;
        _bonds[committer].convicted = newGeneration;
        _rewards[headerHash] = reward;
        _burn(committer, headerHash, reward.amount);
        emit RewardAssigned(headerHash, msg.sender, reward.amount, reward.collectableAt);
    }

    function _nextRank() internal returns (uint64) {
        return ++_ranks;
    }

    /// @dev What was not collected stays here, in no ledger.
    function _holdReward(bytes32 headerHash) internal {
        delete _rewards[headerHash];
    }

    /// @dev What is burned stays here, in no ledger: nothing can pay it out again.
    function _burn(address committer, bytes32 headerHash, uint96 reward) private {
        Bond storage bond = _bonds[committer];
        bond.total -= BOND;
        bond.locked -= BOND;
        emit BondLost(committer, headerHash, BOND - reward, reward);
    }
}
