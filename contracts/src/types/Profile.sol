// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What of a batch is in its blobs. Spec: docs/spec/batches.md#layouts.
enum DataLayout {
    /// @dev Word, signature and root of each slot: what fraud proofs need.
    Full,
    /// @dev Words alone, and the key of an extension.
    Compact
}

/// @notice What a rollup promises, fixed at deployment. Times are in seconds, money in wei. Spec: docs/spec/profile.md.
struct Profile {
    /// @dev Levels of the account tree, 1 to 15.
    uint8 depth;
    /// @dev The most slots of a batch, at most 6 blobs.
    uint32 maxSlots;
    /// @dev K: the most queue items that a batch can be made to take.
    uint32 maxDueItems;
    /// @dev How long a batch can be disputed; zero in the compact layout, where it cannot.
    uint64 challengeWindow;
    /// @dev F: an item of the queue is due after it; batches that leave out due items revert.
    uint64 inclusionDelay;
    /// @dev F_open: when the next item is older, anybody may commit.
    uint64 openAfter;
    /// @dev When the next item is older, anybody may freeze the rollup.
    uint64 escapeAfter;
    /// @dev The most that a batch's time may lie behind the block that commits it.
    uint64 maxBatchAge;
    /// @dev Locked for each batch until it is final.
    uint128 bond;
    /// @dev Price of a forced operation while the queue is short; it rises with the queue's length. Burned.
    uint128 forcedFee;
    /// @dev The most items that may wait in the queue.
    uint32 maxOpenItems;
    /// @dev Who may commit while nothing is overdue; zero for anybody.
    address sequencer;
    /// @dev Outflow quota of each token, see the hub.
    uint256 quotaFloor;
    uint16 quotaShare;
    uint64 quotaPeriod;
    /// @dev The kinds of proof that count, see `ProofKinds`.
    uint8 kinds;
    /// @dev How many of them make a batch final.
    uint8 threshold;
    DataLayout dataLayout;
    /// @dev After it a batch that lacks votes can be removed; zero if time alone counts.
    uint64 proofDeadline;
    /// @dev Judges proofs and signatures, see `IBatchVotes`; zero if time alone counts.
    address votes;
    /// @dev keccak-256 of the profile's document, for people.
    bytes32 document;
}
