// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What a batch says of itself; L1 keeps the hash only. Spec: docs/spec/batches.md#header.
struct Header {
    /// @dev Header hash of the batch before.
    bytes32 parentHash;
    /// @dev State root after the last slot, below r.
    uint256 newRoot;
    /// @dev Slots that stand for items of the queue; they come first.
    uint32 queueCount;
    /// @dev Slots in all.
    uint32 slotCount;
    /// @dev Items of the queue consumed up to and with this batch.
    uint64 queueEnd;
    /// @dev The queue's hash chain at `queueEnd`.
    uint256 queueHash;
    /// @dev Unix seconds; an operation's valid-until is compared with it.
    uint64 batchTime;
    /// @dev User slots of the rollup up to and with this batch.
    uint64 sequenceEnd;
    address committer;
    bytes32 profileId;
    /// @dev One for each blob, in order (EIP-4844).
    bytes32[] versionedHashes;
}

using HeaderHash for Header global;

/// @notice Names a batch, on one chain and one rollup only.
library HeaderHash {
    function hash(Header memory header, address rollup) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, rollup, header));
    }
}
