// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../interfaces/IRollup.sol";
import {Header} from "../types/Header.sol";
import {RollupProfile} from "./RollupProfile.sol";

/// @notice Which batches stand: one header hash for each height up to the head, one record for each header that was ever committed.
/// @dev A batch is live if its height is not above the head's and the chain holds its hash there, so a drop writes nothing but the head.
abstract contract RollupChain is RollupProfile {
    /// @dev What `commit` needs of the head's header, in one slot.
    struct Head {
        uint64 height;
        uint64 queueEnd;
        uint64 batchTime;
        uint64 sequenceEnd;
    }

    struct Final {
        uint64 height;
        uint64 queueEnd;
    }

    /// @dev Height zero: never committed. `convictedAt`: when a fault of the batch itself was shown, else zero. `votes`: the kinds that were
    /// recorded. `isDisputed`: a validity proof and a fraud proof met here.
    struct Record {
        uint64 height;
        uint40 committedAt;
        uint40 convictedAt;
        uint64 generation;
        uint8 votes;
        bool bondHeld;
        bool isDisputed;
    }

    /// @dev What the whole rollup counts, in one slot.
    struct Counts {
        uint64 queueLength;
        uint64 forcedItems;
        uint40 lastDrop;
        uint64 generation;
        bool frozen;
    }

    Head internal _head;
    Final internal _final;
    Counts internal _counts;
    mapping(uint64 height => bytes32 headerHash) internal _chain;
    mapping(bytes32 headerHash => Record) internal _records;

    /// @dev The height of the last final batch with this root, plus one.
    mapping(uint256 root => uint256) internal _finalRoots;

    constructor() {
        Header memory genesis;
        (genesis.newRoot, genesis.profileId) = (GENESIS_ROOT, PROFILE_ID);
        _chain[0] = genesis.hash(address(this));
        _finalRoots[GENESIS_ROOT] = 1;
    }

    /// @inheritdoc IRollup
    function head() external view returns (bytes32 headerHash, uint64 height) {
        height = _head.height;
        headerHash = _chain[height];
    }

    /// @inheritdoc IRollup
    function lastFinal() external view returns (bytes32 headerHash, uint64 height) {
        height = _final.height;
        headerHash = _chain[height];
    }

    /// @inheritdoc IRollup
    function status(bytes32 headerHash) external view returns (Status) {
        uint64 height = _records[headerHash].height;
        if (height == 0) return headerHash == _chain[0] ? Status.Final : Status.Unknown;
        if (!_isLive(headerHash, height)) return Status.Dropped;
        return height <= _final.height ? Status.Final : Status.Committed;
    }

    /// @inheritdoc IRollup
    function committedAt(bytes32 headerHash) external view returns (uint64) {
        return _records[headerHash].committedAt;
    }

    /// @inheritdoc IRollup
    function votesOf(bytes32 headerHash) external view returns (uint8) {
        return _records[headerHash].votes;
    }

    /// @inheritdoc IRollup
    function isFinalRoot(uint256 root) external view returns (bool) {
        return _isFinalMark(_finalRoots[root]);
    }

    /// @inheritdoc IRollup
    function generation() external view returns (uint64) {
        return _counts.generation;
    }

    /// @inheritdoc IRollup
    function isFrozen() external view returns (bool) {
        return _counts.frozen;
    }

    /// @dev `HeaderHash.hash` without a copy to memory.
    function _hash(Header calldata header) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), header));
    }

    /// @dev Where votes make batches final early, a disagreement takes the last heights back; what was marked above them is final no more.
    function _isFinalMark(uint256 mark) internal view returns (bool) {
        return mark != 0 && (!CAN_BE_EARLY || mark <= uint256(_final.height) + 1);
    }

    function _isWindowOver(uint256 committed) internal view returns (bool) {
        return block.timestamp > committed + CHALLENGE_WINDOW;
    }

    function _isLive(bytes32 headerHash, uint64 height) internal view returns (bool) {
        return height <= _head.height && _chain[height] == headerHash;
    }
}
