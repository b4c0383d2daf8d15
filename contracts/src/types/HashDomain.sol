// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What a Poseidon2 hash is for. The numbers are those of docs/spec/hashing.md#domains.
type HashDomain is uint256;

/// @notice The registry of domains; each is hashed in one mode only.
library HashDomains {
    /// @notice Levels go from 1, directly above the leaves, to 32.
    error NoSuchLevel(uint256 level);

    HashDomain internal constant ACCOUNT_LEAF = HashDomain.wrap(0x0101);
    HashDomain internal constant STATE_ROOT = HashDomain.wrap(0x0103);
    HashDomain internal constant QUEUE_LINK = HashDomain.wrap(0x0104);
    HashDomain internal constant MESSAGE = HashDomain.wrap(0x0301);
    HashDomain internal constant CHALLENGE = HashDomain.wrap(0x0302);
    HashDomain internal constant BATCH_DATA = HashDomain.wrap(0x0304);
    HashDomain internal constant QUEUE_KEY = HashDomain.wrap(0x0401);

    /// @notice An inner node whose children are `level` - 1 levels above the leaves.
    function node(uint256 level) internal pure returns (HashDomain) {
        if (level == 0 || level > 32) revert NoSuchLevel(level);
        return HashDomain.wrap(0x0200 + level);
    }
}
