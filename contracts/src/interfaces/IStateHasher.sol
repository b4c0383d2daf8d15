// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice An account as its leaf holds it. Spec: docs/spec/state.md#hashing.
struct AccountLeaf {
    address owner;
    uint8 token;
    uint32 nonce;
    uint128 balance;
    uint128 withdrawn;
    uint256 keyX;
    uint256 keyY;
}

/// @notice The hashes of a rollup's state and queue, in a contract of their own because of the permutation's size. Stateless.
/// @dev Words that are not below r revert. Spec: docs/spec/state.md#hashing, docs/spec/batches.md#queue.
interface IStateHasher {
    /// @notice A path does not have three siblings a level.
    error WrongPathLength(uint256 length);

    /// @notice An index does not fit the tree: bits above the path would name one leaf twice.
    error IndexOutOfRange(uint256 index);

    /// @notice Several indices do not rise strictly, or there are none, or they are not as many as the accounts.
    error IndicesNotAscending();

    /// @notice Several accounts' siblings are fewer or more than the tree needs.
    error WrongSiblingCount(uint256 length);

    /// @notice The state root that an account, its path and the rest of the root lead to.
    /// @param path Three siblings a level, from the leaves up; its length gives the depth.
    function stateRoot(
        AccountLeaf calldata account,
        uint32 index,
        uint256[] calldata path,
        uint256 feeRoot,
        uint256 counters
    ) external pure returns (uint256 root);

    /// @notice The state root that several accounts of a tree of `depth` levels lead to, what they share hashed once.
    /// @param indices Strictly rising.
    /// @param siblings The nodes that the accounts do not lead to themselves: level by level from the leaves up, from left to right in each.
    function stateRootOfMany(
        AccountLeaf[] calldata accounts,
        uint32[] calldata indices,
        uint256[] calldata siblings,
        uint8 depth,
        uint256 feeRoot,
        uint256 counters
    ) external pure returns (uint256 root);

    /// @notice The state root of a rollup of `depth` levels in which nothing is.
    function emptyRoot(uint8 depth) external pure returns (uint256 root);

    /// @notice The next link of the queue's hash chain.
    /// @param packed kind·2^232 + owner·2^72 + token·2^64 + from·2^32 + to.
    /// @param keyX Q, or zeros where no key is named.
    function queueLink(uint256 link, uint256 packed, uint256 amount, uint256 keyX, uint256 keyY)
        external
        pure
        returns (uint256 next);
}
